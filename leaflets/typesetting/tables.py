"""Tables: columns as wide as their words need, the header rows repeated on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext

from ..leaflet.model import Block, Paragraph, Row, Run, Table, Words
from ..pdf.canvas import TaggedCanvas
from .columns import column_shares, words_of_cell
from .context import TypesettingContext
from .flowables import LeafletFlowable, RepeatedText, TextFlowable, exceeds
from .stack import Stack

__all__ = ["TableFlowable", "TableRow", "build_table"]


class TableRow(LeafletFlowable):
    """Cells side by side. shares: of the width, one for each cell; their sum is 1.

    is_group: its one cell heads the rows below it.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        cells: Sequence[Stack],
        shares: Sequence[float],
        *,
        head: bool = False,
        is_group: bool = False,
    ) -> None:
        super().__init__(path)
        self.context, self.cells, self.shares, self.head = context, cells, shares, head
        self.is_group = is_group

    def _cell_widths(self, width: float) -> list[float]:
        padding = 2 * self.context.layout.tables.padding
        return [share * width - padding for share in self.shares]

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        cell_heights = [
            cell.height_for(cell_width)
            for cell, cell_width in zip(self.cells, self._cell_widths(width), strict=True)
        ]
        return max(cell_heights) + 2 * self.context.layout.tables.padding

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[TableRow, TableRow] | None:
        """See LeafletFlowable. A row moves to the next page if that leaves no large gap."""
        is_low = self.height_for(width) <= self.context.keep_together_limit
        if not relax and is_low and height <= self.context.largest_gap:
            return None
        room = height - 2 * self.context.layout.tables.padding
        first_cells: list[Stack] = []
        other_cells: list[Stack] = []
        for cell, cell_width in zip(self.cells, self._cell_widths(width), strict=True):
            if cell.height_for(cell_width) <= room:
                first_cells.append(cell)
                other_cells.append(cell.with_parts([]))
                continue
            halves = cell.cut(cell_width, room, relax=relax)
            if halves is None:
                return None
            first_cells.append(cell.with_parts(halves[0].parts))
            other_cells.append(cell.with_parts(halves[1].parts))
        return self._with_cells(first_cells), self._with_cells(other_cells)

    def _with_cells(self, cells: Sequence[Stack]) -> TableRow:
        return TableRow(
            self.context, self.path, cells, self.shares, head=self.head, is_group=self.is_group
        )

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        tables, height = self.context.layout.tables, self.height_for(width)
        bottom = top - height
        with nullcontext() if as_artifact else canvas.artifact("Layout"):
            if self.head:
                canvas.setFillColorRGB(*self.context.colour(tables.tint))
                canvas.rect(x, bottom, width, height, stroke=0, fill=1)
            if tables.rule:
                canvas.setStrokeColorRGB(*self.context.colour(tables.colour))
                canvas.setLineWidth(tables.rule)
                canvas.line(x, bottom, x + width, bottom)
        cell_x, cell_top = x + tables.padding, top - tables.padding
        for cell, cell_width in zip(self.cells, self._cell_widths(width), strict=True):
            cell.draw_at(canvas, cell_x, cell_top, cell_width, as_artifact=as_artifact)
            cell_x += cell_width + 2 * tables.padding


