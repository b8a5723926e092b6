"""No type in any leaflet of ours is smaller than its layout promises, read back from the PDF."""

from __future__ import annotations

import pypdfium2
import pytest

from leaflets import Leaflet
from leaflets.leaflet.model import Heading, ItemList, Paragraph, Table
from leaflets.leaflet.walk import walk
from leaflets.typesetting.draw import draw
from tests.shipped import (
    LAYOUTS,
    SHELF_SAMPLE,
    families,
    shipped_layout,
    shipped_leaflet,
    shipped_typeset,
)
from tests.typesetting.sizes import pieces_of

# points: the least of any words, and the least of running text
PROMISED = {
    "booklet": (9, 11.43),
    "clear-print": (12, 14),
    "compact": (10, 10),
    "large-print": (18, 18),
    "letter": (9, 12),
    "receipt": (9, 12),
    "standard": (9, 12),
}


def running(leaflet: Leaflet) -> tuple[str, set[str]]:
    """The words of paragraphs and list items outside tables that are no remarks; and all others."""
    blocks = list(walk(leaflet.blocks))
    listed = {
        block.path
        for each in blocks
        if isinstance(each, ItemList)
        for block in walk(item for item in each.items)
    }
    tabled = {
        block.path
        for each in blocks
        if isinstance(each, Table)
        for row in each.all_rows
        for block in walk(block for cell in row.cells for block in cell)
    }
    words, others = [], {leaflet.title}  # which heads every page, in smaller type
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            is_text = block.path in listed or getattr(block, "role", "") == "body"
            if is_text and block.path not in tabled:
                words.append(str(block.words))
            else:
                others.add(str(block.words))
    return "\n".join(words), others


def test_every_layout_promises_something() -> None:
    assert set(PROMISED) == set(LAYOUTS)


def test_large_print_keeps_an_inch_free_on_every_side_and_half_of_it_around_the_furniture() -> None:
    leaflet, layout, inch = shipped_leaflet("acetylcysteine"), shipped_layout("large-print"), 72.0
    drawn = draw(leaflet, layout, families(), name="large-print", version="0")
    height = float(layout.page.height)
    for placed in (placed for page in drawn.pages for placed in page):
        assert placed.frame.top <= height - inch
        assert placed.frame.top - placed.height >= inch
    for page in pypdfium2.PdfDocument(drawn.typeset.pdf):
        text = page.get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        assert min(box[0] for box in boxes) >= inch - 0.5
        assert max(box[2] for box in boxes) <= page.get_width() - inch + 0.5
        assert min(box[1] for box in boxes) >= inch / 2
        assert max(box[3] for box in boxes) <= height - inch / 2


@pytest.mark.parametrize(("name", "language", "layout"), SHELF_SAMPLE)
def test_type_is_as_large_as_promised(name: str, language: str, layout: str) -> None:
    check_type(shipped_leaflet(name, language), layout, shipped_typeset(name, language, layout).pdf)


def check_type(leaflet: Leaflet, layout: str, pdf: bytes) -> None:
    """All words, and those of the running text, are as large as a layout promises."""
    pieces = list(pieces_of(pdf))
    words, others = running(leaflet)
    # a line of Vietnamese is set in two families, and so in several pieces; Chinese is short
    shortest = {"vi": 10, "zh": 4}.get(leaflet.language, 25)
    text = [
        size
        for said, size in pieces
        if len(said) > shortest and said.strip() in words and said.strip() not in others
    ]
    assert len(text) > 30
    least, least_running = PROMISED[layout]
    least_running *= shipped_layout(layout).breaking.type  # as small as where that saves a page
    assert min(size for said, size in pieces if said.strip()) >= least
    assert min(text) >= least_running - 0.005
    if layout != "compact":  # which accepts less, and says why
        share = families()[shipped_layout(layout).fonts.text].x_height
        assert min(text) * share * 25.4 / 72 >= 2.0 - 0.005
