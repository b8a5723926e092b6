"""A stack: flowables one below the other, with the white space between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable, exceeds

__all__ = ["Stack"]


class Stack(LeafletFlowable):
    """Flowables one below the other."""

    def __init__(
        self, context: TypesettingContext, path: str, parts: Sequence[LeafletFlowable]
    ) -> None:
        super().__init__(path)
        self.context, self.parts = context, list(parts)
        self._heights: dict[tuple[float, float], float] = {}  # by width and spacing scale
        self._gaps_at_scale: tuple[float, Sequence[tuple[float, LeafletFlowable]]] | None = None

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        key = width, self.context.spacing_scale
        height = self._heights.get(key)
        if height is None:
            height = sum(gap + part.height_for(width) for gap, part in self.with_gaps())
            self._heights[key] = height
        return height

    def with_gaps(self) -> Sequence[tuple[float, LeafletFlowable]]:
        """Return each part with the white space above it."""
        scale = self.context.spacing_scale
        if self._gaps_at_scale is None or self._gaps_at_scale[0] != scale:
            gaps = [
                max(part.space_after, following.space_before) * scale
                for part, following in pairwise(self.parts)
            ]
            self._gaps_at_scale = scale, list(zip([0.0, *gaps], self.parts, strict=False))
        return self._gaps_at_scale[1]

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[Stack, Stack] | None:
        """See LeafletFlowable."""
        if (
            not relax
            and self.keep_together
            and self.moves_to_next_page(self.height_for(width), height, self.context)
        ):
            return None
        bottom = 0.0
        for index, (gap, part) in enumerate(self.with_gaps()):
            part_height = part.height_for(width)
            if exceeds(bottom + gap + part_height, height):
                return self._cut_at(index, width, height - bottom - gap, relax=relax)
            bottom += gap + part_height
        return None

    def _cut_at(
        self, index: int, width: float, room: float, *, relax: bool
    ) -> tuple[Stack, Stack] | None:
        """Cut the part that does not fit, or before it, or before the parts it is kept with."""
        part, start = self.parts[index], self._group_start(index)
        part.height_moved_with_it = self._height(start, index, width)
        halves = part.cut(width, room)
        if halves is None:
            if room + part.height_moved_with_it > self.context.largest_gap:
                start = self._heading_start(index) or start
            if start:
                return self._split(self.parts[:start], self.parts[start:])
        if halves is None and relax:
            if index:  # separate parts that should be kept together, rather than cut one of them
                return self._split(self.parts[:index], self.parts[index:])
            halves = part.cut(width, room, relax=True)
        if halves is None:
            return None
        first_part, remainder = halves
        return self._split([*self.parts[:index], first_part], [remainder, *self.parts[index + 1 :]])

    def _group_start(self, index: int) -> int:
        """Return the index of the first part that should stand on one page with another."""
        while index and (self.parts[index - 1].keep_with_next or self.parts[index - 1].keeps_group):
            index -= 1
        return index

    def _heading_start(self, index: int) -> int:
        """Return the index of the first part that must stand on one page with another."""
        while index and self.parts[index - 1].keep_with_next:
            index -= 1
        return index

    def _height(self, start: int, stop: int, width: float) -> float:
        """Return the height of some of the parts, with the white space above each."""
        return sum(gap + part.height_for(width) for gap, part in self.with_gaps()[start:stop])

    def _split(
        self, first_parts: list[LeafletFlowable], other_parts: list[LeafletFlowable]
    ) -> tuple[Stack, Stack]:
        first_stack = self.with_parts(first_parts).inherit_spacing(self, is_first=True)
        return first_stack, self.with_parts(other_parts).inherit_spacing(self, is_first=False)

    def with_parts(self, parts: list[LeafletFlowable]) -> Stack:
        """Return a stack of other parts in the same place."""
        return Stack(self.context, self.path, parts)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        for gap, part in self.with_gaps():
            top -= gap
            with part.turning(canvas, x, width):
                part.draw_at(canvas, x, top, width, as_artifact=as_artifact)
            top -= part.height_for(width)
