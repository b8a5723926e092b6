"""The document: the leaflet as passages of braille, with framed boxes and centred headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from ..base.arguments import check_type
from ..base.errors import TypesetError
from ..content.braille_tables import load_braille_table
from ..content.library import Folder, Library, open_library
from ..leaflet.model import (
    Block,
    Box,
    Figure,
    Heading,
    Illustration,
    Item,
    ItemList,
    Leaflet,
    Lines,
    Paragraph,
    PictogramRow,
    Question,
    Run,
    Section,
    SideBySide,
    Table,
    TableOfContents,
    Terms,
    Words,
)
from ..leaflet.plain import column_name
from .liblouis import cell_of, translate, unknown_characters
from .pages import Passage, paginated

__all__ = ["brf"]

# spaces that print needs and braille has not
SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u00ad": None, "\u2011": "-"})
LETTER_SIGN: Final = "\ue000"  # for private use, so that no text has it
# where a letter that has the dots of a figure follows one, and would be read as one
BEFORE_LETTER: Final = re.compile(r"(?<=\d)(?=[a-j])|(?<=\d[.,])(?=[a-j])")
DEEPER: Final = 2  # cells by which lines go in: those below the first of an item, and inner items


def brf(leaflet: Leaflet, *, folder: Folder = None) -> str:
    """Return a leaflet in braille: BRF, in North American Braille ASCII, 25 lines of 40 cells.

    It has the words of `plain` in the same order, but for the dots before items; the name of its
    column stands before each value of a table. Emphasis is not marked. The same leaflet gives the
    same pages with the same liblouis. folder: a pharmacy's own library.

    Raises UsageError where liblouis is not installed, NotFoundError for a language without a table,
    TypesetError for characters that the table does not know.
    """
    check_type("leaflet", leaflet, Leaflet)
    library = open_library(folder)
    writer = _Writer(library, leaflet.language, leaflet.furniture.lead_mark)
    furniture = leaflet.furniture
    notes = [*(note for _, note in furniture.notes()), furniture.identity]
    passages = [
        *writer.blocks(leaflet.blocks, 0),
        *(writer.paragraph(note, gap=True) for note in notes),
    ]
    table = load_braille_table(library, leaflet.language)
    return paginated(passages, lambda number: translate(str(number), str(table.file)))


class _Writer(Struct, frozen=True):
    """Writes blocks as passages. mark: parts the name of a column from a value."""

    library: Library
    language: str
    mark: str

    def cells(self, words: Words, label: str = "") -> str:
        """Return words in cells, each language by its own table. label: stands before them."""
        runs = [Run(f"{label} "), *words.runs] if label else list(words.runs)
        spoken = groupby(runs, lambda run: run.language or self.language)
        return "".join(
            self._translated("".join(run.text for run in same), language)
            for language, same in spoken
        )

    def _translated(self, text: str, language: str) -> str:
        """Return a text in cells. Raises TypesetError for characters without cells."""
        text, table = text.translate(SPACES), load_braille_table(self.library, language)
        file, dots = str(table.file), {str(sign): str(dots) for sign, dots in table.signs.items()}
        if unknown := unknown_characters(frozenset(text) - {" ", *dots}, file):
            listed = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in unknown)
            raise TypesetError(
                f"The braille of the language '{language}' has no cells for {listed}.",
                "Write it in words, or in other characters.",
                code="T530",
            )
        if table.letter_sign:
            text = BEFORE_LETTER.sub(LETTER_SIGN, text)
            dots[LETTER_SIGN] = str(table.letter_sign)
        parts = re.split(f"([{re.escape(''.join(dots))}])", text) if dots else [text]
        return "".join(
            cell_of(dots[part]) if part in dots else translate(part, file) for part in parts if part
        )

    def paragraph(
        self, words: Words, indent: int = 0, label: str = "", gap: bool = False
    ) -> Passage:
        """Return a paragraph: its first line goes in; with a label, its other lines do."""
        cells = self.cells(words, label)
        if label:
            return Passage(cells, indent, indent + DEEPER, gap)
        return Passage(cells, indent + DEEPER, indent, gap)

    def blocks(self, blocks: Sequence[Block], indent: int, label: str = "") -> Iterator[Passage]:
        """Yield the passages of blocks. indent: cells before them. label: before the first."""
        for block in blocks:
            yield from self._block(block, indent, label)
            label = ""

    def _block(self, block: Block, indent: int, label: str) -> Iterator[Passage]:
        match block:
            case Heading():
                yield self._heading(block, label)
            case Paragraph():
                yield self.paragraph(block.words, indent, label)
            case Lines():
                for number, line in enumerate(block.lines):
                    cells = self.cells(line.words, "" if number else label)
                    yield Passage(cells, indent, indent + DEEPER)
            case Figure():
                if block.printed:
                    yield self.paragraph(block.description, indent, label)
            case Illustration():
                yield self.paragraph(block.figure.description, indent, label)
                if block.caption:
                    yield self.paragraph(block.caption.words, indent)
            case TableOfContents() | Section(blocks=(*_, TableOfContents())):
                return  # its numbers are those of the printed pages
            case _:
                if label:
                    yield Passage(self.cells(Words((Run(label),))), indent, indent + DEEPER)
                yield from self._group(block, indent)

    def _group(self, block: Block, indent: int) -> Iterator[Passage]:
        """Yield the passages of a block that holds others."""
        match block:
            case ItemList():
                for item in block.items:
                    yield from self._item(item, indent)
            case Terms():
                for entry in block.entries:
                    yield Passage(self.cells(entry.name.words), indent, indent + DEEPER)
                    yield from self.blocks(entry.blocks, indent + DEEPER)
            case Question():
                yield self._heading(block.heading)
                yield from self.blocks(block.answer, indent)
            case Table():
                yield from self._table(block, indent)
            case Box():
                yield Passage("", gap=True, is_heading=True, frame="top")
                if block.heading:
                    yield self._heading(block.heading, gap=False)
                yield from self.blocks(block.blocks, 0)
                yield Passage("", frame="bottom")
            case Section():
                yield self._heading(block.heading)
                yield from self.blocks(block.blocks, indent)
            case PictogramRow():
                yield from self.blocks(block.figures, indent)
            case SideBySide():
                yield from self.blocks(block.blocks, indent)

    def _heading(self, heading: Heading, label: str = "", gap: bool = True) -> Passage:
        """Return a heading: of the first two levels in the middle of the line, else further in."""
        cells, is_centred = self.cells(heading.words, label), heading.level < 3
        margin = 0 if is_centred else 2 * DEEPER
        return Passage(cells, margin, margin, gap, is_heading=True, is_centred=is_centred)

    def _item(self, item: Item, indent: int) -> Iterator[Passage]:
        """Yield an item. A label with a figure or letter stands before it; a dot is left out."""
        label = item.label if any(map(str.isalnum, item.label)) else ""
        first, *others = item.blocks or (Paragraph(item.path, Words((Run(label),))),)
        if isinstance(first, Paragraph):
            cells = self.cells(first.words, label if item.blocks else "")
            yield Passage(cells, indent, indent + DEEPER)
        else:
            yield from self.blocks((first,), indent, label)
        yield from self.blocks(others, indent + DEEPER)

    def _table(self, table: Table, indent: int) -> Iterator[Passage]:
        """Yield a table row by row, with the name of its column before each value."""
        for row in table.rows:
            for number, cell in enumerate(row.cells):
                name = "" if table.is_group(row) else column_name(table, number, self.mark)
                inner = indent + (DEEPER if number else 0)
                yield from self.blocks(cell, inner, name if cell else "")
