"""Read lists that were typed: paragraphs and lines that begin with a bullet or a hyphen.

The bullet is a mark of the list and no word, so it goes, and is counted. In a list it would be
printed twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .model import (
    Block,
    Boxed,
    Cells,
    ItemList,
    Lines,
    Paragraph,
    Row,
    Runs,
    Section,
    Terms,
    plain,
)

__all__ = ["read_typed_lists"]

# signs that are nothing but bullets, also those of the private fonts of word processors
BULLETS: Final = "•▪▫◦‣⁃∙●○■□►▶➢➤" + "".join(
    map(chr, (0xF02D, 0xF06C, 0xF06E, 0xF06F, 0xF071, 0xF075, 0xF076, 0xF0A7, 0xF0A8, 0xF0B7,
              0xF0D8, 0xF0E0, 0xF0FC, 0xF0FE))
)  # fmt: skip
# another sign is one only before a space, and before a figure (a minus?) only if others stand
# beside it; o only before several spaces
TYPED: Final = re.compile(
    rf"(?P<sign>[{BULLETS}])[ \u00a0]*|(?P<other>[·\-–—])[ \u00a0]+|(?P<o>o)[ \u00a0]{{2,}}"
)
LONE: Final = re.compile(rf"[{BULLETS}·\-–—]\Z")
LONE_BULLET: Final = re.compile(rf"[{BULLETS}·]\Z")


class _Item(Struct, frozen=True):
    """What follows a typed bullet. original: with the bullet.

    is_certain: the sign is a bullet even if no other item stands beside this one.
    """

    sign: str
    blocks: tuple[Block, ...]
    original: Paragraph
    is_certain: bool


def read_typed_lists(blocks: Iterable[Block], changes: Counter[str]) -> tuple[Block, ...]:
    """Return blocks in which typed lists are lists. changes: counts their bullets."""
    return tuple(_Reader(changes).blocks(blocks))


class _Reader:
    """Reads blocks, and the blocks in them."""

    def __init__(self, changes: Counter[str]) -> None:
        self.changes = changes

    def blocks(self, blocks: Iterable[Block], *, in_list: bool = False) -> Iterator[Block]:
        """Yield blocks, with a list for each row of items that begin with the same sign.

        in_list: they are an item, and the other items of its list begin with a sign as well.
        """
        items: list[_Item] = []
        for part in _split(blocks):
            if isinstance(part, _Item) and (not items or items[-1].sign == part.sign):
                items.append(part)
                continue
            yield from self.close(items, in_list)
            items = [part] if isinstance(part, _Item) else []
            if not isinstance(part, _Item):
                yield self.inside(part)
        yield from self.close(items, in_list)

    def close(self, items: list[_Item], in_list: bool) -> Iterator[Block]:
        """Yield the list of items that stand together."""
        if len(items) == 1 and not (items[0].is_certain or in_list):
            yield items[0].original
        elif items:
            self.changes["typed bullets"] += len(items)
            yield ItemList(tuple(item.blocks for item in items))

    def inside(self, block: Block) -> Block:
        """Return a block, with the lists that were typed in it."""
        match block:
            case Section() | Boxed():
                return replace(block, blocks=tuple(self.blocks(block.blocks)))
            case ItemList():
                return self.item_list(block)
            case Cells():
                return self.table(block)
            case Terms():
                entries = ((term, tuple(self.blocks(means))) for term, means in block.terms)
                return replace(block, terms=tuple(entries))
        return block

    def item_list(self, items: ItemList) -> ItemList:
        """Return a list whose items begin with no typed bullets."""
        found: list[tuple[Block, ...]] = []
        in_list = len(items.items) > 1 and all(map(_begins_typed, items.items))
        for item in items.items:
            inner = tuple(self.blocks(item, in_list=in_list))
            is_typed = bool(item) and not isinstance(item[0], ItemList) and inner != item
            if is_typed and inner and isinstance(inner[0], ItemList) and items.start is None:
                *others, last = inner[0].items
                found += [*others, (*last, *inner[1:])]
            else:
                found.append(inner)
        return replace(items, items=tuple(found))

    def table(self, table: Cells) -> Block:
        """Return a table; a list if it only sets bullets before their items."""
        rows = [row for row in table.rows if isinstance(row, Row)]
        is_list = len(rows) == len(table.rows) and not table.notes
        if is_list and all(_is_bulleted(row) for row in rows):
            self.changes["typed bullets"] += len(rows)
            return ItemList(tuple(tuple(self.blocks(row.cells[1])) for row in rows))
        inside = (
            replace(row, cells=tuple(tuple(self.blocks(cell)) for cell in row.cells))
            if isinstance(row, Row)
            else row
            for row in table.rows
        )
        return replace(table, rows=tuple(inside), notes=tuple(self.blocks(table.notes)))


def _begins_typed(item: tuple[Block, ...]) -> bool:
    """Tell whether an item of a list begins with a typed bullet."""
    return bool(item) and isinstance(item[0], Paragraph) and _is_typed(item[0].runs)


def _is_bulleted(row: Row) -> bool:
    """Tell whether a row is a bullet, and beside it what it stands for."""
    if len(row.cells) != 2 or len(row.cells[0]) != 1:
        return False
    (sign,) = row.cells[0]
    return isinstance(sign, Paragraph) and bool(LONE.match(plain(sign.runs))) and bool(row.cells[1])


def _split(blocks: Iterable[Block]) -> Iterator[Block | _Item]:
    """Yield blocks and typed items, the lines of a paragraph apart where some are items."""
    bullet: Paragraph | None = None  # without words: it belongs to the next paragraph
    for block in blocks:
        if bullet is not None and isinstance(block, Paragraph) and not _is_typed(block.runs):
            yield _Item(plain(bullet.runs), (block,), bullet, is_certain=True)
            bullet = None
            continue
        if bullet is not None:
            yield bullet
        bullet = None
        if isinstance(block, Paragraph) and LONE_BULLET.match(plain(block.runs)):
            bullet = block
        elif isinstance(block, Paragraph):
            yield _item(block.runs, block.line) or block
        elif isinstance(block, Lines) and any(map(_is_typed, block.lines)):
            yield from _split_lines(block.lines)
        else:
            yield block
    if bullet is not None:
        yield bullet


def _split_lines(lines: tuple[Runs, ...]) -> Iterator[Block | _Item]:
    """Yield the items among lines, and the lines between them."""
    for is_typed, group in groupby(lines, _is_typed):
        if is_typed:
            yield from (_item(line, 0) or Paragraph(line) for line in group)
            continue
        first, *others = group
        yield Lines((first, *others)) if others else Paragraph(first)


def _is_typed(runs: Runs) -> bool:
    return bool(TYPED.match(plain(runs)))


def _item(runs: Runs, line: int) -> _Item | None:
    """Return what follows a typed bullet; None if there is no bullet, or nothing follows."""
    match = TYPED.match(plain(runs))
    if not match or match.end() == len(plain(runs)):
        return None
    rest = Paragraph(_without(runs, match.end()), line)
    is_certain = not match["other"] or not plain(rest.runs)[:1].isdigit()
    return _Item(match[match.lastgroup or 0], (rest,), Paragraph(runs, line), is_certain)


def _without(runs: Runs, count: int) -> Runs:
    """Return runs without their first characters. count: how many."""
    rest = []
    for run in runs:
        if count < len(run.text):
            rest.append(replace(run, text=run.text[count:]))
        count = max(0, count - len(run.text))
    return tuple(rest)
