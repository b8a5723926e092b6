"""From blocks to flowables: for each kind of block, the parts that draw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from msgspec.structs import replace

from ..leaflet.model import (
    PERSONAL,
    Beside,
    Block,
    Box,
    Figure,
    Heading,
    Item,
    ItemList,
    Leaflet,
    Paragraph,
    Pictograms,
    Question,
    Row,
    Run,
    Section,
    Table,
    Words,
    walk,
)
from .boxes import BoxPart, box_heading, signs_of
from .fields import FieldStack, check_glyphs
from .figures import FigurePart, beside, pictograms
from .flowables import Part, Stack, TextPart
from .items import Abreast, ItemPart
from .setting import Setting
from .tables import RowPart, TablePart, shares

_NARROW = 6  # times the size of its type: a column of a table in which words that run on can stand
_INTRODUCTION = 200  # characters that lead a list or table; longer ones may stand apart from it


def story(leaflet: Leaflet, setting: Setting, width: float) -> Stack:
    """The leaflet as parts in reading order. width: of a column, in points."""
    return Stack(setting, "leaflet", list(_run_in(leaflet.blocks, setting, width)))


def parted(leaflet: Leaflet, roles: Sequence[str]) -> tuple[Leaflet | None, Leaflet]:
    """What comes first and has one of the roles, if anything has; and the rest."""
    head = tuple(takewhile(lambda block: _role(block) in roles, leaflet.blocks))
    rest = leaflet.blocks[len(head) :]
    if not head or not rest:
        return None, leaflet
    return replace(leaflet, blocks=head), replace(leaflet, blocks=rest)


def _role(block: Block) -> str:
    match block:
        case Heading(level=1):
            return "title"
        case Paragraph():
            return block.role
        case Box():
            return block.kind
        case Beside():
            return "letterhead"
    return ""


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
            yield from _run_in([block.heading, *block.blocks], setting, width, role)
        case Figure():
            yield FigurePart(setting, block, width)
        case Pictograms():
            yield from pictograms(block, setting, width)
        case Beside():
            yield _beside(block, setting, width)


def _run_in(
    blocks: Sequence[Block], setting: Setting, width: float, role: str = "body"
) -> Iterator[Part]:
    """Blocks one after the other; a heading or label whose style says so runs into a paragraph."""
    lead: TextPart | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if lead and isinstance(block, Paragraph):
            part = TextPart(setting, block.path, block.words, role, lead=lead)
            part.keepWithNext |= _introduces(block, following)
            yield part
            lead = None
            continue
        parts = list(_parts(block, setting, width, role))
        for part in parts[-1:]:
            part.keepWithNext |= _introduces(block, following)
        follows = isinstance(following, Paragraph) and following.role == "body"
        first = parts[0] if len(parts) == 1 and follows else None
        if isinstance(first, TextPart) and first.role in setting.layout.run_in:
            lead = first
        else:
            yield from parts


def _introduces(block: Block, following: Block | None) -> bool:
    """Whether a few words lead a list or table, and so stay with its beginning."""
    return (
        isinstance(block, Paragraph)
        and isinstance(following, ItemList | Table | Pictograms)
        and len(str(block.words)) <= _INTRODUCTION
    )


def _heading(heading: Heading, setting: Setting, role: str | None = None) -> TextPart:
    role = role or ("title" if heading.level == 1 else f"heading-{min(heading.level, 4)}")
    return TextPart(setting, heading.path, heading.words, role)


def _list(block: ItemList, setting: Setting, width: float, role: str) -> Iterator[Part]:
    role = _item_role(block, role)
    lists = setting.layout.lists
    indent = max([lists.indent, *[_label_width(item, setting, role) for item in block.items]])
    columns = _columns(block, setting, width, indent, role)
    items = [_item(item, setting, width / columns, indent, role) for item in block.items]
    rows = [items[start : start + columns] for start in range(0, len(items), columns)]
    parts = [Abreast(block.path, row, columns) if columns > 1 else row[0] for row in rows]
    after = lists.between
    for part in parts[:-1]:
        yield part.spaced(0.0, after)
    yield parts[-1].spaced(0.0, max(after, setting.layout.styles["body"].after))


def _item_role(block: ItemList, role: str) -> str:
    """The labels of a list of notes, or in a box, look like its words."""
    first = block.items[0].blocks[0]
    if isinstance(first, Paragraph) and first.role != "body":
        return first.role
    return "item" if role == "body" else role


def _item(item: Item, setting: Setting, width: float, indent: float, role: str) -> ItemPart:
    label = TextPart(setting, f"{item.path}/label", Words((Run(item.label),)), role)
    body = list(_run_in(item.blocks, setting, width - indent, role))
    between = setting.layout.lists.between
    for part in body[1:]:  # what an item goes on with stands as far off as another item
        part.spaceBefore = max(part.spaceBefore, between)
    return ItemPart(setting, item.path, label, Stack(setting, item.path, body), indent)


def _columns(block: ItemList, setting: Setting, width: float, indent: float, role: str) -> int:
    """In how many columns the items can stand, each on one line."""
    if block.ordered or len(block.items) < 2:
        return 1
    widest = 0.0
    for item in block.items:
        first = item.blocks[0]
        if len(item.blocks) > 1 or not isinstance(first, Paragraph):
            return 1
        widest = max(widest, setting.natural_width(first.words, role))
    fitting = int(width // (widest + 1.6 * indent))
    return max(1, min(fitting, setting.layout.lists.columns, len(block.items)))


def _label_width(item: Item, setting: Setting, role: str) -> float:
    size = setting.layout.styles[role].size  # type: ignore[index]
    return setting.natural_width(Words((Run(item.label),)), role) + size / 3


def _question(block: Question, setting: Setting, width: float) -> Stack:
    asks = TextPart(setting, block.asks.path, block.asks.words, "question")
    first, *others = block.answer
    parts: list[Part] = [asks]
    if asks.role in setting.layout.run_in and isinstance(first, Paragraph) and first.role == "body":
        parts = [TextPart(setting, first.path, first.words, "body", lead=asks)]
    else:
        others = [first, *others]
    parts.extend(_run_in(others, setting, width))
    group = Stack(setting, block.path, parts)
    group.whole = True
    return group.spaced(parts[0].spaceBefore, parts[-1].spaceAfter)


def _box(block: Box, setting: Setting, width: float) -> BoxPart:
    style = setting.layout.boxes[block.kind]
    inner_width = width - 2 * (style.border + style.padding) - style.bar
    parts: list[Part] = []
    if block.heading:
        parts.append(box_heading(block.heading.path, block.heading.words, style.colour, setting))
    parts.extend(_inside(block, setting, inner_width))
    _keep_groups(parts)
    inside = Stack(setting, block.path, parts)
    return BoxPart(setting, block.path, style, inside, signs_of(block, style.colour, setting))


def _beside(block: Beside, setting: Setting, width: float) -> Part:
    body = Stack(setting, block.path, list(_run_in(block.blocks, setting, width)))
    after = 2 * setting.layout.styles["body"].after
    part = beside(setting, block.path, block.figure, body, width) if block.figure else body
    return part.spaced(0.0, after)


def _inside(block: Box, setting: Setting, width: float) -> Iterator[Part]:
    """What stands in a box; particulars stand together, with lines kept free for longer ones."""
    fields: list[TextPart] = []
    for one in reversed(block.blocks):
        if not isinstance(one, Paragraph) or one.role not in PERSONAL:
            break
        check_glyphs(setting, one)
        fields.insert(0, TextPart(setting, one.path, one.words, one.role))
    yield from _run_in(block.blocks[: len(block.blocks) - len(fields)], setting, width)
    if fields:
        yield FieldStack.kept_free(setting, f"{block.path}/fields", fields)


def _keep_groups(parts: Sequence[Part]) -> None:
    """In a box, what a label leads stays with it, and what stands before the first with that."""
    begins = [isinstance(part, TextPart) and "label" in part.roles for part in parts]
    if any(begins):
        for index, (part, begin) in enumerate(zip(parts, begins[1:], strict=False)):
            part.keepWithNext = part.keepWithNext or not begin or not any(begins[: index + 1])
        for part in parts:
            part.whole = True


def _table(block: Table, setting: Setting, width: float) -> TablePart:
    columns = _shares(block, setting, width)
    body = setting.layout.styles["body"].after
    table = TablePart(
        setting,
        block.path,
        _row(block.head, setting, columns, "table-head"),
        [_row(row, setting, columns, "table-cell") for row in block.rows],
    )
    return table.spaced(body, body * 2)


def _row(row: Row, setting: Setting, columns: list[float] | None, role: str) -> RowPart:
    """Cells side by side; without columns one below the other."""
    cells = []
    for index, blocks in enumerate(row.cells):
        cell_role = "table-head" if index == 0 else role
        parts = [part for block in blocks for part in _parts(block, setting, 0.0, cell_role)]
        cells.append(Stack(setting, f"{row.path}/{index}", parts))
    if columns is None:
        for cell in cells[1:]:
            for part in cell.parts[:1]:
                part.spaceBefore = max(part.spaceBefore, setting.layout.lists.between)
        parts = [part for cell in cells for part in cell.parts]
        cells, columns = [Stack(setting, f"{row.path}/cells", parts)], [1.0]
    return RowPart(setting, row.path, cells, columns, head=role == "table-head")


def _shares(block: Table, setting: Setting, width: float) -> list[float] | None:
    """Column widths from the words; None where words would be cut, or long texts squeezed."""
    padding = 2 * setting.layout.tables.padding
    count = len(block.head.cells)
    least, whole = [padding] * count, [padding] * count
    for row in (block.head, *block.rows):
        for index, cell in enumerate(row.cells):
            for words in _cell_words(cell):
                need = setting.widest_word(words, "table-head") + padding
                want = setting.natural_width(words, "table-head") + padding
                least[index] = max(least[index], need)
                whole[index] = max(whole[index], want)
    natural = [max(need, min(want, width * 0.6)) for need, want in zip(least, whole, strict=True)]
    found = shares(least, natural, width)
    narrow = padding + _NARROW * setting.layout.styles["table-cell"].size
    wanted = [
        max(need, narrow) if want > 2 * narrow else need
        for need, want in zip(least, whole, strict=True)
    ]
    fits = all(share * width > want - 0.01 for share, want in zip(found, wanted, strict=True))
    return found if fits else None


def _cell_words(cell: tuple[Block, ...]) -> Iterator[Words]:
    for block in walk(cell):
        if isinstance(block, Heading | Paragraph):
            yield block.words
