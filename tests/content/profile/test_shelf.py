"""Shipped monographs in the layouts and by the profiles: valid, whole, large enough."""

from __future__ import annotations

import pytest

import leaflets
from leaflets.content.library import Library
from leaflets.content.profile.minima import minima
from leaflets.content.profile.reading import load_profile
from tests.pdf.test_shelf import check
from tests.shipped import SHELF_SAMPLE, is_tried
from tests.typesetting.sizes import sizes_of

PROFILES = Library().profiles()
# by layout, in points: the least type of all words, where it is more than a profile asks
LEAST = {"large-print": 18, "clear-print": 12}


# the first medicine by every profile in every layout; the others by one in one of them
CASES = [
    ((name, language), layout, profile)
    for index, (name, language, layout) in enumerate(SHELF_SAMPLE)
    for profile in PROFILES
    if is_tried(profile, language)
    and (name == "acetylcysteine" or profile == PROFILES[index % len(PROFILES)])
]
# whose words and the fixed ones of a country need more pages than the layout promises
TOO_LONG = {("ibuprofen", "compact"), ("warfarin", "compact")}


@pytest.mark.parametrize(("which", "layout", "profile"), CASES)
def test_every_leaflet(which: tuple[str, str], layout: str, profile: str) -> None:
    name, language = which
    made = leaflets.compose(leaflets.read(name, language=language), profile=profile)
    if profile != "generic" and (name, layout) in TOO_LONG:
        with pytest.raises(leaflets.DoesNotFit, match="T520"):
            leaflets.typeset(made, layout)
        return
    pdf = leaflets.typeset(made, layout).pdf
    check(pdf, made, "ua1", "2a")
    least = minima(load_profile(Library(), profile), profile)
    assert min(sizes_of(pdf)) >= max(least.size_pt.value, LEAST.get(layout, 0)) - 0.01
    for sentence in least.sentences:
        assert min(sizes_of(pdf, "FDA")) >= sentence.value
