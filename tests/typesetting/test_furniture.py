"""Page furniture: the whole disclaimer once, and one line of it on later pages where allowed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import leaflets
from tests.readback import pages_of, text_of
from tests.typesetting.sizes import sizes_of


def pages(layout: str, *, may_shorten: bool = True) -> list[str]:
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
    if not may_shorten:
        furniture = replace(leaflet.furniture, short_disclaimer=None)
        leaflet = replace(leaflet, furniture=furniture, alternatives=())
    pdf = leaflets.typeset(leaflet, layout).pdf
    assert text_of(pdf, leaflet)  # which looks for a footer on every page
    return [" ".join(page) for page in pages_of(pdf)]


FULL = "before you start, change or stop a medicine"
SHORT = "This leaflet is for learning. It is not medical advice."


@pytest.mark.parametrize("layout", ["large-print", "clear-print"])
def test_large_type_has_the_whole_disclaimer_on_its_first_page_only(layout: str) -> None:
    first, *others = pages(layout)
    assert FULL in first
    for page in others:
        assert SHORT in page
        assert FULL not in page


def test_a_profile_can_keep_the_whole_disclaimer_on_every_page() -> None:
    assert all(FULL in page for page in pages("large-print", may_shorten=False))


def test_the_short_disclaimer_is_as_large_as_the_layout_asks() -> None:
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
    assert min(sizes_of(leaflets.typeset(leaflet, "large-print").pdf)) >= 18 - 0.01
