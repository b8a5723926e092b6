"""A long leaflet has a table of contents whose pages are right, and running titles."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leaflets import DoesNotFit
from leaflets.layout.model import Layout
from leaflets.leaflet.contents import entries_of, with_contents
from leaflets.leaflet.model import Item, ItemList, Leaflet
from leaflets.leaflet.plain import words
from leaflets.pdf.elements import Element
from leaflets.pdf.structure import structure_tree
from leaflets.typesetting.context import TypesettingContext
from leaflets.typesetting.draw import DrawnLeaflet, draw, lay_out_leaflet
from leaflets.typesetting.fitting import PagedLeaflet
from leaflets.typesetting.flowables import TextFlowable
from leaflets.typesetting.fonts import Fonts
from leaflets.typesetting.long_leaflet import heading_pages, lay_out_long, with_numbers
from leaflets.typesetting.placed import parts_of
from leaflets.typesetting.running_titles import RunningTitles
from tests.pdf.tagging import faults
from tests.readback import pages_of
from tests.shipped import families, shipped_layout
from tests.typesetting.toys import chapters, paragraph, text


def set_in(leaflet: Leaflet, layout: Layout) -> DrawnLeaflet:
    return draw(leaflet, layout, families(), name="toy", version="0")


def laid_out(leaflet: Leaflet, layout: Layout) -> PagedLeaflet:
    paged = lay_out_leaflet(leaflet, layout, families(), None, None, None)
    return with_numbers(paged, heading_pages(paged.pages, first=1))


def long_from(pages: int, name: str = "standard", entries: int = 30) -> Layout:
    layout = shipped_layout(name)
    return replace(layout, long=replace(layout.long, pages=pages, entries=entries))


def test_a_leaflet_is_long_from_as_many_pages_as_the_layout_says() -> None:
    leaflet = chapters(6, paragraphs=12)
    pages = len(laid_out(leaflet, long_from(99)).pages)
    assert pages > 2
    assert not entries_of(laid_out(leaflet, long_from(pages + 1)).leaflet)
    assert len(entries_of(laid_out(leaflet, long_from(pages)).leaflet)) == 6


@pytest.mark.parametrize("name", ["standard", "booklet", "large-print"])
def test_it_names_the_page_on_which_each_heading_stands_and_leads_there(name: str) -> None:
    leaflet = chapters(7, parts=2, paragraphs=9)
    drawn = set_in(leaflet, long_from(2, name))
    assert faults(drawn.typeset.pdf) == []
    reader = pypdf.PdfReader(BytesIO(drawn.typeset.pdf))
    pages = [" ".join(page) for page in pages_of(drawn.typeset.pdf)]
    contents = " ".join(pages[:3])
    links = [
        reader.get_page_number(area.get_object()["/A"]["/D"][0].get_object()) + 1
        for page in reader.pages[:3] for area in page.get("/Annots", ())
    ]  # fmt: skip
    targets = []
    for n in range(1, 8):
        for title in (f"Chapter {n}", f"Part {n}.1", f"Part {n}.2"):
            number = next(i for i, page in enumerate(pages, 1) if f"{title} {title}." in page)
            assert f"{title} page {number}" in contents
            targets.append(number)
    assert links == targets
    assert "Toy: Part 7.2 DRAFT." in pages[-1] or "Toy: Chapter 7 DRAFT." in pages[-1]


@given(st.integers(2, 15), st.integers(0, 3), st.integers(1, 5), st.sampled_from([2, 3, 60]))
@settings(max_examples=10)
def test_its_own_length_is_counted(number: int, parts: int, paragraphs: int, entries: int) -> None:
    paged = laid_out(
        chapters(number, parts=parts, paragraphs=paragraphs), long_from(2, "booklet", entries)
    )
    found = {
        part.path: index for index, page in enumerate(paged.pages, 1) for part in parts_of([page])
    }
    for entry in entries_of(paged.leaflet):
        assert entry.page == found[entry.target]


def test_words_and_their_order_are_those_of_the_leaflet_besides_the_table() -> None:
    leaflet = chapters(5, parts=1, paragraphs=9)
    paged = laid_out(leaflet, long_from(2))
    blocks = tuple(b for b in paged.leaflet.blocks if b.path != "table-of-contents")
    assert words(replace(paged.leaflet, blocks=blocks)) == words(leaflet)


def test_pages_that_go_on_with_a_section_begin_with_its_title() -> None:
    paged = laid_out(chapters(3, paragraphs=30), long_from(2))
    headers = [str(h.words) if h else "" for h in paged.furniture.titles.of_pages(paged.pages)]
    expected = []
    for page in paged.pages:
        first = page[0].stack.parts[0].path
        goes_on = first.startswith("chapter") and not first.endswith("heading")
        expected.append(f"Toy: Chapter {first.split('/')[1]}" if goes_on else "")
    assert headers == expected
    assert set(expected) == {"", "Toy: Chapter 1", "Toy: Chapter 2", "Toy: Chapter 3"}


def test_a_leaflet_that_fits_only_without_the_table_has_none() -> None:
    paged = laid_out(chapters(3, paragraphs=30), long_from(99))

    def refuse(*_: object) -> PagedLeaflet:
        raise DoesNotFit("It does not fit.", "Use a larger page.")

    assert lay_out_long(paged, long_from(2), refuse) is paged


def test_the_name_gives_way_to_a_title_that_would_take_another_line() -> None:
    layout = shipped_layout("standard")
    context = TypesettingContext(layout, Fonts([layout.fonts.text], families()), lead_mark=":")
    header = TextFlowable(context, "header", text("Toy"), "header")
    width, leaflet = context.natural_width(header.words, "header"), with_contents(chapters(2), 30)
    for room, expected in ((60.0, "Toy: Chapter 1"), (1.0, "Chapter 1")):
        titles = RunningTitles(leaflet, header, width + room)
        assert next(str(found.words) for found in titles.headers) == expected


def test_the_tags_are_a_table_of_contents_with_tables_inside() -> None:
    paged = laid_out(chapters(2, parts=1, paragraphs=30), long_from(2))

    def tags(element: Element) -> list[object]:
        return [element.tag, *map(tags, element.kids)]

    line, section = ["Reference"], structure_tree(paged.leaflet).root.kids[2]
    inner = ["TOC", ["TOCI", line]]
    assert tags(section) == ["Sect", ["H2"], ["TOC", ["TOCI", line, inner], ["TOCI", line, inner]]]


def test_headings_of_three_levels_look_different_in_every_layout_with_pages() -> None:
    for name in ("standard", "letter", "clear-print", "large-print", "booklet"):
        layout = shipped_layout(name).for_long_leaflet()
        sizes = [layout.styles[f"heading-{n}"].size for n in (2, 3, 4)]  # type: ignore[index]
        assert sizes[0] > sizes[1] > sizes[2]
        assert not any(role.startswith("heading") for role in layout.run_in)


def test_large_print_takes_at_most_three_times_the_pages_of_standard() -> None:
    sentences = (
        "Tell your doctor if you take any other medicines, or have taken some recently. " * 3
    )
    lists = tuple(
        ItemList(f"list/{n}", tuple(Item(f"list/{n}/{m}", "•", (paragraph(f"list/{n}/{m}/1",
            sentences[:90]),)) for m in range(6)))
        for n in range(14)
    )  # fmt: skip
    texts = tuple(paragraph(f"text/{n}", sentences) for n in range(40))
    leaflet = chapters(8, parts=3, paragraphs=3, more=(*lists, *texts))
    standard, large = (
        len(laid_out(leaflet, shipped_layout(name)).pages) for name in ("standard", "large-print")
    )
    assert standard > 8
    assert large <= 3 * standard
