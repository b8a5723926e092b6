"""No large part of a page stays empty before what can be split, and no heading ends a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaflets.leaflet.model import (
    Block,
    Box,
    Heading,
    Item,
    ItemList,
    Lines,
    Paragraph,
    Question,
    Row,
    Run,
    Section,
    Table,
    Term,
    Terms,
    Words,
)
from leaflets.typesetting.draw import lay_out_leaflet
from leaflets.typesetting.fitting import PagedLeaflet
from tests.shipped import families, shipped_layout
from tests.typesetting.toys import LONG, leaflet, paragraph, text

LARGEST_GAP = 0.3  # of a page
SENTENCE = "A rash with raised spots that itches a lot and does not go away. "


def table(rows: int, columns: int, words: str) -> Table:
    def row(path: str, words: str) -> Row:
        return Row(path, tuple((paragraph(f"{path}/{n}", words),) for n in range(columns)))

    return Table("t", (row("head", "HEAD"),), tuple(row(f"row{n}", words) for n in range(rows)))


def box(*blocks: Block) -> Box:
    return Box("box", "urgent", Heading("box/heading", 2, text("URGENT")), blocks, text("AGAIN"))


def texts(path: str, number: int, sentences: int) -> list[Paragraph]:
    return [paragraph(f"{path}{n}", SENTENCE * sentences) for n in range(number)]


def items(sentences: int) -> ItemList:
    return ItemList("l", tuple(Item(f"l{p.path}", "•", (p,)) for p in texts("i", 4, sentences)))


def labelled(number: int) -> list[Block]:
    return [
        part
        for words in texts("b", number, 2)
        for part in (Paragraph(f"{words.path}/label", text("Allergic reaction"), "label"), words)
    ]


TALL: dict[str, Callable[[], list[Block]]] = {
    "table": lambda: [table(12, 2, "cell")],
    "high rows": lambda: [table(3, 2, SENTENCE * 4)],
    "rows set as lists": lambda: [table(3, 8, LONG[:28])],
    "box with labels": lambda: [box(*labelled(5))],
    "box of text": lambda: [box(*texts("b", 3, 6))],
    "box with a list": lambda: [box(items(5))],
    "list": lambda: [items(9)],
    "questions": lambda: [
        Question(f"q{n}", Heading(f"q{n}/asks", 3, text("May I?")), tuple(texts(f"q{n}/", 2, 8)))
        for n in range(2)
    ],
    "terms": lambda: [
        Terms("m", tuple(Term(f"m{p.path}", Paragraph(f"n{p.path}", text("Term"), "label"), (p,))
                         for p in texts("d", 3, 8)))
    ],
    "address": lambda: [Lines("a", tuple(paragraph(f"a{n}", "12 Mill Lane") for n in range(14)))],
}  # fmt: skip


def laid_out(name: str, *blocks: Block) -> PagedLeaflet:
    layout = shipped_layout(name)
    return lay_out_leaflet(leaflet(*blocks), layout, families(), None, None, None)


@pytest.mark.parametrize("kind", TALL)
@pytest.mark.parametrize("name", ["standard", "large-print", "booklet"])
def test_no_third_of_a_page_stays_empty_before_what_can_be_split(name: str, kind: str) -> None:
    for filler in range(4, 28, 4):
        lines = [paragraph(f"p{n}", "word") for n in range(filler)]
        heading = Heading("h", 2, text("Title"))
        section = Section(
            "s", "s", None, heading, (paragraph("intro", "Before it."), *TALL[kind]())
        )
        paged = laid_out(name, *lines, section, *texts("tail", 12, 4))
        for page in paged.pages[:-1]:
            assert not page[-1].stack.parts[-1].keep_with_next
            for placed in page:
                assert (
                    placed.frame.height - placed.height <= LARGEST_GAP * placed.frame.height + 0.1
                )


def test_a_bold_line_stays_with_what_follows() -> None:
    for filler in range(36, 48):
        lines = [paragraph(f"p{n}", "word") for n in range(filler)]
        bold = Paragraph("bold", Words((Run("Use in children", strong=True),)))
        paged = laid_out("standard", *lines, bold, *texts("tail", 3, 1))
        assert "bold" not in [page[-1].stack.parts[-1].path for page in paged.pages]
