"""Shipped monographs in the layouts and by the profiles: valid, whole, large enough."""

from __future__ import annotations

import pytest

import leaflets
from leaflets.content.library import Library
from leaflets.content.profile.minima import minima
from leaflets.content.profile.reading import load_profile
from tests.pdf.test_shelf import check
from tests.shipped import LAYOUTS, SHELF_SAMPLE, is_tried
from tests.typesetting.sizes import sizes_of

PROFILES = Library().profiles()
# by layout, in points: the least type of all words, where it is more than a profile asks
LEAST = {"large-print": 18, "clear-print": 12}


COUNTRIES = [name for name in PROFILES if name != "generic"]
# whose words and the fixed ones of a country need more pages than the layout promises
TOO_LONG = {("ibuprofen", "compact"), ("warfarin", "compact")}
# the first medicine in English by every country's profile in every layout, and in the other
# languages that are tried by one in each; the others by one in one layout; tests/pdf/test_shelf.py
# has those of no country
CASES = [
    *(
        (("acetylcysteine", language), layout, profile)
        for language in ("en", "es", "ar", "hi", "pl", "pt", "zh")
        for number, layout in enumerate(LAYOUTS)
        for index, profile in enumerate(COUNTRIES)
        if is_tried(profile, language) and (language == "en" or index == number % len(COUNTRIES))
    ),
    *(
        ((name, language), layout, COUNTRIES[number % len(COUNTRIES)])
        for number, (name, language, layout) in enumerate(SHELF_SAMPLE)
        if name != "acetylcysteine"
    ),
    *(((name, "en"), layout, "eu") for name, layout in sorted(TOO_LONG)),
    (("acetylcysteine", "en"), "compact", "generic"),
]


@pytest.mark.parametrize(("which", "layout", "profile"), CASES)
def test_every_leaflet(which: tuple[str, str], layout: str, profile: str) -> None:
    name, language = which
    made = leaflets.compose(leaflets.read(name, language=language), profile=profile)
    if (name, layout) in TOO_LONG:
        with pytest.raises(leaflets.DoesNotFit, match="T520"):
            leaflets.typeset(made, layout)
        return
    pdf = leaflets.typeset(made, layout).pdf
    check(pdf, made, "ua1", "2a")
    least = minima(load_profile(Library(), profile), profile)
    assert min(sizes_of(pdf)) >= max(least.size_pt.value, LEAST.get(layout, 0)) - 0.01
    for sentence in least.sentences:
        assert min(sizes_of(pdf, "FDA")) >= sentence.value
