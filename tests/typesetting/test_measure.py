"""Characters are counted in lines that are set: against a count by hand, and in every layout."""

from __future__ import annotations

import pytest

from leaflets.layout.legibility import column_width
from leaflets.layout.measure import advice
from leaflets.typesetting.fonts import Fonts
from leaflets.typesetting.measure import line_lengths
from tests.layout.made_layouts import standard_with
from tests.leaflet.test_sample import specimen
from tests.shipped import LAYOUTS, families, shipped_layout

from .toys import leaflet, paragraph


def test_equal_words_are_counted_by_hand() -> None:
    layout = standard_with("fonts: {fallback: []}")
    toy = leaflet(paragraph("p", " ".join(["nnnn"] * 400)))
    fonts = Fonts(("atkinson-hyperlegible",), families())
    name = fonts.metrics("atkinson-hyperlegible", "regular").name
    word, space = fonts.loaded[name].width("nnnn", 12), fonts.loaded[name].width(" ", 12)
    fitting = int((column_width(layout) + space) / (word + space))
    found = line_lengths(toy, layout, families())["body"]
    # lines are made even, so that some hold a word less than fits
    assert fitting * 5 - 6 - 1 <= found <= fitting * 5 - 1


def test_larger_type_has_shorter_lines_and_wider_margins_too() -> None:
    body = {}
    for change in (
        "lists: {columns: 1}",
        "styles: {body: {size: 14 pt, leading: 18 pt}}",
        "page: {margins: {left: 45 mm, right: 45 mm}}",
    ):
        body[change] = line_lengths(specimen(), standard_with(change), families())["body"]
    first, *others = body.values()
    assert all(other < first for other in others)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_lines_of_our_layouts_are_easy_to_follow(name: str) -> None:
    layout = shipped_layout(name)
    found = line_lengths(specimen(), layout, families())
    assert found.keys() == {"body", "item", "action"}
    assert not [sentence for sentence in advice(layout, found) if "characters" in sentence]
    least = {"receipt": 25, "compact": 30}.get(name, 40)
    assert all(least <= count <= 90 for count in found.values()), found


def test_words_too_few_for_a_line_count_as_they_are() -> None:
    toy = leaflet(paragraph("p", "x" * 90 + " " + "y " * 60))
    wide = standard_with("page: {width: 800 mm}", "styles: {body: {size: 12 pt}}")
    assert line_lengths(toy, wide, families())["body"] == len("x" * 90 + " " + "y " * 60)
