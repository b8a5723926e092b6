"""Fit lists to what a monograph holds: no deeper than its limit, and numbered from 1 up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ..base.limits import LIST_DEPTH
from ..content.monograph.inline import Run
from .model import Block, ItemList, Paragraph, Section

__all__ = ["fitting"]


def fitting(blocks: Iterable[Block], changes: Counter[str], depth: int = 1) -> Iterator[Block]:
    """Yield blocks; a list that does not fit becomes paragraphs, its numbers words of their own.

    changes: counts such lists. depth: of a list that would stand among the blocks, from 1.
    """
    for block in blocks:
        match block:
            case ItemList() if depth > LIST_DEPTH or block.start == 0:
                changes["lists written as paragraphs"] += 1
                for number, item in enumerate(block.items, block.start or 0):
                    if block.start is not None:
                        yield Paragraph((Run(f"{number}."),))
                    yield from fitting(item, changes, depth)
            case ItemList():
                items = (tuple(fitting(item, changes, depth + 1)) for item in block.items)
                yield replace(block, items=tuple(items))
            case Section():
                yield replace(block, blocks=tuple(fitting(block.blocks, changes)))
            case _:
                yield block
