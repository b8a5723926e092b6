"""Every leaflet in every layout: whole, sound, legible; the quick tests try a sample."""

from __future__ import annotations

import pytest

from leaflets.pdf.inspect import inspect
from tests.leaflet.test_translations import check_print
from tests.pdf.stress import STRESS
from tests.pdf.test_shelf import check, check_or_too_long
from tests.shipped import LAYOUTS, SHELF, shipped_leaflet, shipped_typeset
from tests.typesetting.test_pixels import faintest
from tests.typesetting.test_shelf import check_pages
from tests.typesetting.test_type import check_type


@pytest.mark.parametrize(("name", "language", "layout"), SHELF)
def test_a_shipped_leaflet_is_whole_sound_and_legible(
    name: str, language: str, layout: str
) -> None:
    leaflet, typeset = shipped_leaflet(name, language), shipped_typeset(name, language, layout)
    check(typeset.pdf, leaflet, "ua1", "2a")
    assert inspect(typeset.pdf).verdict == "exact"
    check_pages(leaflet, typeset)
    check_type(leaflet, layout, typeset.pdf)
    if language != "en":
        check_print(typeset.pdf, language)
    for grey in (False, True):
        assert faintest(typeset.pdf, leaflet, grey=grey) >= 7


@pytest.mark.parametrize("name", STRESS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_harder_leaflet_is_whole_and_sound(name: str, layout: str) -> None:
    check_or_too_long(STRESS[name], layout)
