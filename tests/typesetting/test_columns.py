"""Columns: the head of a leaflet over all of them, and the last ones even."""

from __future__ import annotations

from collections import defaultdict

import pypdfium2
from msgspec.structs import replace

from leaflets.layout.model import Layout
from leaflets.leaflet.model import Heading, Leaflet, Paragraph
from leaflets.leaflet.plain import words
from leaflets.typesetting.draw import draw
from tests.readback import text_of
from tests.shipped import families, shipped_layout
from tests.typesetting import toys


def compact(**page: object) -> Layout:
    layout = shipped_layout("compact")
    new = replace(layout.page, **page)  # type: ignore[arg-type]
    return replace(layout, page=new, fit="none")


def set_in(leaflet: Leaflet, layout: Layout) -> bytes:
    return draw(leaflet, layout, families(), name="toy", version="0").typeset.pdf


def columns_of(pdf: bytes, word: str) -> list[dict[int, list[float]]]:
    """For each page the heights at which a word stands, by the left edge of its column."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text, edge = page.get_textpage(), page.get_width() / 2
        heights = defaultdict(list)
        search = text.search(word, match_case=True)
        while hit := search.get_next():
            left, bottom, _, _ = text.get_charbox(hit[0])
            heights[int(left > edge)].append(bottom)
        found.append(dict(heights))
    return found


def test_the_columns_of_the_last_page_are_even() -> None:
    leading = shipped_layout("compact").styles["body"].leading
    for paragraphs in (4, 9, 30, 45):
        blocks = [toys.paragraph(f"p{n}", "WORD " + "wording " * 30) for n in range(paragraphs)]
        found = columns_of(set_in(toys.leaflet(*blocks), compact()), "wording")
        assert set(found[-1]) == {0, 1}
        left, right = (min(heights) for heights in found[-1].values())
        assert abs(left - right) < 4 * leading
        for page in found[:-1]:
            assert {round(min(heights)) < 200 for heights in page.values()} == {True}


def test_the_head_stands_over_all_columns() -> None:
    long = "TITLE " * 8
    title = Heading("title", 1, toys.text(long))
    about = Paragraph("about", toys.text("ABOUT " * 14), "about")
    body = [toys.paragraph(f"p{n}", "wording " * 40) for n in range(8)]
    leaflet = replace(toys.leaflet(), blocks=(title, about, *body))
    pdf = set_in(leaflet, compact())
    (page,) = columns_of(pdf, "ABOUT")
    assert set(page) == {0, 1}
    (under,) = columns_of(pdf, "wording")
    assert max(max(heights) for heights in under.values()) < min(page[0])
    assert round(max(under[0])) == round(max(under[1]))
    assert text_of(pdf, leaflet) == words(leaflet, identity=False)
    (page,) = columns_of(set_in(leaflet, compact(span=())), "ABOUT")
    assert set(page) == {0}


def test_a_head_that_fills_half_a_page_stands_in_a_column() -> None:
    about = Paragraph("about", toys.text("ABOUT " * 600), "about")
    leaflet = toys.leaflet(about, toys.paragraph("p", "wording " * 100))
    pdf = set_in(leaflet, compact())
    assert text_of(pdf, leaflet) == words(leaflet, identity=False)
    assert all(set(page) == {0, 1} for page in columns_of(pdf, "ABOUT")[:1])
