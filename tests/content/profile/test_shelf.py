"""Every shipped monograph in every layout and by every profile: valid, whole, large enough."""

from __future__ import annotations

from itertools import product

import pytest

import leaflets
from leaflets.content.library import Library
from leaflets.content.profile.minima import minima
from leaflets.content.profile.reading import load_profile
from tests.pdf.test_shelf import check
from tests.shipped import LAYOUTS, MONOGRAPHS
from tests.typesetting.sizes import sizes_of

PROFILES = Library().profiles()
# by layout, in points: the least type of all words, where it is more than a profile asks
LEAST = {"large-print": 18, "clear-print": 12}


# the first medicine by every profile in every layout; the others by each in one of the other
CASES = [
    (which, layout, profile)
    for which, layout, profile in product(MONOGRAPHS, LAYOUTS, PROFILES)
    if which[0] == "acetylcysteine" or layout == "standard" or profile == "generic"
]


@pytest.mark.parametrize(("which", "layout", "profile"), CASES)
def test_every_leaflet(which: tuple[str, str], layout: str, profile: str) -> None:
    name, language = which
    made = leaflets.compose(leaflets.read(name, language=language), profile=profile)
    pdf = leaflets.typeset(made, layout).pdf
    check(pdf, made, "ua1", "2a")
    least = minima(load_profile(Library(), profile), profile)
    assert min(sizes_of(pdf)) >= max(least.size_pt.value, LEAST.get(layout, 0)) - 0.01
    for sentence in least.sentences:
        assert min(sizes_of(pdf, "FDA")) >= sentence.value
