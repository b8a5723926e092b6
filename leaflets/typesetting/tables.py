"""Tables: columns as wide as their words ask, the heading row repeated on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from ..leaflet.model import Block, Heading, Paragraph, Table, Words, walk
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable, Stack

_NARROW = 6  # times the size of its type: a column of a table in which words that run on can stand


class TableRow(LeafletFlowable):
    """Cells side by side. shares: of the width, one a cell, adding up to 1."""

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

    def _widths(self, width: float) -> list[float]:
        padding = 2 * self.context.layout.tables.padding
        return [share * width - padding for share in self.shares]

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        tallest = max(
            [
                cell.height_for(wide)
                for cell, wide in zip(self.cells, self._widths(width), strict=True)
            ]
        )
        return tallest + 2 * self.context.layout.tables.padding

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[TableRow, TableRow] | None:
        """See LeafletFlowable. A row is cut only when it is taller than most of a page."""
        if not relax and self.height_for(width) <= self.context.keep_together_limit:
            return None
        room = height - 2 * self.context.layout.tables.padding
        first: list[Stack] = []
        rest: list[Stack] = []
        for cell, wide in zip(self.cells, self._widths(width), strict=True):
            if cell.height_for(wide) <= room:
                first.append(cell)
                rest.append(cell.of([]))
                continue
            halves = cell.cut(wide, room, relax=relax)
            if halves is None:
                return None
            first.append(cell.of(halves[0].parts))
            rest.append(cell.of(halves[1].parts))
        return self._of(first), self._of(rest)

    def _of(self, cells: Sequence[Stack]) -> TableRow:
        return TableRow(self.context, self.path, cells, self.shares, head=self.head)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        tables, tall = self.context.layout.tables, self.height_for(width)
        with nullcontext() if as_artifact else canvas.artifact("Layout"):
            if self.head:
                canvas.setFillColorRGB(*self.context.colour(tables.tint))
                canvas.rect(x, top - tall, width, tall, stroke=0, fill=1)
            if tables.rule:
                canvas.setStrokeColorRGB(*self.context.colour(tables.colour))
                canvas.setLineWidth(tables.rule)
                canvas.line(x, top - tall, x + width, top - tall)
        left = x
        for cell, wide in zip(self.cells, self._widths(width), strict=True):
            cell.draw_at(
                canvas, left + tables.padding, top - tables.padding, wide, as_artifact=as_artifact
            )
            left += wide + 2 * tables.padding


class TableFlowable(LeafletFlowable):
    """A heading row and rows. repeated: the heading row has stood on an earlier page.

    A very tall heading row (head None) is set once, as the first of the rows.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        head: TableRow | None,
        rows: Sequence[TableRow],
        *,
        repeated: bool = False,
    ) -> None:
        super().__init__(path)
        self.context, self.head, self.rows, self.repeated = context, head, rows, repeated
        self.whole = True

    def _head(self, width: float) -> float:
        return self.head.height_for(width) if self.head else 0.0

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return self._head(width) + sum([row.height_for(width) for row in self.rows])

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable. A low table is cut only when it must be.

        At least one row stays with the heading row.
        """
        if not relax and self.moves_whole(self.height_for(width), height, self.context):
            return None
        if self.head and self._head(width) > self.context.keep_together_limit:
            whole = TableFlowable(self.context, self.path, None, [self.head, *self.rows])
            return whole._spaced_like(self, first=True).cut(width, height, relax=relax)
        room = height - self._head(width)
        for index, row in enumerate(self.rows):
            tall = row.height_for(width)
            if tall > room:
                return self._cut_at(index, row.cut(width, room, relax=relax and not index))
            room -= tall
        return None

    def _cut_at(
        self, index: int, halves: tuple[TableRow, TableRow] | None
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        if halves is not None:
            first, rest = halves
            return self._two([*self.rows[:index], first], [rest, *self.rows[index + 1 :]])
        return self._two(self.rows[:index], self.rows[index:]) if index else None

    def _two(
        self, first: Sequence[TableRow], rest: Sequence[TableRow]
    ) -> tuple[LeafletFlowable, LeafletFlowable]:
        above = TableFlowable(self.context, self.path, self.head, first, repeated=self.repeated)
        below = TableFlowable(self.context, self.path, self.head, rest, repeated=True)
        return above._spaced_like(self, first=True), below._spaced_like(self, first=False)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        if self.head and self.repeated and not as_artifact:
            with canvas.artifact("Pagination"):
                self.head.draw_at(canvas, x, top, width, as_artifact=True)
        elif self.head:
            self.head.draw_at(canvas, x, top, width, as_artifact=as_artifact)
        top -= self._head(width)
        for row in self.rows:
            row.draw_at(canvas, x, top, width, as_artifact=as_artifact)
            top -= row.height_for(width)


def shares(least: Sequence[float], natural: Sequence[float], width: float) -> list[float]:
    """Shares of the width for columns whose words need `least` and would like `natural` points.

    Where all can have what they like, all are wider in proportion. Where not all can have what they
    need, none gets more than an equal share of it.
    """
    if 0 < sum(natural) <= width:
        return [want / sum(natural) for want in natural]
    if sum(least) > width:
        least = [min(need, width / len(least)) for need in least]
    room = width - sum(least)
    wish = [max(0.0, want - need) for want, need in zip(natural, least, strict=True)]
    if not sum(wish):
        wish = [1.0] * len(least)
    points = [need + room * more / sum(wish) for need, more in zip(least, wish, strict=True)]
    return [point / width for point in points]


def column_shares(block: Table, context: TypesettingContext, width: float) -> list[float] | None:
    """Column widths from the words; None where words would be cut, or long texts squeezed."""
    padding = 2 * context.layout.tables.padding
    count = len(block.head.cells)
    least, whole = [padding] * count, [padding] * count
    for row in (block.head, *block.rows):
        for index, cell in enumerate(row.cells):
            for words in _cell_words(cell):
                need = context.widest_word(words, "table-head") + padding
                want = context.natural_width(words, "table-head") + padding
                least[index] = max(least[index], need)
                whole[index] = max(whole[index], want)
    natural = [max(need, min(want, width * 0.6)) for need, want in zip(least, whole, strict=True)]
    found = shares(least, natural, width)
    narrow = padding + _NARROW * context.layout.styles["table-cell"].size
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
