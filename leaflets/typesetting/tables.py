"""Tables: columns as wide as their words ask, the heading row repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

from ..pdf.canvas import TaggedCanvas
from .flowables import Part, Stack
from .setting import Setting


class RowPart(Part):
    """Cells side by side. shares: of the width, one a cell, adding up to 1."""

    def __init__(
        self,
        setting: Setting,
        path: str,
        cells: Sequence[Stack],
        shares: Sequence[float],
        *,
        head: bool = False,
    ) -> None:
        super().__init__(path)
        self.setting, self.cells, self.shares, self.head = setting, cells, shares, head

    def _widths(self, width: float) -> list[float]:
        padding = 2 * self.setting.layout.tables.padding
        return [share * width - padding for share in self.shares]

    def tall(self, width: float) -> float:
        """See Part."""
        tallest = max(
            [cell.tall(wide) for cell, wide in zip(self.cells, self._widths(width), strict=True)]
        )
        return tallest + 2 * self.setting.layout.tables.padding

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[RowPart, RowPart] | None:
        """See Part. A row is cut only when it is taller than most of a page."""
        if not relax and self.tall(width) <= self.setting.whole_below:
            return None
        room = height - 2 * self.setting.layout.tables.padding
        first: list[Stack] = []
        rest: list[Stack] = []
        for cell, wide in zip(self.cells, self._widths(width), strict=True):
            if cell.tall(wide) <= room:
                first.append(cell)
                rest.append(cell.of([]))
                continue
            halves = cell.cut(wide, room, relax=relax)
            if halves is None:
                return None
            first.append(cell.of(halves[0].parts))
            rest.append(cell.of(halves[1].parts))
        return self._of(first), self._of(rest)

    def _of(self, cells: Sequence[Stack]) -> RowPart:
        return RowPart(self.setting, self.path, cells, self.shares, head=self.head)

    def place(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, ghost: bool = False
    ) -> None:
        """See Part."""
        tables, tall = self.setting.layout.tables, self.tall(width)
        with nullcontext() if ghost else canvas.artifact("Layout"):
            if self.head:
                canvas.setFillColorRGB(*self.setting.colour(tables.tint))
                canvas.rect(x, top - tall, width, tall, stroke=0, fill=1)
            if tables.rule:
                canvas.setStrokeColorRGB(*self.setting.colour(tables.colour))
                canvas.setLineWidth(tables.rule)
                canvas.line(x, top - tall, x + width, top - tall)
        left = x
        for cell, wide in zip(self.cells, self._widths(width), strict=True):
            cell.place(canvas, left + tables.padding, top - tables.padding, wide, ghost=ghost)
            left += wide + 2 * tables.padding


class TablePart(Part):
    """A heading row and rows. repeated: the heading row has stood on an earlier page.

    A very tall heading row (head None) is set once, as the first of the rows.
    """

    def __init__(
        self,
        setting: Setting,
        path: str,
        head: RowPart | None,
        rows: Sequence[RowPart],
        *,
        repeated: bool = False,
    ) -> None:
        super().__init__(path)
        self.setting, self.head, self.rows, self.repeated = setting, head, rows, repeated
        self.whole = True

    def _head(self, width: float) -> float:
        return self.head.tall(width) if self.head else 0.0

    def tall(self, width: float) -> float:
        """See Part."""
        return self._head(width) + sum([row.tall(width) for row in self.rows])

    def cut(self, width: float, height: float, *, relax: bool = False) -> tuple[Part, Part] | None:
        """See Part. A low table is cut only when it must be; a row stays with the heading row."""
        if not relax and self.stays_whole(self.tall(width), height, self.setting):
            return None
        if self.head and self._head(width) > self.setting.whole_below:
            whole = TablePart(self.setting, self.path, None, [self.head, *self.rows])
            return whole._like(self, first=True).cut(width, height, relax=relax)
        room = height - self._head(width)
        for index, row in enumerate(self.rows):
            tall = row.tall(width)
            if tall > room:
                return self._cut_at(index, row.cut(width, room, relax=relax and not index))
            room -= tall
        return None

    def _cut_at(
        self, index: int, halves: tuple[RowPart, RowPart] | None
    ) -> tuple[Part, Part] | None:
        if halves is not None:
            first, rest = halves
            return self._two([*self.rows[:index], first], [rest, *self.rows[index + 1 :]])
        return self._two(self.rows[:index], self.rows[index:]) if index else None

    def _two(self, first: Sequence[RowPart], rest: Sequence[RowPart]) -> tuple[Part, Part]:
        above = TablePart(self.setting, self.path, self.head, first, repeated=self.repeated)
        below = TablePart(self.setting, self.path, self.head, rest, repeated=True)
        return above._like(self, first=True), below._like(self, first=False)

    def place(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, ghost: bool = False
    ) -> None:
        """See Part."""
        if self.head and self.repeated and not ghost:
            with canvas.artifact("Pagination"):
                self.head.place(canvas, x, top, width, ghost=True)
        elif self.head:
            self.head.place(canvas, x, top, width, ghost=ghost)
        top -= self._head(width)
        for row in self.rows:
            row.place(canvas, x, top, width, ghost=ghost)
            top -= row.tall(width)


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
