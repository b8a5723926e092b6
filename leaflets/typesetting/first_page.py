"""The first page: in the composition that puts directions and the emergency box on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from ..base.errors import DoesNotFit, TooBig
from ..leaflet.dispensing import BOX, DIRECTIONS, GRID
from ..leaflet.model import Leaflet
from ..leaflet.urgency import WarningKind
from .boxes import BoxFlowable
from .fields import ParticularsStack
from .fitting import PagedLeaflet
from .flaws import count_flaws
from .flowables import LeafletFlowable, TextFlowable
from .placed import Page
from .stack import Stack

__all__ = ["lay_out_with_first_page", "pages_with_directions"]

EMERGENCY: Final[WarningKind] = "emergency"  # also the path of its box
Rank = tuple[bool, bool, bool, int]
BEST: Final[Rank] = (False, False, False, 1)


def lay_out_with_first_page(
    leaflet: Leaflet, lay_out: Callable[[Leaflet], PagedLeaflet]
) -> PagedLeaflet:
    """Lay out the leaflet, or else the composition that has the best first page.

    Directions should stand on it whole, or at least begin there; and the emergency box should begin
    there, or else as early as can be. Of compositions that are equal in that, the one with the
    fewest flaws is taken; of equals, the first. lay_out: lays out one composition. Raises what that
    raises for the leaflet itself.
    """
    paged = lay_out(leaflet)
    if _rank(paged) == BEST:
        return paged
    candidates = [paged]
    for composition in leaflet.alternatives:
        with suppress(DoesNotFit, TooBig):
            candidates.append(lay_out(composition))
    return min(
        candidates, key=lambda paged: (_rank(paged), count_flaws(paged.pages, paged.context))
    )


def pages_with_directions(pages: Sequence[Page]) -> list[int]:
    """Return the numbers of the pages on which directions stand, counted from 1."""
    return [number for number, page in enumerate(pages, 1) if _has_directions(page)]


def _rank(paged: PagedLeaflet) -> Rank:
    """Return how far a first page is from the best: the less, the better.

    Whether directions begin on a later page, whether the emergency box does, whether directions go
    on after the first page, and on which page the emergency box begins (from 1).
    """
    directions = pages_with_directions(paged.pages)
    pages = (number for number, page in enumerate(paged.pages, 1) if _has_emergency(page))
    emergency = next(pages, 1)
    begin_later = bool(directions) and 1 not in directions
    return begin_later, emergency > 1, len(directions) > 1, emergency


def _has_emergency(page: Page) -> bool:
    """Return whether a page has a part of the emergency box."""
    return any(part.path == EMERGENCY for placed in page for part in placed.stack.parts)


def _has_directions(page: Page) -> bool:
    """Return whether a page has directions, in words or as a grid of day times."""
    parts = (part for placed in page for part in placed.stack.parts)
    bodies = (part.body for part in parts if isinstance(part, BoxFlowable) and part.path == BOX)
    return any(
        isinstance(body, Stack) and any(_are_directions(part) for part in body.parts)
        for body in bodies
    )


def _are_directions(part: LeafletFlowable) -> bool:
    if isinstance(part, ParticularsStack):
        return any(isinstance(f, TextFlowable) and f.role == DIRECTIONS for f in part.parts)
    return part.path.startswith(GRID)
