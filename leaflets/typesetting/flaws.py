"""The flaws of laid out pages, by which one attempt at a layout is preferred to another."""

from __future__ import annotations

from typing import Final

from .boxes import BoxFlowable
from .context import TypesettingContext
from .flowables import LeafletFlowable
from .placed import Page, parts_of

__all__ = ["count_flaws", "count_splits", "fill_share"]

LATE_EMERGENCY_FLAWS: Final = 3  # for how many split boxes an emergency box on page two counts
EMERGENCY: Final = "emergency"  # the path of the box


def count_flaws(pages: list[Page], context: TypesettingContext) -> int:
    """Count what a reader would wish otherwise.

    That is each box that is split, each large gap, a nearly empty last page, and, weighted, an
    emergency box that does not begin on the first page.
    """
    flaws = count_splits(pages) + _count_gaps(pages, context)
    if len(pages) > 1:
        flaws += fill_share(pages[-1], context) < context.layout.breaking.last_page
        flaws += LATE_EMERGENCY_FLAWS * any(map(_begins_emergency, parts_of(pages[1:])))
    return flaws


def _count_gaps(pages: list[Page], context: TypesettingContext) -> int:
    """Count the columns before the last page in which more is empty than should be."""
    columns = (placed for page in pages[:-1] for placed in page)
    return sum(placed.frame.height - placed.height > context.largest_gap for placed in columns)


def _begins_emergency(part: LeafletFlowable) -> bool:
    return isinstance(part, BoxFlowable) and part.path == EMERGENCY and not part.is_continuation


def count_splits(pages: list[Page]) -> int:
    """Count the parts of boxes that continue one from an earlier column or page."""
    return sum(isinstance(part, BoxFlowable) and part.is_continuation for part in parts_of(pages))


def fill_share(page: Page, context: TypesettingContext) -> float:
    """Return which share of a page its text fills, from 0 to 1."""
    height = sum(placed.height for placed in page)
    return height / (page[0].frame.height * context.layout.page.columns)
