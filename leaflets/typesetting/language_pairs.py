"""Blocks in two languages: the second beside the first, or below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Protocol, TypeVar

from ..layout.legibility import column_width
from ..layout.model import Layout
from ..leaflet.model import Block, Heading
from ..leaflet.pair_paths import is_partner
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable
from .stack import Stack

__all__ = [
    "LanguagePair",
    "begin_at_own_side",
    "has_two_columns",
    "language_width",
    "pair",
    "pairs_of",
    "second_heading",
]

NARROWEST: Final = 15  # as a multiple of the type size; a column of running text in one language
APART: Final = 2  # the space below a pair, as a multiple of that below the block


class HasPath(Protocol):
    """A block, an item or a term."""

    @property
    def path(self) -> str:
        """Its path."""


B = TypeVar("B", bound=HasPath)


def has_two_columns(layout: Layout) -> bool:
    """Return whether a layout sets two languages side by side, and has room for both."""
    width = (column_width(layout) - layout.page.gap) / 2
    return layout.bilingual == "side-by-side" and (width >= NARROWEST * layout.styles["body"].size)


def language_width(context: TypesettingContext, width: float) -> float:
    """Return the width in points that a block of one language has in a column of `width` points."""
    return (width - context.layout.page.gap) / 2 if context.is_side_by_side else width


def pairs_of(blocks: Sequence[B]) -> Iterator[tuple[B, ...]]:
    """Yield each block with the same of the second language, or alone if there is none."""
    start = 0
    while start < len(blocks):
        stop = start + 1
        if stop < len(blocks) and is_partner(blocks[stop].path, blocks[start].path):
            stop += 1
        yield tuple(blocks[start:stop])
        start = stop


def begin_at_own_side(
    context: TypesettingContext, path: str, parts: Sequence[LeafletFlowable]
) -> None:
    """Let the flowables of a block begin at the side at which its language begins."""
    if context.runs_other_way(path):
        for part in parts:
            part.runs_other_way = True


def second_heading(heading: Heading, blocks: Sequence[Block]) -> Heading | None:
    """Return the heading in the second language, which begins the blocks below the first one."""
    match blocks:
        case [Heading() as second, *_] if is_partner(second.path, heading.path):
            return second
    return None


def pair(
    context: TypesettingContext,
    first: Sequence[LeafletFlowable],
    second: Sequence[LeafletFlowable],
) -> list[LeafletFlowable]:
    """Return the flowables of a block, and those of the same in the second language.

    Each is set in `language_width`. In turn, both are near each other, and part of one group.
    """
    if not (first and second):
        return [*first, *second]
    if context.is_side_by_side:
        return [LanguagePair.of(context, first, second)]
    first[-1].keeps_group = True
    second[0].space_before = 0.0
    first[-1].space_after = min(first[-1].space_after, context.layout.lists.between)
    second[-1].space_after *= APART
    return [*first, *second]


class LanguagePair(LeafletFlowable):
    """A block in two languages side by side, in columns of equal width."""

    def __init__(self, context: TypesettingContext, first: Stack, second: Stack) -> None:
        super().__init__(first.path)
        self.context, self.parts = context, (first, second)

    @classmethod
    def of(
        cls,
        context: TypesettingContext,
        first: Sequence[LeafletFlowable],
        second: Sequence[LeafletFlowable],
    ) -> LanguagePair:
        """Return the flowables of both, with the white space around them."""
        stacks = [Stack(context, parts[0].path, parts) for parts in (first, second)]
        both = cls(context, *stacks)
        both.keeps_group = first[-1].keeps_group or second[-1].keeps_group
        both.keep_together = any(parts[0].keep_together for parts in (first, second))
        return both.with_spacing(
            max(first[0].space_before, second[0].space_before),
            max(first[-1].space_after, second[-1].space_after),
            keep_with_next=first[-1].keep_with_next,
        )

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        column = language_width(self.context, width)
        return max(part.height_for(column) for part in self.parts)

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LanguagePair, LanguagePair] | None:
        """See LeafletFlowable. Each language goes on beside the other."""
        if not relax and self.moves_to_next_page(self.height_for(width), height, self.context):
            return None
        column, above, below = language_width(self.context, width), [], []
        for part in self.parts:
            if part.height_for(column) <= height:
                halves: tuple[Stack, Stack] | None = part, part.with_parts([])
            else:
                halves = part.cut(column, height, relax=relax)
            if halves is None:
                return None
            above.append(halves[0])
            below.append(halves[1])
        first_part = LanguagePair(self.context, *above).inherit_spacing(self, is_first=True)
        remainder = LanguagePair(self.context, *below).inherit_spacing(self, is_first=False)
        return first_part, remainder

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        column = language_width(self.context, width)
        for part in self.parts:
            part.draw_at(canvas, x, top, column, as_artifact=as_artifact)
            x += column + self.context.layout.page.gap
