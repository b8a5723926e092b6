"""A canvas for what is read from right to left, pages or parts of them: it begins at the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from .engine import Canvas
from .text import PlacedLine, TextObject, TextPiece

__all__ = ["MirroredCanvas"]


class MirroredCanvas(Canvas):  # type: ignore[misc]
    """A ReportLab canvas whose shapes may be mirrored at the middle of the page.

    What draws on it takes the left edge to be the side where lines begin. is_mirrored: that side is
    the right one, except inside `turned`. Letters and pictures only move; they are not turned
    around.
    """

    def __init__(
        self, out: BinaryIO, *, size: tuple[float, float], is_mirrored: bool = False
    ) -> None:
        super().__init__(out, pagesize=size, pageCompression=1, invariant=1)
        self._set_mirrored(is_mirrored)

    def _set_mirrored(self, is_mirrored: bool) -> None:
        """Mirror all pages that follow, or none of them."""
        self._is_mirrored = is_mirrored
        self._zero = float(self._pagesize[0]) if is_mirrored else 0.0  # where what starts at 0 is

    @contextmanager
    def turned(self, start: float, width: float) -> Iterator[None]:
        """Mirror what is drawn inside at the middle of a part of the page, in points.

        There lines begin at the side where they end on the rest of the page.
        """
        before = self._is_mirrored, self._zero
        self._zero += (-1 if self._is_mirrored else 1) * (2 * start + width)
        self._is_mirrored = not self._is_mirrored
        yield
        self._is_mirrored, self._zero = before

    def left(self, start: float, width: float) -> float:
        """Return the left edge of what begins at `start` and is `width` wide, all in points."""
        return self._zero - start - width if self._is_mirrored else self._zero + start

    def moving(self, text: TextObject, line: PlacedLine) -> Iterable[TextPiece]:
        """Return the pieces of a line; the text object is where each begins when it is yielded."""
        if self._is_mirrored or line.is_reordered:
            return self._moving_to_each(text, line)
        text.move(self._zero + line.x, line.y)
        return line.pieces

    def _moving_to_each(self, text: TextObject, line: PlacedLine) -> Iterator[TextPiece]:
        for start, piece in line.placed():
            text.move(self.left(start, piece.width), line.y)
            yield piece

    def rect(self, x: float, y: float, width: float, height: float, **options: Any) -> None:
        """See ReportLab's Canvas."""
        super().rect(self.left(x, width), y, width, height, **options)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """See ReportLab's Canvas."""
        super().line(self.left(x1, 0.0), y1, self.left(x2, 0.0), y2)

    def drawPath(self, path: Any, **options: Any) -> None:  # noqa: N802
        """See ReportLab's Canvas."""
        if not (self._is_mirrored or self._zero):
            super().drawPath(path, **options)
            return
        self.saveState()
        self.transform(-1 if self._is_mirrored else 1, 0, 0, 1, self._zero, 0)
        super().drawPath(path, **options)
        self.restoreState()
