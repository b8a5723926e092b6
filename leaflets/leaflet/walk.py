"""Go through the blocks of a leaflet in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from .model import (
    Block,
    Box,
    Illustration,
    Item,
    ItemList,
    Lines,
    PictogramRow,
    Question,
    Row,
    Section,
    SideBySide,
    Table,
    Term,
    Terms,
)

__all__ = ["walk"]


def walk(blocks: tuple[Block, ...]) -> Iterator[Block | Item | Row | Term]:
    """Yield every block, item, term and row in reading order, parents before their children."""
    for block in blocks:
        yield block
        match block:
            case ItemList():
                for item in block.items:
                    yield item
                    yield from walk(item.blocks)
            case Lines():
                yield from block.lines
            case Terms():
                for entry in block.entries:
                    yield entry
                    yield entry.name
                    yield from walk(entry.blocks)
            case Question():
                yield block.heading
                yield from walk(block.answer)
            case Table():
                for row in block.all_rows:
                    yield row
                    for cell in row.cells:
                        yield from walk(cell)
            case Box():
                if block.heading:
                    yield block.heading
                yield from walk(block.blocks)
            case Section():
                yield block.heading
                yield from walk(block.blocks)
            case Illustration():
                yield block.figure
                if block.caption:
                    yield block.caption
            case PictogramRow():
                yield from block.figures
            case SideBySide():
                if block.figure:
                    yield block.figure
                yield from walk(block.blocks)
