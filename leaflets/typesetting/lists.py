"""Lists and terms: items with their labels, short ones in columns, in one language or in two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ..leaflet.model import Block, Item, ItemList, Paragraph, Run, Term, Terms, Words
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable
from .items import ColumnsOfItems, ListItemFlowable
from .language_pairs import begin_at_own_side, language_width, pair, pairs_of
from .stack import Stack

__all__ = ["list_flowables", "term_flowables"]

INDENT_SHARE: Final = 1.6  # of an item's indent: what a column of short items needs besides text
LABEL_GAP: Final = 1 / 3  # of the type size: the least between a label and its item

Flowables = Callable[[Sequence[Block], TypesettingContext, float, str], Iterator[LeafletFlowable]]
"""Yields the flowables of blocks in a width, in points, whose running text has a role."""


def list_flowables(
    block: ItemList,
    context: TypesettingContext,
    width: float,
    role: str,
    flowables: Flowables,
) -> Iterator[LeafletFlowable]:
    """Yield the items of a list, short ones in columns."""
    role = _item_role(block, role)
    lists = context.layout.lists
    indent = max(lists.indent, *(_label_width(item, context, role) for item in block.items))
    if context.pairs_blocks:
        yield from _paired_items(block, context, width, indent, role, flowables)
        return
    columns = _columns(block, context, width, indent, role)
    items = [_item(item, context, width / columns, indent, role, flowables) for item in block.items]
    rows = [items[start : start + columns] for start in range(0, len(items), columns)]
    parts = [ColumnsOfItems(block.path, row, columns) if columns > 1 else row[0] for row in rows]
    for part in parts[:-1]:
        yield part.with_spacing(0.0, lists.between)
    space_after_list = max(lists.between, context.layout.styles["body"].after)
    yield parts[-1].with_spacing(0.0, space_after_list)


def _paired_items(
    block: ItemList,
    context: TypesettingContext,
    width: float,
    indent: float,
    role: str,
    flowables: Flowables,
) -> Iterator[LeafletFlowable]:
    """Yield the items of a list in two languages, each with its label."""
    item_width, between = language_width(context, width), context.layout.lists.between
    pairs = list(pairs_of(block.items))
    for index, items in enumerate(pairs, 1):
        space = between if index < len(pairs) else context.layout.styles["body"].after
        parts = []
        for item in items:
            part = _item(item, context, item_width, indent, role, flowables)
            parts.append(part.with_spacing(0.0, max(space, between)))
            begin_at_own_side(context, item.path, [part])
        yield from parts if len(parts) == 1 else pair(context, parts[:1], parts[1:])


def term_flowables(
    block: Terms, context: TypesettingContext, width: float, role: str, flowables: Flowables
) -> Iterator[LeafletFlowable]:
    """Yield each term, and its meaning below it, indented as the items of a list."""
    for entries in pairs_of(block.entries):
        term_width = language_width(context, width) if len(entries) > 1 else width
        terms = []
        for entry in entries:
            terms.append(parts := list(_term(entry, context, term_width, role, flowables)))
            begin_at_own_side(context, entry.path, parts)
        yield from terms[0] if len(terms) == 1 else pair(context, *terms)


def _term(
    entry: Term, context: TypesettingContext, width: float, role: str, flowables: Flowables
) -> Iterator[LeafletFlowable]:
    indent = context.layout.lists.indent
    name = TextFlowable(context, entry.name.path, entry.name.words, entry.name.role)
    name.keep_with_next = True
    yield name
    body = list(flowables(entry.blocks, context, width - indent, role))
    item = ListItemFlowable(context, entry.path, None, Stack(context, entry.path, body), indent)
    yield item.with_spacing(body[0].space_before, body[-1].space_after)


def _item_role(block: ItemList, role: str) -> str:
    """Return the role of a list's labels, which look like its text: of notes, or in a box."""
    first_block = next((item.blocks[0] for item in block.items if item.blocks), None)
    if isinstance(first_block, Paragraph) and first_block.role != "body":
        return first_block.role
    return "item" if role == "body" else role


def _item(
    item: Item,
    context: TypesettingContext,
    width: float,
    indent: float,
    role: str,
    flowables: Flowables,
) -> ListItemFlowable:
    label = TextFlowable(context, f"{item.path}/label", Words((Run(item.label),)), role)
    body = list(flowables(item.blocks, context, width - indent, role))
    between = context.layout.lists.between
    for part in body[1:]:  # as far below the part before it as an item is below another
        part.space_before = max(part.space_before, between)
    return ListItemFlowable(context, item.path, label, Stack(context, item.path, body), indent)


def _columns(
    block: ItemList, context: TypesettingContext, width: float, indent: float, role: str
) -> int:
    """Return the number of columns in which every item takes one line, or 1."""
    if block.ordered or len(block.items) < 2:
        return 1
    text_width = 0.0
    for item in block.items:
        paragraph = item.blocks[0]
        if len(item.blocks) > 1 or not isinstance(paragraph, Paragraph):
            return 1
        text_width = max(text_width, context.natural_width(paragraph.words, role))
    max_columns = int(width // (text_width + INDENT_SHARE * indent))
    return max(1, min(max_columns, context.layout.lists.columns, len(block.items)))


def _label_width(item: Item, context: TypesettingContext, role: str) -> float:
    size = context.layout.styles[role].size  # type: ignore[index]
    return context.natural_width(Words((Run(item.label),)), role) + size * LABEL_GAP
