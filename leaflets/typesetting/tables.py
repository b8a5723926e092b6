"""Tables: columns as wide as their words need, the header row repeated on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Final

from ..leaflet.model import Block, Heading, Paragraph, Table, Words, walk
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable, Stack

__all__ = ["TableFlowable", "TableRow", "column_shares", "distribute_width"]

NARROW_COLUMN: Final = 6  # as a multiple of the type size; less is too narrow for running text
MAX_NATURAL_SHARE: Final = 0.6  # of a table's width that one column may ask for
TOLERANCE: Final = 0.01  # points


class TableRow(LeafletFlowable):
    """Cells side by side. shares: of the width, one for each cell; their sum is 1."""

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        cells: Sequence[Stack],
        shares: Sequence[float],
        *,
        head: bool = False,
    ) -> None:
        super().__init__(path)
        self.context, self.cells, self.shares, self.head = context, cells, shares, head

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
        """See LeafletFlowable. A row is split only if it is too high to move to the next page."""
        if not relax and self.height_for(width) <= self.context.keep_together_limit:
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
        return TableRow(self.context, self.path, cells, self.shares, head=self.head)

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
    """A header row and the rows below it.

    head: None if the header row is so high that it is set only once, as the first of the rows.
    is_continuation: the header row repeats one on an earlier page.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        head: TableRow | None,
        rows: Sequence[TableRow],
        *,
        is_continuation: bool = False,
    ) -> None:
        super().__init__(path)
        self.context, self.head, self.rows = context, head, rows
        self.is_continuation = is_continuation
        self.keep_together = True

    def _head_height(self, width: float) -> float:
        return self.head.height_for(width) if self.head else 0.0

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return self._head_height(width) + sum(row.height_for(width) for row in self.rows)

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable. At least one row stays with the header row."""
        if not relax and self.moves_to_next_page(self.height_for(width), height, self.context):
            return None
        if self.head and self._head_height(width) > self.context.keep_together_limit:
            table = TableFlowable(self.context, self.path, None, [self.head, *self.rows])
            return table.inherit_spacing(self, is_first=True).cut(width, height, relax=relax)
        room = height - self._head_height(width)
        for index, row in enumerate(self.rows):
            row_height = row.height_for(width)
            if row_height > room:
                return self._cut_at(index, row.cut(width, room, relax=relax and not index))
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
        return self._split(self.rows[:index], self.rows[index:]) if index else None

    def _split(
        self, first_rows: Sequence[TableRow], other_rows: Sequence[TableRow]
    ) -> tuple[LeafletFlowable, LeafletFlowable]:
        first_part = TableFlowable(
            self.context, self.path, self.head, first_rows, is_continuation=self.is_continuation
        )
        remainder = TableFlowable(
            self.context, self.path, self.head, other_rows, is_continuation=True
        )
        return (
            first_part.inherit_spacing(self, is_first=True),
            remainder.inherit_spacing(self, is_first=False),
        )

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        if self.head and self.is_continuation and not as_artifact:
            with canvas.artifact("Pagination"):
                self.head.draw_at(canvas, x, top, width, as_artifact=True)
        elif self.head:
            self.head.draw_at(canvas, x, top, width, as_artifact=as_artifact)
        top -= self._head_height(width)
        for row in self.rows:
            row.draw_at(canvas, x, top, width, as_artifact=as_artifact)
            top -= row.height_for(width)


def distribute_width(
    min_widths: Sequence[float], natural_widths: Sequence[float], width: float
) -> list[float]:
    """Return the share of the width for each column, given what its words need and would like.

    min_widths: of the widest words. natural_widths: of the words in one line. If all columns fit in
    their natural widths, all are widened in proportion. If not even the minimum widths fit, no
    column gets more than an equal share for its minimum.
    """
    if 0 < sum(natural_widths) <= width:
        return [natural / sum(natural_widths) for natural in natural_widths]
    if sum(min_widths) > width:
        min_widths = [min(minimum, width / len(min_widths)) for minimum in min_widths]
    room = width - sum(min_widths)
    weights = [
        max(0.0, natural - minimum)
        for natural, minimum in zip(natural_widths, min_widths, strict=True)
    ]
    if not sum(weights):
        weights = [1.0] * len(min_widths)
    widths = [
        minimum + room * weight / sum(weights)
        for minimum, weight in zip(min_widths, weights, strict=True)
    ]
    return [column_width / width for column_width in widths]


def column_shares(block: Table, context: TypesettingContext, width: float) -> list[float] | None:
    """Return each column's share of the width; None if a column would be too narrow.

    That is a column that divides words, or squeezes running text.
    """
    padding = 2 * context.layout.tables.padding
    columns = len(block.head.cells)
    min_widths, full_widths = [padding] * columns, [padding] * columns
    for row in (block.head, *block.rows):
        for index, cell in enumerate(row.cells):
            for words in _cell_words(cell):
                word_width = context.widest_word(words, "table-head") + padding
                line_width = context.natural_width(words, "table-head") + padding
                min_widths[index] = max(min_widths[index], word_width)
                full_widths[index] = max(full_widths[index], line_width)
    natural_widths = [
        max(minimum, min(full, width * MAX_NATURAL_SHARE))
        for minimum, full in zip(min_widths, full_widths, strict=True)
    ]
    shares = distribute_width(min_widths, natural_widths, width)
    narrow_width = padding + NARROW_COLUMN * context.layout.styles["table-cell"].size
    acceptable_widths = [
        max(minimum, narrow_width) if full > 2 * narrow_width else minimum
        for minimum, full in zip(min_widths, full_widths, strict=True)
    ]
    is_acceptable = all(
        share * width > acceptable - TOLERANCE
        for share, acceptable in zip(shares, acceptable_widths, strict=True)
    )
    return shares if is_acceptable else None


def _cell_words(cell: tuple[Block, ...]) -> Iterator[Words]:
    for block in walk(cell):
        if isinstance(block, Heading | Paragraph):
            yield block.words
