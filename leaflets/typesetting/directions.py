"""The directions of a patient: on the first page, in the first composition that puts them there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from ..base.errors import DoesNotFit, TooBig
from ..leaflet.dispensing import BOX, DIRECTIONS, GRID
from ..leaflet.model import Leaflet
from .boxes import BoxFlowable
from .fields import ParticularsStack
from .fitting import PagedLeaflet
from .flowables import LeafletFlowable, TextFlowable
from .placed import Page
from .stack import Stack

__all__ = ["lay_out_with_directions", "pages_with_directions"]


def lay_out_with_directions(
    leaflet: Leaflet, lay_out: Callable[[Leaflet], PagedLeaflet]
) -> PagedLeaflet:
    """Lay out the composition in which the directions stand best: whole on the first page.

    Else that in which they begin there, or else the leaflet itself; of equals, the first. A leaflet
    without alternatives is laid out as it is. lay_out: lays out one composition. Raises what that
    raises for the leaflet itself.
    """
    best = lay_out(leaflet)
    for composition in leaflet.alternatives:
        if _rank(best.pages) == 0:
            break
        with suppress(DoesNotFit, TooBig):
            candidate = lay_out(composition)
            if _rank(candidate.pages) < _rank(best.pages):
                best = candidate
    return best


def pages_with_directions(pages: Sequence[Page]) -> list[int]:
    """Return the numbers of the pages on which directions stand, counted from 1."""
    return [number for number, page in enumerate(pages, 1) if _has_directions(page)]


def _rank(pages: Sequence[Page]) -> int:
    """Return 0 if the directions are whole on page one, 1 if they begin there, else 2."""
    numbers = pages_with_directions(pages)
    return 0 if numbers == [1] else 1 if 1 in numbers else 2


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
