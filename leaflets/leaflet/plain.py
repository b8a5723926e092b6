"""A leaflet as plain text: the same words in the same order as on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
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
STEP: Final = 2  # columns of indentation for what is set apart


class Line(NamedTuple):
    """One paragraph to be printed. label: what stands before it. gap: empty lines above."""

    text: str
    indent: int = 0
    label: str = ""
    gap: int = 1


def words(leaflet: Leaflet, *, identity: bool = True) -> list[str]:
    """Every word of the leaflet in order; identity: with the line that identifies it, the last."""
    lines = _lines(leaflet)
    said = chain.from_iterable((f"{line.label} {line.text}").split() for line in lines)
    found = list(said)
    return [*found, *str(leaflet.furniture.identity).split()] if identity else found


def plain(leaflet: Leaflet) -> str:
    """The leaflet as text of 78 columns. What is set apart is indented; nothing is decoration."""
    lines = [*_lines(leaflet), Line(str(leaflet.furniture.identity), gap=0)]
    printed: list[str] = []
    for number, line in enumerate(lines):
        printed += [""] * (line.gap if number else 0)
        printed += _wrapped(line)
    return "\n".join(printed) + "\n"


def _lines(leaflet: Leaflet) -> Iterator[Line]:
    yield from _blocks(leaflet.blocks, 0)
    yield Line(str(leaflet.furniture.disclaimer), gap=2)


def _blocks(blocks: Sequence[Block], indent: int) -> Iterator[Line]:
    above: Block | None = None
    for block in blocks:
        led = isinstance(above, Heading) or (isinstance(above, Paragraph) and above.role == "label")
        lines = _block(block, indent)
        yield from _close(lines) if led else lines
        above = block


def _block(block: Block, indent: int) -> Iterator[Line]:
    match block:
        case Heading():
            yield Line(str(block.words), indent, gap=2 if block.level < 3 else 1)
        case Paragraph():
            yield Line(str(block.words), indent)
        case ItemList():
            yield from _list(block, indent)
        case Question():
            yield from _block(block.asks, indent)
            yield from _close(_blocks(block.answer, indent))
        case Table():
            rows = (_row(row, indent) for row in (block.head, *block.rows))
            yield from _close(chain.from_iterable(rows), 1)
        case Box():
            yield from _box(block, indent)
        case Section():
            yield from _block(block.heading, indent)
            yield from _close(_blocks(block.blocks, indent))
        case Figure():
            if block.printed:
                yield Line(str(block.says), indent)
        case PictogramRow():
            captions = (Line(str(each.says), indent, gap=0) for each in block.figures)
            yield from _close(captions, 1)
        case SideBySide():
            yield from _blocks(block.blocks, indent)


def _close(lines: Iterator[Line], gap: int = 0) -> Iterator[Line]:
    """Lines of which the first follows closely on what is above it."""
    first = next(lines, None)
    if first:
        yield first._replace(gap=min(gap, first.gap))
        yield from lines


def _list(block: ItemList, indent: int) -> Iterator[Line]:
    for item in block.items:
        yield from _item(item, indent)


def _item(item: Item, indent: int) -> Iterator[Line]:
    """The label stands before the item's first line, whatever that is."""
    inner = _blocks(item.blocks, indent + len(item.label) + 1)
    first = next(inner, None)
    if first is None:
        yield Line("", indent, item.label, 0)
        return
    label = f"{item.label} {first.label}".strip()
    yield first._replace(indent=indent, label=label, gap=0)
    yield from (line._replace(gap=0) for line in inner)


def _row(row: Row, indent: int) -> Iterator[Line]:
    """The cells of a row: the first leads, the others stand below it."""
    for number, cell in enumerate(row.cells):
        for line in _blocks(cell, indent + (STEP if number else 0)):
            yield line._replace(gap=0)


def _box(box: Box, indent: int) -> Iterator[Line]:
    inner = indent + STEP
    if box.heading:
        yield from _block(box.heading, inner)
        yield from _close(_blocks(box.blocks, inner))
    else:
        yield from _blocks(box.blocks, inner)


def _wrapped(line: Line) -> list[str]:
    """A line in as many as it needs; one word alone may be wider."""
    import textwrap

    lead = " " * line.indent + (f"{line.label} " if line.label else "")
    room = textwrap.TextWrapper(
        width=WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return room.wrap(line.text) or [lead.rstrip()]
