"""Two pages on each side of a sheet, so that sheets printed on both sides fold to a booklet."""

from __future__ import annotations

from typing import NamedTuple

Size = tuple[float, float]  # width and height in points


class Slot(NamedTuple):
    """Where a page stands: a side, counted from 0, and there the page's lower left corner."""

    side: int
    x: float
    y: float


class Imposition(NamedTuple):
    """size: of a sheet, in points. sides: how many. slots: one for each page, in reading order."""

    size: Size
    sides: int
    slots: tuple[Slot, ...]


def folded(pages: int, page: Size, sheet: Size) -> Imposition:
    """Pages on sheets that are turned over their short edge, laid in each other, and folded once.

    The last slots stay empty where pages are no multiple of four.
    """
    sides = -(-pages // 4) * 2
    middle, y = sheet[0] / 2, (sheet[1] - page[1]) / 2
    places = []
    for number in range(pages):
        side = min(number, 2 * sides - 1 - number)
        right = number % 2 == 0
        places.append(Slot(side, middle if right else middle - page[0], y))
    return Imposition(sheet, sides, tuple(places))
