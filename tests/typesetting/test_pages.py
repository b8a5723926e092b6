"""Pages: everything inside its frame, nothing lost, nothing stranded, and always an end."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leaflets import DoesNotFit, MissingGlyph, TooBig
from leaflets.layout.model import Layout
from leaflets.layout.scalars import Length
from leaflets.leaflet.model import (
    Box,
    Heading,
    Item,
    ItemList,
    Leaflet,
    Paragraph,
    Question,
    Row,
    Section,
    Table,
)
from leaflets.leaflet.plain import words
from leaflets.typesetting import Typeset, pages
from leaflets.typesetting.context import TypesettingContext
from leaflets.typesetting.draw import draw
from leaflets.typesetting.flowables import TextFlowable
from leaflets.typesetting.fonts import Fonts
from leaflets.typesetting.placed import Frame
from leaflets.typesetting.story import build_story
from tests.readback import pages_of, text_of
from tests.shipped import LAYOUTS, families, shipped_layout
from tests.typesetting import toys
from tests.typesetting.sizes import overlapping


def set_in(leaflet: Leaflet, layout: Layout) -> Typeset:
    return draw(leaflet, layout, families(), name="toy", version="0").typeset


def sized(width: float, height: float, name: str = "standard", **page: Any) -> Layout:
    layout = shipped_layout(name)
    margin = Length(20)
    margins = replace(layout.page.margins, top=margin, bottom=margin, left=margin, right=margin)
    new = replace(layout.page, width=Length(width), height=Length(height), margins=margins, **page)
    return replace(layout, page=new)


def words_in(leaflet: Leaflet) -> str:
    """Every letter of the leaflet in reading order."""
    return "".join(words(leaflet, identity=False))


def words_out(found: Typeset, leaflet: Leaflet) -> str:
    """Every letter of its PDF. A word too long for a line counts as several: so, letters."""
    return "".join(text_of(found.pdf, leaflet))


EVERY = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking a leaflet takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("name", LAYOUTS)
@EVERY
@given(leaflet=toys.leaflets())
def test_words_in_are_words_out(name: str, leaflet: Leaflet) -> None:
    layout = replace(shipped_layout(name), fit="none")
    found = set_in(leaflet, layout)
    assert words_out(found, leaflet) == words_in(leaflet)
    inside(found, layout)
    assert not overlapping(found.pdf)


@EVERY
@given(
    leaflet=toys.leaflets(5),
    width=st.integers(190, 700),
    height=st.integers(350, 900),
    columns=st.integers(1, 2),
)
def test_any_leaflet_on_any_page_splits_or_names_the_block(
    leaflet: Leaflet, width: int, height: int, columns: int
) -> None:
    layout = sized(width, height, columns=columns if width > 400 else 1)
    try:
        found = set_in(leaflet, layout)
    except (DoesNotFit, TooBig):
        return
    # where a row is taller than a page, pypdf reads all its cells' beginnings first; the canvas has
    # checked the order of the structure tree
    assert sorted(words_out(found, leaflet)) == sorted(words_in(leaflet))
    inside(found, layout)


def inside(found: Typeset, layout: Layout) -> None:
    """No letter outside the margins, or the edge of header and footer."""
    page_size, edge = layout.page, layout.furniture.edge
    lowest = page_size.margins.bottom if isinstance(edge, str) else edge
    highest = page_size.margins.top if isinstance(edge, str) else edge
    for page in pypdfium2.PdfDocument(found.pdf):
        text = page.get_textpage()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            assert left >= page_size.margins.left - 1
            assert right <= page_size.width - page_size.margins.right + 1
            assert bottom >= lowest - 4
            assert top <= page.get_height() - highest + 4


@EVERY
@given(leaflet=toys.leaflets(4), missing=st.floats(0, 0.009))
def test_a_column_that_is_too_low_by_rounding_alone_holds_its_words(
    leaflet: Leaflet, missing: float
) -> None:
    layout = shipped_layout("standard")
    fonts = Fonts((layout.fonts.text, *layout.fonts.fallback), families())
    context = TypesettingContext(layout, fonts)
    stack = build_story(leaflet, context, 400.0)
    frame = Frame(0.0, 1000.0, 400.0, stack.height_for(400.0) - missing)
    assert pages._fill_frame(stack, frame) == (stack, None)


def test_words_over_words_are_seen() -> None:
    def lines_apart(leading: float) -> bytes:
        layout = shipped_layout("standard")
        close = replace(layout.styles["body"], leading=Length(leading))
        styles = {**layout.styles, "body": close}
        leaflet = toys.leaflet(toys.paragraph("p", "word " * 60))
        return set_in(leaflet, replace(layout, styles=styles)).pdf

    assert not overlapping(lines_apart(12))
    assert overlapping(lines_apart(2))


def test_a_page_too_small_names_the_block_and_not_its_words() -> None:
    box = Box(
        "big",
        "emergency",
        Heading("big/h", 2, toys.text("secret")),
        (toys.paragraph("p", "secret"),),
    )
    with pytest.raises(DoesNotFit) as caught:
        set_in(toys.leaflet(box), sized(180, 110))
    assert "secret" not in str(caught.value)
    assert "'" in caught.value.says


def test_a_chain_of_headings_degrades_to_a_break() -> None:
    chain = [Heading(f"h{n}", 2, toys.text(f"Heading {n}")) for n in range(200)]
    found = set_in(toys.leaflet(*chain), shipped_layout("standard"))
    assert 2 <= found.pages < 20


def test_a_part_that_never_gets_smaller_ends_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TextFlowable, "cut", lambda self, *_, **__: (self, self))
    long = toys.paragraph("p", "word " * 1500)
    with pytest.raises((DoesNotFit, TooBig)):
        set_in(toys.leaflet(long), shipped_layout("standard"))


def test_no_heading_is_last_on_a_page() -> None:
    for lines in range(30, 48, 2):
        filler = [toys.paragraph(f"f{n}", "filler") for n in range(lines)]
        section = Section(
            "s",
            "toy",
            None,
            Heading("s/h", 2, toys.text("STRANDED")),
            (toys.paragraph("p", "word " * 60),),
        )
        found = set_in(toys.leaflet(*filler, section), shipped_layout("standard"))
        for page in pages_of(found.pdf):
            if "STRANDED" in page:
                assert page[page.index("STRANDED") + 1] == "word"


def test_no_line_of_a_paragraph_stands_alone() -> None:
    for filler in range(28, 46, 2):
        parts = [toys.paragraph(f"f{n}", "filler") for n in range(filler)]
        found = set_in(
            toys.leaflet(*parts, toys.paragraph("p", "wording " * 60)), shipped_layout("standard")
        )
        for page in pages_of(found.pdf):
            here = page.count("wording")
            assert here == 0 or here > 12


def test_a_box_over_two_pages_repeats_its_heading_and_a_table_its_head() -> None:
    long = tuple(toys.paragraph(f"b{n}", "word " * 90) for n in range(12))
    again = toys.text("Warning: toy again")
    box = Box("b", "emergency", Heading("b/h", 2, toys.text("Warning: toy")), long, again)
    rows = tuple(
        Row(f"r{n}", ((toys.paragraph(f"r{n}a", f"row{n}"),), (toys.paragraph(f"r{n}b", "b"),)))
        for n in range(90)
    )
    head = Row("head", ((toys.paragraph("ha", "HEADA"),), (toys.paragraph("hb", "HEADB"),)))
    found = set_in(toys.leaflet(box, Table("t", (head,), rows)), shipped_layout("standard"))
    pages = [" ".join(page) for page in pages_of(found.pdf)]
    assert sum("Warning: toy again" in page for page in pages) >= 1
    assert all("HEADA HEADB" in page for page in pages if re.search(r"row\d", page))


def test_a_nearly_empty_last_page_is_saved_by_tightening() -> None:
    def pages(count: int, tighten: float) -> int:
        layout = shipped_layout("standard")
        breaking = replace(layout.breaking, tighten=tighten)
        blocks = [toys.paragraph(f"p{n}", "word") for n in range(count)]
        return set_in(toys.leaflet(*blocks), replace(layout, breaking=breaking)).pages

    loose = [pages(count, 1.0) for count in range(30, 50, 2)]
    tight = [pages(count, 0.7) for count in range(30, 50, 2)]
    assert loose != tight
    assert all(a >= b for a, b in zip(loose, tight, strict=True))


def test_a_box_that_a_small_tightening_keeps_whole_is_not_torn() -> None:
    def torn(count: int, tighten: float) -> bool:
        layout = shipped_layout("standard")
        breaking = replace(layout.breaking, tighten=tighten)
        body = tuple(toys.paragraph(f"b{n}", "word " * 30) for n in range(7))
        heading = Heading("b/h", 2, toys.text("Warning: toy"))
        box = Box("b", "emergency", heading, body, toys.text("AGAIN"))
        blocks = [toys.paragraph(f"p{n}", "word") for n in range(count)]
        leaflet = toys.leaflet(*blocks, box)
        found = set_in(leaflet, replace(layout, breaking=breaking))
        return any("AGAIN" in page for page in pages_of(found.pdf))

    loose = [torn(count, 1.0) for count in range(14, 26)]
    tight = [torn(count, 0.6) for count in range(14, 26)]
    assert sum(tight) < sum(loose)


def test_a_question_is_not_parted_from_its_answer() -> None:
    for filler in range(26, 46, 2):
        parts = [toys.paragraph(f"f{n}", "filler") for n in range(filler)]
        question = Question(
            "q", Heading("q/h", 2, toys.text("QUESTION?")), (toys.paragraph("a", "ANSWER"),)
        )
        found = set_in(toys.leaflet(*parts, question), shipped_layout("standard"))
        for page in pages_of(found.pdf):
            assert ("QUESTION?" in page) == ("ANSWER" in page)


def test_a_character_without_a_glyph_stops_the_render() -> None:
    with pytest.raises(MissingGlyph) as caught:
        set_in(toys.leaflet(toys.paragraph("p", "take 𓀀 now")), shipped_layout("standard"))
    assert "U+13000" in caught.value.says
    assert "atkinson-hyperlegible" in caught.value.says


def test_greek_signs_and_superscripts_come_from_a_second_font() -> None:
    leaflet = toys.leaflet(toys.paragraph("p", "α β γ ≥ ≤ ≈ → H₂O 10⁶ m² ⅓ µg"))
    found = set_in(leaflet, shipped_layout("standard"))
    assert words_out(found, leaflet) == words_in(leaflet)


def test_lists_in_lists_are_drawn_in_order() -> None:
    inner = ItemList("i", (Item("i/0", "1.", (toys.paragraph("ip", "inner"),)),), ordered=True)
    outer = ItemList("o", (Item("o/0", "•", (toys.paragraph("op", "outer"), inner)),))
    leaflet = toys.leaflet(outer)
    found = text_of(set_in(leaflet, shipped_layout("standard")).pdf, leaflet)
    assert found[:5] == ["Toy", "•", "outer", "1.", "inner"]


def test_the_same_leaflet_gives_the_same_bytes() -> None:
    leaflet = toys.leaflet(toys.paragraph("p", "word " * 400))
    first, second = (set_in(leaflet, shipped_layout("standard")).pdf for _ in range(2))
    assert first == second
    assert BytesIO(first).read(5) == b"%PDF-"


def test_a_layout_that_can_shrink_leaves_no_last_page_of_a_few_lines() -> None:
    for count in range(38, 50):
        blocks = [toys.paragraph(f"p{n}", "word " * 13) for n in range(count)]
        pages = pages_of(set_in(toys.leaflet(*blocks), shipped_layout("standard")).pdf)
        if len(pages) > 1:
            lines = pages[-1].count("word") / 13
            assert lines >= 6, f"{count} paragraphs leave {lines} lines on the last page"


def test_type_shrinks_only_as_far_as_the_layout_allows() -> None:
    standard = shipped_layout("standard")
    never = replace(standard, breaking=replace(standard.breaking, type=1))
    sizes = set()
    for count in range(30, 60):
        leaflet = toys.leaflet(*(toys.paragraph(f"p{n}", "word " * 13) for n in range(count)))
        sizes.add(set_in(leaflet, standard).size)
        assert set_in(leaflet, never).size == 12
    assert min(sizes) >= 12 * standard.breaking.type - 0.01
    assert 12 in sizes
    assert len(sizes) > 1


@pytest.mark.parametrize("layout", ["standard", "letter", "booklet", "compact"])
def test_the_emergency_box_begins_on_page_one_behind_a_long_head(layout: str) -> None:
    body = tuple(
        block
        for n in range(3)
        for block in (
            Paragraph(f"l{n}", toys.text("Allergic reaction"), "label"),
            toys.paragraph(f"b{n}", "a rash with raised spots that itches a lot " * 2),
        )
    )
    heading = Heading("emergency/heading", 2, toys.text("EMERGENCY"))
    box = Box("emergency", "emergency", heading, body, toys.text("AGAIN"))
    for filler in range(14 if layout == "booklet" else 26):
        head = [toys.paragraph(f"p{n}", "word") for n in range(filler)]
        tail = [toys.paragraph(f"q{n}", "word " * 40) for n in range(20)]
        try:
            pdf = set_in(toys.leaflet(*head, box, *tail), shipped_layout(layout)).pdf
        except DoesNotFit:
            continue
        assert "EMERGENCY" in pages_of(pdf)[0], f"{filler} lines stand above it"