class TableFlowable(LeafletFlowable):
    """Header rows and the rows below them.

    heads: none if the header rows are so high that they are set only once, as the first of the
    rows. is_continuation: the header rows repeat those on an earlier page.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        heads: Sequence[TableRow],
        rows: Sequence[TableRow],
        *,
        is_continuation: bool = False,
    ) -> None:
        super().__init__(path)
        self.context, self.heads, self.rows = context, heads, rows
        self.is_continuation = is_continuation
        self.keep_together = True

    def _head_height(self, width: float) -> float:
        return sum(head.height_for(width) for head in self.heads)

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return self._head_height(width) + sum(row.height_for(width) for row in self.rows)

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable. At least one row stays with the header rows."""
        if not relax and self.moves_to_next_page(self.height_for(width), height, self.context):
            return None
        if self.heads and self._head_height(width) > self.context.keep_together_limit:
            table = TableFlowable(self.context, self.path, (), [*self.heads, *self.rows])
            return table.inherit_spacing(self, is_first=True).cut(width, height, relax=relax)
        room = height - self._head_height(width)
        tears_first_row = relax or height > self.context.largest_gap
        for index, row in enumerate(self.rows):
            row_height = row.height_for(width)
            if exceeds(row_height, room):
                tears = tears_first_row and not index
                return self._cut_at(index, row.cut(width, room, relax=tears))
            room -= row_height
        return None

    def _cut_at(
        self, index: int, halves: tuple[TableRow, TableRow] | None
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """Split inside the row that does not fit, given its halves, or before it."""
        if halves is not None:
            upper_half, lower_half = halves
            return self._split(
                [*self.rows[:index], upper_half], [lower_half, *self.rows[index + 1 :]]
            )
        while index and self.rows[index - 1].is_group:
            index -= 1
        return self._split(self.rows[:index], self.rows[index:]) if index else None

    def _split(
        self, first_rows: Sequence[TableRow], other_rows: Sequence[TableRow]
    ) -> tuple[LeafletFlowable, LeafletFlowable]:
        first_part = TableFlowable(
            self.context, self.path, self.heads, first_rows, is_continuation=self.is_continuation
        )
        remainder = TableFlowable(
            self.context, self.path, self.heads, other_rows, is_continuation=True
        )
        return (
            first_part.inherit_spacing(self, is_first=True),
            remainder.inherit_spacing(self, is_first=False),
        )

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        is_repeated = bool(self.heads) and self.is_continuation and not as_artifact
        with canvas.artifact("Pagination") if is_repeated else nullcontext():
            for head in self.heads:
                head.draw_at(canvas, x, top, width, as_artifact=as_artifact or is_repeated)
                top -= head.height_for(width)
        for row in self.rows:
            row.draw_at(canvas, x, top, width, as_artifact=as_artifact)
            top -= row.height_for(width)


CellFlowables = Callable[[Block, str], Sequence[LeafletFlowable]]
"""Returns the flowables of a block in a cell, whose words have a role."""


def build_table(
    block: Table, context: TypesettingContext, width: float, flowables: CellFlowables
) -> TableFlowable:
    """Return a table or, if its columns would be too narrow, a list in which values are named.

    width: in points.
    """
    shares, space = column_shares(block, context, width), context.layout.styles["body"].after
    if shares is not None:
        heads = [
            _group_row(row, context, flowables)
            if block.is_group(row)
            else _row(row, context, shares, "table-head", flowables)
            for row in block.heads
        ]
        rows = []
        for row in block.rows:
            if block.is_group(row):
                rows.append(_group_row(row, context, flowables))
            else:
                rows.append(_row(row, context, shares, "table-cell", flowables))
        return TableFlowable(context, block.path, heads, rows).with_spacing(space, space * 2)
    rows = [_stacked_row(row, context, "table-head", flowables) for row in block.heads]
    names = [_column_name(block.column_heads(index)) for index in range(block.columns)]
    for row in block.rows:
        if block.is_group(row):
            rows.append(_group_row(row, context, flowables))
        else:
            rows.append(_stacked_row(row, context, "table-cell", flowables, names))
    table = TableFlowable(context, block.path, (), rows)
    return table.with_spacing(space, space * 2)


def _column_name(heads: Sequence[tuple[Block, ...]]) -> Words | None:
    """Return the words of the cells that head a column, each once; None if there are none."""
    found = {str(words): words.runs for cell in heads for words in words_of_cell(cell)}
    runs = [run for part in found.values() for run in (Run(" "), *part)]
    return Words(tuple(runs[1:])) if runs else None


def _row(
    row: Row,
    context: TypesettingContext,
    shares: Sequence[float],
    role: str,
    flowables: CellFlowables,
) -> TableRow:
    """Return a row of cells side by side. role: of all cells but the first."""
    cells = []
    for index, blocks in enumerate(row.cells):
        cell_role = role if index else "table-head"
        parts = [part for block in blocks for part in flowables(block, cell_role)]
        cells.append(Stack(context, f"{row.path}/{index}", parts))
    return TableRow(context, row.path, cells, shares, head=role == "table-head")


def _group_row(row: Row, context: TypesettingContext, flowables: CellFlowables) -> TableRow:
    parts = [part for block in row.cells[0] for part in flowables(block, "table-head")]
    cell = Stack(context, f"{row.path}/cells", parts)
    return TableRow(context, row.path, [cell], [1.0], is_group=True)


def _stacked_row(
    row: Row,
    context: TypesettingContext,
    role: str,
    flowables: CellFlowables,
    names: Sequence[Words | None] = (),
) -> TableRow:
    """Return a row of cells one below the other.

    names: of the columns; each stands again before its value, without tags, because the tags say
    which column a value is in. The first cell names its row.
    """
    parts: list[LeafletFlowable] = []
    for index, blocks in enumerate(row.cells):
        name = names[index] if index and names else None
        cell = list(_named(blocks, name, context, role if index else "table-head", flowables))
        if parts and cell:
            cell[0].space_before = max(cell[0].space_before, context.layout.lists.between)
        parts += cell
    stack = Stack(context, f"{row.path}/cells", parts)
    return TableRow(context, row.path, [stack], [1.0], head=role == "table-head")


def _named(
    blocks: Sequence[Block],
    name: Words | None,
    context: TypesettingContext,
    role: str,
    flowables: CellFlowables,
) -> Iterator[LeafletFlowable]:
    """Yield the flowables of a cell, after the name of its column if there is one."""
    for block in blocks:
        lead = RepeatedText(context, block.path, name, "table-head") if name else None
        name = None
        if lead and isinstance(block, Paragraph):
            yield TextFlowable(context, block.path, block.words, role, lead=lead, repeats_lead=True)
            continue
        if lead:
            lead.keep_with_next = True
            yield lead
        yield from flowables(block, role)
