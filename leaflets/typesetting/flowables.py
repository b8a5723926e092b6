"""The flowables of a leaflet: each knows the block that it draws, its height, and how to be cut."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Self

from ..leaflet.model import Words
from ..pdf.canvas import TaggedCanvas
from ..pdf.engine import Flowable
from ..pdf.text import PlacedLine
from .context import TypesettingContext
from .lines import TextLine

_ROUNDING = 0.01  # points; heights are sums of floats


class LeafletFlowable(Flowable):  # type: ignore[misc]  # ReportLab is untyped
    """A flowable with absolute coordinates. path: of the block it draws. Lengths in points.

    spaceBefore, spaceAfter: white space, of which the larger of two neighbours' counts; it is
    squeezed where parts are put together, so that the same parts serve every try.
    keepWithNext: never last on a page while more follows. whole: cut only where it must be.
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.spaceBefore = self.spaceAfter = 0.0
        self.keepWithNext = False
        self.whole = False

    def with_spacing(self, before: float, after: float, *, keep: bool = False) -> Self:
        """The same part with this white space around it."""
        self.spaceBefore, self.spaceAfter, self.keepWithNext = before, after, keep
        return self

    def height_for(self, width: float) -> float:
        """Its height when set `width` wide."""
        raise NotImplementedError

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """A part no taller than `height` and the rest, or None. relax: ask less of the place."""
        raise NotImplementedError

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """Draw it, its upper left corner at (x, top). as_artifact: a repetition, not content."""
        raise NotImplementedError

    def moves_whole(self, tall: float, room: float, context: TypesettingContext) -> bool:
        """Whether it goes to the next page whole: it is low, and leaves no large gap."""
        return self.whole and tall <= context.keep_together_limit and room <= context.largest_gap

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        """As ReportLab asks: width and height."""
        self.width, self.height = available_width, self.height_for(available_width)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[LeafletFlowable]:
        """As ReportLab asks: two parts or none."""
        return list(self.cut(available_width, available_height) or ())

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """As ReportLab asks: draw with the lower left corner at (x, y)."""
        self.draw_at(canvas, x, y + self.height, self.width)

    def _spaced_like(self, other: LeafletFlowable, *, first: bool) -> Self:
        """Take the white space of the part from which this one was cut."""
        before, after = (other.spaceBefore, 0.0) if first else (0.0, other.spaceAfter)
        return self.with_spacing(before, after, keep=other.keepWithNext and not first)


class TextFlowable(LeafletFlowable):
    """Words in one style. lead: a heading that runs in before them, in the same lines."""

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        words: Words,
        role: str,
        *,
        colour: str | None = None,
        lead: TextFlowable | None = None,
    ) -> None:
        super().__init__(path)
        self.context, self.words, self.role = context, words, role
        self.colour, self.lead = colour, lead
        self.style = context.layout.styles[role]  # type: ignore[index]
        self.start, self.stop = 0, 1_000_000
        self._set: tuple[float, Sequence[TextLine]] | None = None  # the last width, and its lines
        self.with_spacing(
            (lead or self).style.before,
            self.style.after,
            keep=self.style.keep_with_next == "yes",
        )

    @property
    def roles(self) -> tuple[str, ...]:
        """Its own, and that of the heading that runs in."""
        return (self.role, self.lead.role) if self.lead else (self.role,)

    def lines(self, width: float) -> Sequence[TextLine]:
        """Its lines when set `width` wide."""
        if not self._set or self._set[0] != width:
            lead = (self.lead.words, self.lead.role) if self.lead else None
            found = self.context.lines(self.words, self.role, width, colour=self.colour, lead=lead)
            self._set = width, found[self.start : self.stop]
        return self._set[1]

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return len(self.lines(width)) * self.style.leading

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable. Leaves no fewer than the layout's least lines on either side."""
        if not relax and self.whole and self.height_for(width) <= self.context.keep_together_limit:
            return None
        count = len(self.lines(width))
        least = 1 if relax else self.context.layout.breaking.lines
        room = int((height + _ROUNDING) / self.style.leading)
        room = min(room, count - least)
        if room < least:
            return None
        first, rest = self._lines_only(0, room), self._lines_only(room, count)
        return first._spaced_like(self, first=True), rest._spaced_like(self, first=False)

    def _lines_only(self, start: int, stop: int) -> TextFlowable:
        part = copy(self)
        part.start, part.stop = self.start + start, self.start + stop
        part._set = None
        return part

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        size, leading = self.style.size, self.style.leading
        base = top - (leading + size * self.context.cap_height) / 2
        lines = [
            PlacedLine(x, base - index * leading, broken.pieces, broken.joined)
            for index, broken in enumerate(self.lines(width))
        ]
        if self.lead:
            count = len(self.lead.words.runs)
            canvas.show(None if as_artifact else self.lead.path, _only(lines, 0, count))
            lines = _only(lines, count, 1_000_000)
        canvas.show(None if as_artifact else self.path, lines)
        self._underline_links(canvas, lines)

    def _underline_links(self, canvas: TaggedCanvas, lines: Sequence[PlacedLine]) -> None:
        if not any(run.link for run in self.words.runs):
            return
        for line in lines:
            x = line.x
            for piece in line.pieces:
                if self.words.runs[piece.run].link:
                    canvas.setStrokeColorRGB(*piece.colour)
                    canvas.setLineWidth(piece.size / 18)
                    y = line.y - piece.size * 0.13
                    wide = piece.width - self.context.trailing_space(piece)
                    canvas.line(x, y, x + wide, y)
                x += piece.width


