"""Render a leaflet as plain text: the same words in the same order as on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from textwrap import TextWrapper
from typing import Final, NamedTuple

from .model import (
    Block,
    Box,
    Figure,
    Heading,
    Item,
    ItemList,
    Leaflet,
    Paragraph,
    PictogramRow,
    Question,
    Row,
    Section,
    SideBySide,
    Table,
)

__all__ = ["plain", "words"]

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
    word_list = [word for line in _lines(leaflet) for word in f"{line.label} {line.text}".split()]
    return [*word_list, *str(leaflet.furniture.identity).split()] if identity else word_list


def plain(leaflet: Leaflet) -> str:
    """Render the leaflet as text of 78 columns, with boxes and items indented."""
    lines = [*_lines(leaflet), Line(str(leaflet.furniture.identity), gap=0)]
    printed: list[str] = []
    for number, line in enumerate(lines):
        printed += [""] * (line.gap if number else 0)
        printed += _wrap(line)
    return "\n".join(printed) + "\n"


def _lines(leaflet: Leaflet) -> Iterator[Line]:
    yield from _blocks(leaflet.blocks, 0)
    yield Line(str(leaflet.furniture.disclaimer), gap=2)
    if leaflet.furniture.pharmacy_line:
        yield Line(str(leaflet.furniture.pharmacy_line), gap=0)


def _blocks(blocks: Sequence[Block], indent: int) -> Iterator[Line]:
    """Render blocks. What follows a heading or a label has no empty line above it."""
    previous: Block | None = None
    for block in blocks:
        is_led = isinstance(previous, Heading) or (
            isinstance(previous, Paragraph) and previous.role == "label"
        )
        lines = _block(block, indent)
        yield from _with_gap(lines, 0) if is_led else lines
        previous = block


def _block(block: Block, indent: int) -> Iterator[Line]:
    match block:
        case Heading():
            yield Line(str(block.words), indent, gap=2 if block.level < 3 else 1)
        case Paragraph():
            yield Line(str(block.words), indent)
        case ItemList():
            yield from _list(block, indent)
        case Question():
            yield from _block(block.heading, indent)
            yield from _with_gap(_blocks(block.answer, indent), 0)
        case Table():
            rows = (_row(row, indent) for row in (block.head, *block.rows))
            yield from _with_gap(chain.from_iterable(rows), 1)
        case Box():
            yield from _box(block, indent)
        case Section():
            yield from _block(block.heading, indent)
            yield from _with_gap(_blocks(block.blocks, indent), 0)
        case Figure():
            if block.printed:
                yield Line(str(block.description), indent)
        case PictogramRow():
            captions = (Line(str(figure.description), indent, gap=0) for figure in block.figures)
            yield from _with_gap(captions, 1)
        case SideBySide():
            yield from _blocks(block.blocks, indent)


def _with_gap(lines: Iterator[Line], gap: int) -> Iterator[Line]:
    """Limit the empty lines above the first line."""
    first = next(lines, None)
    if first:
        yield first._replace(gap=min(gap, first.gap))
        yield from lines


def _list(block: ItemList, indent: int) -> Iterator[Line]:
    for item in block.items:
        yield from _item(item, indent)


def _item(item: Item, indent: int) -> Iterator[Line]:
    """Render an item, with its label before its first line."""
    inner = _blocks(item.blocks, indent + len(item.label) + 1)
    first = next(inner, None)
    if first is None:
        yield Line("", indent, item.label, 0)
        return
    label = f"{item.label} {first.label}".strip()
    yield first._replace(indent=indent, label=label, gap=0)
    yield from (line._replace(gap=0) for line in inner)


def _row(row: Row, indent: int) -> Iterator[Line]:
    """Render a table row: the first cell, with the others indented below it."""
    for number, cell in enumerate(row.cells):
        for line in _blocks(cell, indent + (INDENT if number else 0)):
            yield line._replace(gap=0)


def _box(box: Box, indent: int) -> Iterator[Line]:
    inner = indent + INDENT
    if box.heading:
        yield from _block(box.heading, inner)
        yield from _with_gap(_blocks(box.blocks, inner), 0)
    else:
        yield from _blocks(box.blocks, inner)


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
