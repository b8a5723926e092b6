"""Render a leaflet as plain text: the words that stand on paper, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import TextWrapper
from typing import Final, NamedTuple

from msgspec import Struct

from ..base.languages import CLOSING_MARKS, space_after
from .model import (
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
    Section,
    SideBySide,
    Table,
    TableOfContents,
    Terms,
)
from .pair_paths import is_partner

__all__ = ["column_name", "plain", "words"]

WIDTH: Final = 78  # columns, for terminals and messages
INDENT: Final = 2  # columns, of boxes and of table cells after the first


class Line(NamedTuple):
    """A paragraph to print. label: stands before the text. gap: number of empty lines above."""

    text: str
    indent: int = 0
    label: str = ""
    gap: int = 1


def words(leaflet: Leaflet, *, identity: bool = True) -> list[str]:
    """Return every word of the leaflet in order.

    identity: append the words of the line that identifies the leaflet.
    """
    lines = _Lines(for_reading=False).of(leaflet)
    word_list = [word for line in lines for word in f"{line.label} {line.text}".split()]
    return [*word_list, *str(leaflet.furniture.identity).split()] if identity else word_list


def plain(leaflet: Leaflet) -> str:
    """Render the leaflet as text of 78 columns, with boxes and items indented.

    A table has no columns here: the name of its column stands before each value, so that these
    words stand more often than on paper. In place of a picture stands what it shows, in brackets.
    """
    lines = [
        *_Lines(for_reading=True, mark=leaflet.furniture.lead_mark).of(leaflet),
        Line(str(leaflet.furniture.identity), gap=0),
    ]
    printed: list[str] = []
    for number, line in enumerate(lines):
        printed += [""] * (line.gap if number else 0)
        printed += _wrap(line)
    return "\n".join(printed) + "\n"


def column_name(table: Table, index: int, mark: str) -> str:
    """Return what stands before the values of a column where a table is not set in columns.

    index: of the column, from 0. mark: parts a heading from what follows it; a heading that ends
    with a mark of its own has none. Empty for a column without a heading.
    """
    return _Lines(for_reading=True, mark=mark).column_name(table, index)


class _Lines(Struct, frozen=True):
    """Renders blocks as lines.

    for_reading: the name of its column stands before each value of a table, and mark between the
    two; else the row with the names of columns is a row like any other. Likewise, pictures are
    described in brackets.
    """

    for_reading: bool
    mark: str = ""

    def of(self, leaflet: Leaflet) -> Iterator[Line]:
        """Render a whole leaflet but for the line that identifies it."""
        yield from self._blocks(leaflet.blocks, 0)
        for number, (_, note) in enumerate(leaflet.furniture.notes()):
            yield Line(str(note), gap=0 if number else 2)

    def _blocks(self, blocks: Sequence[Block], indent: int) -> Iterator[Line]:
        """Render blocks. What follows a heading, a label or its translation has no gap above it."""
        previous: Block | None = None
        for block in blocks:
            is_led = isinstance(previous, Heading) or (
                isinstance(previous, Paragraph) and previous.role == "label"
            )
            lines = self._block(block, indent)
            is_led |= previous is not None and is_partner(block.path, previous.path)
            yield from _with_gap(lines, 0) if is_led else lines
            previous = block

    def _block(self, block: Block, indent: int) -> Iterator[Line]:
        match block:
            case Heading():
                yield Line(str(block.words), indent, gap=2 if block.level < 3 else 1)
            case Paragraph():
                yield Line(str(block.words), indent)
            case ItemList():
                for item in block.items:
                    yield from self._item(item, indent)
            case Lines():
                lines = (Line(str(part.words), indent, gap=0) for part in block.lines)
                yield from _with_gap(lines, 1)
            case Terms():
                for entry in block.entries:
                    yield from self._block(entry.name, indent)
                    yield from _with_gap(self._blocks(entry.blocks, indent + INDENT), 0)
            case Question():
                yield from self._block(block.heading, indent)
                yield from _with_gap(self._blocks(block.answer, indent), 0)
            case Table():
                yield from _with_gap(self._table(block, indent), 1)
            case Box():
                yield from self._box(block, indent)
            case Section():
                yield from self._block(block.heading, indent)
                yield from _with_gap(self._blocks(block.blocks, indent), 0)
            case Figure():
                if block.printed:
                    yield Line(str(block.description), indent)
            case Illustration():
                yield from self._illustration(block, indent)
            case PictogramRow():
                captions = (
                    Line(str(figure.description), indent, gap=0) for figure in block.figures
                )
                yield from _with_gap(captions, 1)
            case SideBySide():
                yield from self._blocks(block.blocks, indent)
            case TableOfContents():
                lines = (
                    Line(f"{entry.words} {block.page_words(entry.page)}", indent, gap=0)
                    for entry in block.entries
                )
                yield from _with_gap(lines, 1)

    def _illustration(self, block: Illustration, indent: int) -> Iterator[Line]:
        """Render the caption, and above it what the picture shows, which is not printed."""
        if self.for_reading:
            yield Line(f"[{block.figure.description}]", indent)
        if block.caption:
            yield Line(str(block.caption.words), indent, gap=0 if self.for_reading else 1)

    def _item(self, item: Item, indent: int) -> Iterator[Line]:
        """Render an item, with its label before its first line."""
        inner = self._blocks(item.blocks, indent + len(item.label) + 1)
        first = next(inner, None)
        if first is None:
            yield Line("", indent, item.label, 0)
            return
        label = f"{item.label} {first.label}".strip()
        yield first._replace(indent=indent, label=label, gap=0)
        yield from (line._replace(gap=0) for line in inner)

    def _table(self, table: Table, indent: int) -> Iterator[Line]:
        """Render a table: the first cell of each row, with the others indented below it."""
        rows = table.rows if self.for_reading else table.all_rows
        for row in rows:
            for number, cell in enumerate(row.cells):
                lines = list(self._blocks(cell, indent + (INDENT if number else 0)))
                if self.for_reading and not table.is_group(row):
                    lines = self._named(self.column_name(table, number), lines)
                yield from (line._replace(gap=0) for line in lines)

    def _named(self, name: str, lines: list[Line]) -> list[Line]:
        """Put the name of a column before a value, or above a value that begins with a list."""
        if not lines or not name:
            return lines
        first, *others = lines
        if first.label:
            below = [line._replace(indent=line.indent + INDENT) for line in lines]
            return [Line(name, first.indent), *below]
        return [first._replace(text=f"{name}{space_after(name)}{first.text}"), *others]

    def column_name(self, table: Table, index: int) -> str:
        """Return what heads a column, each part once, and the mark; empty where nothing does."""
        heads = table.column_heads(index)
        names = [" ".join(line.text for line in self._blocks(cell, 0)) for cell in heads]
        name = " ".join(dict.fromkeys(filter(None, names)))
        return name if not name or name.endswith(CLOSING_MARKS) else name + self.mark

    def _box(self, box: Box, indent: int) -> Iterator[Line]:
        inner = indent + INDENT
        if box.heading:
            yield from self._block(box.heading, inner)
            yield from _with_gap(self._blocks(box.blocks, inner), 0)
        else:
            yield from self._blocks(box.blocks, inner)


def _with_gap(lines: Iterator[Line], gap: int) -> Iterator[Line]:
    """Limit the empty lines above the first line."""
    first = next(lines, None)
    if first:
        yield first._replace(gap=min(gap, first.gap))
        yield from lines


def _wrap(line: Line) -> list[str]:
    """Wrap a line to the width. A word that is longer than a line is not divided."""
    lead = " " * line.indent + (f"{line.label} " if line.label else "")
    wrapper = TextWrapper(
        width=WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(line.text) or [lead.rstrip()]