def _only(lines: Sequence[PlacedLine], first: int, last: int) -> list[PlacedLine]:
    """Of each line the pieces of runs from `first` to before `last`, counted from `first`."""
    found = []
    for line in lines:
        x, pieces = line.x, []
        for piece in line.pieces:
            if first <= piece.run < last:
                pieces.append(piece._replace(run=piece.run - first))
            elif not pieces:
                x += piece.width
        if pieces:
            found.append(line._replace(x=x, pieces=tuple(pieces)))
    return found


class Stack(LeafletFlowable):
    """Parts one below the other."""

    def __init__(
        self, context: TypesettingContext, path: str, parts: Sequence[LeafletFlowable]
    ) -> None:
        super().__init__(path)
        self.context, self.parts = context, list(parts)
        self._heights: dict[tuple[float, float], float] = {}  # by width and spacing_scale
        self._gaps: tuple[float, Sequence[tuple[float, LeafletFlowable]]] | None = (
            None  # the last spacing_scale
        )

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        key = width, self.context.spacing_scale
        tall = self._heights.get(key)
        if tall is None:
            tall = sum([gap + part.height_for(width) for gap, part in self.with_gaps()])
            self._heights[key] = tall
        return tall

    def with_gaps(self) -> Sequence[tuple[float, LeafletFlowable]]:
        """Each part with the white space above it."""
        spacing_scale = self.context.spacing_scale
        if self._gaps is None or self._gaps[0] != spacing_scale:
            gaps = [0.0]
            for above, below in zip(self.parts, self.parts[1:], strict=False):
                gaps.append(max(above.spaceAfter, below.spaceBefore) * spacing_scale)
            self._gaps = spacing_scale, list(zip(gaps, self.parts, strict=False))
        return self._gaps[1]

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable."""
        if (
            self.whole
            and not relax
            and self.moves_whole(self.height_for(width), height, self.context)
        ):
            return None
        used = 0.0
        for index, (gap, part) in enumerate(self.with_gaps()):
            tall = part.height_for(width)
            if used + gap + tall > height + _ROUNDING:
                return self._cut_at(index, width, height - used - gap, relax=relax)
            used += gap + tall
        return None

    def _cut_at(
        self, index: int, width: float, room: float, *, relax: bool
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """Cut part `index`, which does not fit, or before it, or before what it must stay with."""
        part = self.parts[index]
        halves = part.cut(width, room)
        if halves is None:
            before = index
            while before and self.parts[before - 1].keepWithNext:
                before -= 1
            if before:
                return self._two(self.parts[:before], self.parts[before:])
            if not relax:
                return None
            if index:  # what belongs together is parted; no row or paragraph is torn for it
                return self._two(self.parts[:index], self.parts[index:])
            halves = part.cut(width, room, relax=True)
            if halves is None:
                return None
        first, rest = halves
        return self._two([*self.parts[:index], first], [rest, *self.parts[index + 1 :]])

    def _two(
        self, first: list[LeafletFlowable], rest: list[LeafletFlowable]
    ) -> tuple[LeafletFlowable, LeafletFlowable]:
        return self.of(first)._spaced_like(self, first=True), self.of(rest)._spaced_like(
            self, first=False
        )

    def of(self, parts: list[LeafletFlowable]) -> Stack:
        """Other parts in the same place."""
        return Stack(self.context, self.path, parts)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        for gap, part in self.with_gaps():
            top -= gap
            part.draw_at(canvas, x, top, width, as_artifact=as_artifact)
            top -= part.height_for(width)
