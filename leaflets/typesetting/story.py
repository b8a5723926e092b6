"""From blocks to flowables: for each kind of block, the parts that draw it."""

from __future__ import annotations

from collections.abc import Iterator

from ..leaflet.model import (
    Block,
    Box,
    Heading,
    Item,
    ItemList,
    Leaflet,
    Paragraph,
    Question,
    Row,
    Run,
    Section,
    Table,
    Words,
    walk,
)
from .boxes import BoxPart
from .parts import ItemPart, Part, Stack, TextPart
from .setting import Setting
from .tables import RowPart, TablePart, shares


def story(leaflet: Leaflet, setting: Setting, width: float) -> Stack:
    """The leaflet as parts in reading order. width: of a column, in points."""
    parts = [part for block in leaflet.blocks for part in _parts(block, setting, width)]
    return Stack(setting, "leaflet", parts)


def _parts(block: Block, setting: Setting, width: float, role: str = "body") -> Iterator[Part]:
    match block:
        case Heading():
            yield _heading(block, setting)
        case Paragraph():
            yield TextPart(
                setting, block.path, block.words, role if block.role == "body" else block.role
            )
        case ItemList():
            yield from _list(block, setting, width, role)
        case Question():
            yield _question(block, setting, width)
        case Table():
            yield _table(block, setting, width)
        case Box():
            yield _box(block, setting, width)
        case Section():
            yield _heading(block.heading, setting)
            for inner in block.blocks:
                yield from _parts(inner, setting, width, role)


def _heading(heading: Heading, setting: Setting, role: str | None = None) -> TextPart:
    role = role or ("title" if heading.level == 1 else f"heading-{min(heading.level, 4)}")
    return TextPart(setting, heading.path, heading.words, role)


def _list(block: ItemList, setting: Setting, width: float, role: str) -> Iterator[Part]:
    lists = setting.layout.lists
    item_role = "item" if role == "body" else role
    indent = max(lists.indent, *[_label_width(item, setting, item_role) for item in block.items])
    after = setting.space(lists.between)
    for index, item in enumerate(block.items):
        last = index == len(block.items) - 1
        label = TextPart(setting, f"{item.path}/label", Words((Run(item.label),)), item_role)
        inner = [
            part
            for inner in item.blocks
            for part in _parts(inner, setting, width - indent, item_role)
        ]
        part = ItemPart(setting, item.path, label, Stack(setting, item.path, inner), indent)
        if last:
            after = max(after, setting.space(setting.layout.styles["body"].after))
        yield part.spaced(0.0, after)


def _label_width(item: Item, setting: Setting, role: str) -> float:
    size = setting.layout.styles[role].size  # type: ignore[index]
    return setting.natural_width(Words((Run(item.label),)), role) + size / 3


def _question(block: Question, setting: Setting, width: float) -> Stack:
    asks = TextPart(setting, block.asks.path, block.asks.words, "question")
    answer = [part for inner in block.answer for part in _parts(inner, setting, width)]
    group = Stack(setting, block.path, [asks, *answer])
    group.whole = True
    return group.spaced(asks.spaceBefore, answer[-1].spaceAfter if answer else asks.spaceAfter)


def _box(block: Box, setting: Setting, width: float) -> BoxPart:
    style = setting.layout.boxes[block.kind]
    inner_width = width - 2 * (style.border + style.padding) - style.bar
    parts: list[Part] = []
    if block.heading:
        parts.append(_box_heading(block.heading.path, block.heading.words, style.colour, setting))
    for inner in block.blocks:
        parts.extend(_parts(inner, setting, inner_width))
    lead = None
    if block.continued:
        lead = _box_heading(f"{block.path}/continued", block.continued, style.colour, setting)
    return BoxPart(setting, block.path, style, Stack(setting, block.path, parts), lead)


def _box_heading(path: str, words: Words, colour: str, setting: Setting) -> TextPart:
    return TextPart(setting, path, words, "box-heading", colour=colour)


def _table(block: Table, setting: Setting, width: float) -> TablePart:
    columns = _shares(block, setting, width)
    body = setting.layout.styles["body"].after
    table = TablePart(
        setting,
        block.path,
        _row(block.head, setting, columns, "table-head"),
        [_row(row, setting, columns, "table-cell") for row in block.rows],
    )
    return table.spaced(setting.space(body), setting.space(body * 2))


def _row(row: Row, setting: Setting, columns: list[float], role: str) -> RowPart:
    cells = []
    for index, blocks in enumerate(row.cells):
        cell_role = "table-head" if index == 0 else role
        parts = [part for block in blocks for part in _parts(block, setting, 0.0, cell_role)]
        cells.append(Stack(setting, f"{row.path}/{index}", parts))
    return RowPart(setting, row.path, cells, columns, head=role == "table-head")


def _shares(block: Table, setting: Setting, width: float) -> list[float]:
    """Column widths from the words: none narrower than its longest word where that can be."""
    padding = 2 * setting.layout.tables.padding
    count = len(block.head.cells)
    least, natural = [padding] * count, [padding] * count
    for row in (block.head, *block.rows):
        for index, cell in enumerate(row.cells):
            for words in _cell_words(cell):
                need = setting.widest_word(words, "table-head") + padding
                want = setting.natural_width(words, "table-head") + padding
                least[index] = max(least[index], need)
                natural[index] = max(natural[index], min(want, width * 0.6))
    natural = [max(need, want) for need, want in zip(least, natural, strict=True)]
    return shares(least, natural, width)


def _cell_words(cell: tuple[Block, ...]) -> Iterator[Words]:
    for block in walk(cell):
        if isinstance(block, Heading | Paragraph):
            yield block.words
