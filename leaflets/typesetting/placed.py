"""What stands on a page: stacks of flowables in frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .flowables import LeafletFlowable
from .stack import Stack

__all__ = ["Frame", "Page", "PlacedStack", "parts_of"]


class Frame(NamedTuple):
    """A column on a page, in points from the page's lower left corner."""

    x: float
    top: float
    width: float
    height: float


class PlacedStack(NamedTuple):
    """A stack in the frame that holds it. height: of the stack, in points."""

    stack: Stack
    frame: Frame
    height: float


Page = list[PlacedStack]


def parts_of(pages: Sequence[Page]) -> Iterator[LeafletFlowable]:
    """Yield the parts of all stacks on the pages, in reading order."""
    return (part for page in pages for placed in page for part in placed.stack.parts)
