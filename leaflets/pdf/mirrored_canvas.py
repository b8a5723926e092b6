"""A canvas for pages that are read from right to left: what is drawn stands on the other side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from .engine import Canvas
from .text import PlacedLine, TextObject, TextPiece

__all__ = ["MirroredCanvas"]


class MirroredCanvas(Canvas):  # type: ignore[misc]
    """A ReportLab canvas whose shapes may be mirrored at the middle of the page.

    What draws on it takes the left edge to be the side where lines begin. is_mirrored: that side is
    the right one. Letters and pictures only move; they are not turned around.
    """

    def __init__(
        self, out: BinaryIO, *, size: tuple[float, float], is_mirrored: bool = False
    ) -> None:
        self._is_mirrored = is_mirrored
        super().__init__(out, pagesize=size, pageCompression=1, invariant=1)

    def left(self, start: float, width: float) -> float:
        """Return the left edge of what begins at `start` and is `width` wide, all in points."""
        return float(self._pagesize[0]) - start - width if self._is_mirrored else start

    def moving(self, text: TextObject, line: PlacedLine) -> Iterable[TextPiece]:
        """Return the pieces of a line; the text object is where each begins when it is yielded."""
        if self._is_mirrored or line.is_reordered:
            return self._moving_to_each(text, line)
        text.move(line.x, line.y)
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
        if not self._is_mirrored:
            super().drawPath(path, **options)
            return
        self.saveState()
        self.transform(-1, 0, 0, 1, self._pagesize[0], 0)
        super().drawPath(path, **options)
        self.restoreState()
