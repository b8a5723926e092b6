"""From blocks to parts: each in the type of its role, and lines only under what leads somewhere."""

from __future__ import annotations

import leaflets
from leaflets.leaflet.model import Item, ItemList, Paragraph, Run, Words
from leaflets.leaflet.plain import words
from leaflets.typesetting.context import TypesettingContext
from leaflets.typesetting.flowables import TextFlowable
from leaflets.typesetting.fonts import Fonts
from leaflets.typesetting.items import ColumnsOfItems, ListItemFlowable
from leaflets.typesetting.story import build_story
from tests.readback import pages_of, text_of
from tests.shipped import LAYOUTS, families, shipped_layout
from tests.typesetting import toys


def context() -> TypesettingContext:
    layout = shipped_layout("standard")
    return TypesettingContext(
        layout, Fonts((layout.fonts.text, *layout.fonts.fallback), families())
    )


def test_the_labels_of_a_list_of_notes_look_like_its_words() -> None:
    items = (Item("i", "•", (Paragraph("n", toys.text("word"), "note"),)),) * 2
    *_, row = build_story(toys.leaflet(ItemList("l", items)), context(), 400).parts
    assert isinstance(row, ColumnsOfItems)
    for item in row.items:
        assert isinstance(item, ListItemFlowable)
        assert item.label
        assert item.label.role == "note"


def test_a_line_under_a_link_ends_with_its_words() -> None:
    words = Words((Run("999", link="tel:999"), Run(" or more")))
    part = TextFlowable(context(), "p", words, "body")
    number, more = part.lines(300)[0].pieces
    assert number.text == "999 "
    assert part.context.trailing_space(number) > 2
    assert not part.context.trailing_space(more)


def test_what_an_item_goes_on_with_stands_as_far_off_as_another_item() -> None:
    layout = shipped_layout("large-print")
    large = TypesettingContext(
        layout, Fonts((layout.fonts.text, *layout.fonts.fallback), families())
    )
    inner = ItemList("in", (Item("in/1", "•", (toys.paragraph("in/1/1", "Below."),)),))
    blocks = (toys.paragraph("out/1/1", "Above."), inner)
    outer = ItemList("out", (Item("out/1", "•", blocks), Item("out/2", "•", (inner,))))
    (first, _) = build_story(toys.leaflet(outer), large, 400.0).parts[1:]
    leading = layout.styles["item"].leading
    assert first.height_for(400.0) == 2 * leading + layout.lists.between


def test_a_heading_that_runs_in_is_parted_from_the_words_after_it() -> None:
    for layout in LAYOUTS:
        leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
        pages = pages_of(leaflets.typeset(leaflet, layout).pdf)
        text = " ".join(word for page in pages for word in page)
        assert "Pregnancy and breast-feeding: Ask your doctor" in text or layout == "large-print"
        assert "Is acetylcysteine addictive? No" in text


def test_the_mark_after_a_heading_is_no_word_of_the_leaflet() -> None:
    leaflet = leaflets.compose(leaflets.read("acetylcysteine", language="es"))
    assert leaflet.furniture.lead_mark == ":"
    pdf = leaflets.typeset(leaflet).pdf
    assert text_of(pdf, leaflet) == words(leaflet, identity=False)
