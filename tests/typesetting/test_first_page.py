"""Directions and the emergency box stand on page one, whatever stands above them."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import leaflets
from leaflets import Leaflet
from leaflets.content.library import Library
from leaflets.content.particulars import Particulars, read_particulars
from leaflets.leaflet.dispensing import GRID
from leaflets.leaflet.model import Box, Heading, Paragraph
from leaflets.leaflet.pictograms import drawings
from leaflets.leaflet.plain import words
from leaflets.typesetting.draw import lay_out_leaflet
from leaflets.typesetting.first_page import pages_with_directions
from leaflets.typesetting.fitting import PagedLeaflet
from tests.patients import particulars
from tests.pdf.tagging import faults
from tests.readback import text_of
from tests.shipped import LAYOUTS, families, shipped_layout

LONG_NAME = " ".join(["Wilhelmina Exempel-Featherstonehaugh"] * 4)
LONG_DIRECTIONS = " ".join(
    ["Take one tablet each morning with water, and stay upright for half an hour."] * 4
)
CASE = Path(__file__).parents[3] / "shared/cases/reports/long-name-and-directions.yaml"


def laid_out(leaflet: Leaflet, layout: str) -> PagedLeaflet:
    """Lay out a leaflet in a layout of ours."""
    pictures = drawings(Library(), leaflet)
    return lay_out_leaflet(leaflet, shipped_layout(layout), families(), pictures, None, None)


def personal(language: str = "en", **values: str) -> Leaflet:
    """A leaflet with long particulars, and these."""
    reading = leaflets.read("acetylcysteine", language=language)
    given = particulars(language, **{"patient": LONG_NAME, "directions": LONG_DIRECTIONS, **values})
    return leaflets.compose(reading, particulars=given)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_long_directions_behind_a_long_name_stand_on_page_one(layout: str, language: str) -> None:
    paged = laid_out(personal(language), layout)
    assert pages_with_directions(paged.pages) == [1]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not here")
def test_the_reported_case_stands_on_page_one(layout: str) -> None:
    reading = leaflets.read("acetylcysteine")
    given = read_particulars(CASE.read_bytes(), str(CASE), "en", {})
    paged = laid_out(leaflets.compose(reading, particulars=given), layout)
    assert pages_with_directions(paged.pages) == [1]


@pytest.mark.parametrize("name", ["acetylcysteine", "ibuprofen"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_emergency_box_begins_on_page_one_with_or_without_directions(
    layout: str, name: str
) -> None:
    reading = leaflets.read(name)
    values = {"patient": "Ada", "directions": "Take one in the morning."}
    short = Particulars.from_mapping(values, language="en")
    for leaflet in leaflets.compose(reading), leaflets.compose(reading, particulars=short):
        assert page_of_emergency(laid_out(leaflet, layout)) == 1


def test_warnings_come_before_the_key_points_only_where_there_is_need() -> None:
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
    assert laid_out(leaflet, "standard").leaflet is leaflet
    composition = laid_out(leaflet, "large-print").leaflet
    assert composition.identifier == leaflet.identifier
    assert sorted(words(composition)) == sorted(words(leaflet))
    kinds = [block.kind for block in composition.blocks if isinstance(block, Box)]
    assert kinds == ["draft", "emergency", "key-points"]


def test_where_directions_fill_page_one_the_emergency_box_comes_next() -> None:
    leaflet = personal(directions="Take one tablet each morning.")
    paged = laid_out(leaflet, "large-print")
    assert pages_with_directions(paged.pages) == [1]
    in_usual_order = replace(leaflet, alternatives=leaflet.alternatives[2:3])
    assert page_of_emergency(paged) < page_of_emergency(laid_out(in_usual_order, "large-print"))


def page_of_emergency(paged: PagedLeaflet) -> int:
    """The page on which the emergency box begins, from 1."""
    return next(
        number
        for number, page in enumerate(paged.pages, 1)
        if any(part.path == "emergency" for placed in page for part in placed.stack.parts)
    )


def test_only_where_there_is_need_they_stand_above_the_name_and_the_subtitle() -> None:
    shorter = personal(patient=LONG_NAME[:80], directions=LONG_DIRECTIONS[:230])
    assert laid_out(shorter, "standard").leaflet is shorter
    leaflet = personal()
    composition = laid_out(leaflet, "large-print").leaflet
    assert composition in leaflet.alternatives
    title = next(n for n, block in enumerate(composition.blocks) if isinstance(block, Heading))
    box = composition.blocks[title + 1]
    assert isinstance(box, Box)
    roles = [block.role for block in box.blocks if isinstance(block, Paragraph)]
    assert roles[:3] == ["note", "directions", "particular"]
    assert sorted(words(composition)) == sorted(words(leaflet))
    short = personal(patient="Ada", directions="Take one tablet in the morning.")
    assert laid_out(short, "standard").leaflet is short


def test_a_grid_of_day_times_stands_on_page_one_too() -> None:
    values = {"patient": LONG_NAME, "product": "Acetylcysteine 400 mg", "day-times": "1-0-1-0"}
    given = Particulars.from_mapping(values, language="en")
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"), particulars=given)
    paged = laid_out(leaflet, "large-print")
    assert pages_with_directions(paged.pages) == [1]
    (box,) = (block for block in paged.leaflet.blocks if block.path == "dispensing")
    assert isinstance(box, Box)
    assert [block.path for block in box.blocks][:2] == ["dispensing/notice", f"{GRID}/1"]


def test_every_word_is_on_paper_in_the_order_of_what_was_set() -> None:
    leaflet = personal()
    pdf = leaflets.typeset(leaflet, "large-print").pdf
    assert faults(pdf) == []
    composition = laid_out(leaflet, "large-print").leaflet
    assert text_of(pdf, composition) == words(composition, identity=False)


def test_without_directions_the_particulars_stand_below_the_subtitle() -> None:
    given = Particulars.from_mapping({"patient": LONG_NAME}, language="en")
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"), particulars=given)
    paths = [block.path for block in laid_out(leaflet, "standard").leaflet.blocks]
    assert paths.index("about-this-leaflet") < paths.index("dispensing")
