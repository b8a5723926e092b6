"""Imposition: two pages on each side of a sheet, so that the printed sheets fold to a booklet."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Imposition", "SheetPosition", "Size", "fold_booklet"]

Size = tuple[float, float]
"""Width and height in points."""


class SheetPosition(NamedTuple):
    """Where a page stands. side: of the sheets, from 0. x, y: the page's lower left corner."""

    side: int
    x: float
    y: float


class Imposition(NamedTuple):
    """Where each page of a file stands. size: of a sheet. sides: their number.

    positions: one for each page, in reading order.
    """

    size: Size
    sides: int
    positions: tuple[SheetPosition, ...]


def fold_booklet(pages: int, page: Size, sheet: Size, *, is_mirrored: bool = False) -> Imposition:
    """Impose pages on sheets that are turned over the short edge, nested, and folded once.

    is_mirrored: the booklet is read from right to left, so that its spine is at the right. The last
    positions stay empty if the number of pages is not a multiple of four.
    """
    sides = -(-pages // 4) * 2
    middle, y = sheet[0] / 2, (sheet[1] - page[1]) / 2
    positions = []
    for number in range(pages):
        side = min(number, 2 * sides - 1 - number)
        is_right = (number % 2 == 0) is not is_mirrored
        positions.append(SheetPosition(side, middle if is_right else middle - page[0], y))
    return Imposition(sheet, sides, tuple(positions))
