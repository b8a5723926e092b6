"""From blocks to flowables: for each kind of block, the parts that draw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from msgspec.structs import replace

from ..leaflet.model import (
    PERSONAL,
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
    Run,
    Section,
    SideBySide,
    Table,
    Words,
)
from .boxes import BoxFlowable, box_heading, signs_of
from .context import TypesettingContext
from .fields import ParticularsStack, check_glyphs
from .figures import FigureFlowable, beside, pictograms
from .flowables import LeafletFlowable, Stack, TextFlowable
from .items import ColumnsOfItems, ListItemFlowable
from .tables import TableFlowable, TableRow, column_shares

_INTRODUCTION = 200  # characters that lead a list or table; longer ones may stand apart from it


def story(leaflet: Leaflet, context: TypesettingContext, width: float) -> Stack:
    """The leaflet as parts in reading order. width: of a column, in points."""
    return Stack(context, "leaflet", list(_run_in(leaflet.blocks, context, width)))


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
        case SideBySide():
            return "letterhead"
    return ""


def _parts(
    block: Block, context: TypesettingContext, width: float, role: str = "body"
) -> Iterator[LeafletFlowable]:
    match block:
        case Heading():
            yield _heading(block, context)
        case Paragraph():
            yield TextFlowable(
                context, block.path, block.words, role if block.role == "body" else block.role
            )
        case ItemList():
            yield from _list(block, context, width, role)
        case Question():
            yield _question(block, context, width)
        case Table():
            yield _table(block, context, width)
        case Box():
            yield _box(block, context, width)
        case Section():
            yield from _run_in([block.heading, *block.blocks], context, width, role)
        case Figure():
            yield FigureFlowable(context, block, width)
        case PictogramRow():
            yield from pictograms(block, context, width)
        case SideBySide():
            yield _beside(block, context, width)


def _run_in(
    blocks: Sequence[Block], context: TypesettingContext, width: float, role: str = "body"
) -> Iterator[LeafletFlowable]:
    """Blocks one after the other; a heading or label whose style says so runs into a paragraph."""
    lead: TextFlowable | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if lead and isinstance(block, Paragraph):
            part = TextFlowable(context, block.path, block.words, role, lead=lead)
            part.keepWithNext |= _introduces(block, following)
            yield part
            lead = None
            continue
        parts = list(_parts(block, context, width, role))
        for part in parts[-1:]:
            part.keepWithNext |= _introduces(block, following)
        follows = isinstance(following, Paragraph) and following.role == "body"
        first = parts[0] if len(parts) == 1 and follows else None
        if isinstance(first, TextFlowable) and first.role in context.layout.run_in:
            lead = first
        else:
            yield from parts


def _introduces(block: Block, following: Block | None) -> bool:
    """Whether a few words lead a list or table, and so stay with its beginning."""
    return (
        isinstance(block, Paragraph)
        and isinstance(following, ItemList | Table | PictogramRow)
        and len(str(block.words)) <= _INTRODUCTION
    )


def _heading(
    heading: Heading, context: TypesettingContext, role: str | None = None
) -> TextFlowable:
    role = role or ("title" if heading.level == 1 else f"heading-{min(heading.level, 4)}")
    return TextFlowable(context, heading.path, heading.words, role)


def _list(
    block: ItemList, context: TypesettingContext, width: float, role: str
) -> Iterator[LeafletFlowable]:
    role = _item_role(block, role)
    lists = context.layout.lists
    indent = max([lists.indent, *[_label_width(item, context, role) for item in block.items]])
    columns = _columns(block, context, width, indent, role)
    items = [_item(item, context, width / columns, indent, role) for item in block.items]
    rows = [items[start : start + columns] for start in range(0, len(items), columns)]
    parts = [ColumnsOfItems(block.path, row, columns) if columns > 1 else row[0] for row in rows]
    after = lists.between
    for part in parts[:-1]:
        yield part.with_spacing(0.0, after)
    yield parts[-1].with_spacing(0.0, max(after, context.layout.styles["body"].after))


def _item_role(block: ItemList, role: str) -> str:
    """The labels of a list of notes, or in a box, look like its words."""
    first = block.items[0].blocks[0]
    if isinstance(first, Paragraph) and first.role != "body":
        return first.role
    return "item" if role == "body" else role


def _item(
    item: Item, context: TypesettingContext, width: float, indent: float, role: str
) -> ListItemFlowable:
    label = TextFlowable(context, f"{item.path}/label", Words((Run(item.label),)), role)
    body = list(_run_in(item.blocks, context, width - indent, role))
    between = context.layout.lists.between
    for part in body[1:]:  # what an item goes on with stands as far off as another item
        part.spaceBefore = max(part.spaceBefore, between)
    return ListItemFlowable(context, item.path, label, Stack(context, item.path, body), indent)


def _columns(
    block: ItemList, context: TypesettingContext, width: float, indent: float, role: str
) -> int:
    """In how many columns the items can stand, each on one line."""
    if block.ordered or len(block.items) < 2:
        return 1
    widest = 0.0
    for item in block.items:
        first = item.blocks[0]
        if len(item.blocks) > 1 or not isinstance(first, Paragraph):
            return 1
        widest = max(widest, context.natural_width(first.words, role))
    fitting = int(width // (widest + 1.6 * indent))
    return max(1, min(fitting, context.layout.lists.columns, len(block.items)))


def _label_width(item: Item, context: TypesettingContext, role: str) -> float:
    size = context.layout.styles[role].size  # type: ignore[index]
    return context.natural_width(Words((Run(item.label),)), role) + size / 3


def _question(block: Question, context: TypesettingContext, width: float) -> Stack:
    asks = TextFlowable(context, block.heading.path, block.heading.words, "question")
    first, *others = block.answer
    parts: list[LeafletFlowable] = [asks]
    if asks.role in context.layout.run_in and isinstance(first, Paragraph) and first.role == "body":
        parts = [TextFlowable(context, first.path, first.words, "body", lead=asks)]
    else:
        others = [first, *others]
    parts.extend(_run_in(others, context, width))
    group = Stack(context, block.path, parts)
    group.whole = True
    return group.with_spacing(parts[0].spaceBefore, parts[-1].spaceAfter)


def _box(block: Box, context: TypesettingContext, width: float) -> BoxFlowable:
    style = context.layout.boxes[block.kind]
    inner_width = width - 2 * (style.border + style.padding) - style.bar
    parts: list[LeafletFlowable] = []
    if block.heading:
        parts.append(box_heading(block.heading.path, block.heading.words, style.colour, context))
    parts.extend(_inside(block, context, inner_width))
    _keep_groups(parts)
    inside = Stack(context, block.path, parts)
    return BoxFlowable(context, block.path, style, inside, signs_of(block, style.colour, context))


def _beside(block: SideBySide, context: TypesettingContext, width: float) -> LeafletFlowable:
    body = Stack(context, block.path, list(_run_in(block.blocks, context, width)))
    after = 2 * context.layout.styles["body"].after
    part = beside(context, block.path, block.figure, body, width) if block.figure else body
    return part.with_spacing(0.0, after)


def _inside(block: Box, context: TypesettingContext, width: float) -> Iterator[LeafletFlowable]:
    """What stands in a box; particulars stand together, with lines kept free for longer ones."""
    fields: list[TextFlowable] = []
    for one in reversed(block.blocks):
        if not isinstance(one, Paragraph) or one.role not in PERSONAL:
            break
        check_glyphs(context, one)
        fields.insert(0, TextFlowable(context, one.path, one.words, one.role))
    yield from _run_in(block.blocks[: len(block.blocks) - len(fields)], context, width)
    if fields:
        yield ParticularsStack.with_reserve(context, f"{block.path}/fields", fields)


def _keep_groups(parts: Sequence[LeafletFlowable]) -> None:
    """In a box, what a label leads stays with it, and what stands before the first with that."""
    begins = [isinstance(part, TextFlowable) and "label" in part.roles for part in parts]
    if any(begins):
        for index, (part, begin) in enumerate(zip(parts, begins[1:], strict=False)):
            part.keepWithNext = part.keepWithNext or not begin or not any(begins[: index + 1])
        for part in parts:
            part.whole = True


def _table(block: Table, context: TypesettingContext, width: float) -> TableFlowable:
    columns = column_shares(block, context, width)
    body = context.layout.styles["body"].after
    table = TableFlowable(
        context,
        block.path,
        _row(block.head, context, columns, "table-head"),
        [_row(row, context, columns, "table-cell") for row in block.rows],
    )
    return table.with_spacing(body, body * 2)


def _row(row: Row, context: TypesettingContext, columns: list[float] | None, role: str) -> TableRow:
    """Cells side by side; without columns one below the other."""
    cells = []
    for index, blocks in enumerate(row.cells):
        cell_role = "table-head" if index == 0 else role
        parts = [part for block in blocks for part in _parts(block, context, 0.0, cell_role)]
        cells.append(Stack(context, f"{row.path}/{index}", parts))
    if columns is None:
        for cell in cells[1:]:
            for part in cell.parts[:1]:
                part.spaceBefore = max(part.spaceBefore, context.layout.lists.between)
        parts = [part for cell in cells for part in cell.parts]
        cells, columns = [Stack(context, f"{row.path}/cells", parts)], [1.0]
    return TableRow(context, row.path, cells, columns, head=role == "table-head")
