"""The one page of a summary, in any layout: the first composition that fits on it is set."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

from msgspec.structs import replace

from ..base import limits
from ..base.errors import DoesNotFit, TooBig
from ..layout.model import Fit, Layout
from ..leaflet.model import Leaflet
from .fitting import PagedLeaflet

__all__ = ["SUMMARY", "lay_out_summary"]

SUMMARY: Final = "summary"  # the extent of a leaflet
LayOut = Callable[[Leaflet, Layout, int], PagedLeaflet]
"""Lays out one composition in a layout, on so many pages at most if its type is fixed."""


def lay_out_summary(leaflet: Leaflet, layout: Layout, lay_out: LayOut) -> PagedLeaflet:
    """Lay out the first composition of a summary that fits on one page.

    In a layout that fits type to pages, it may have the smallest type that this allows. Raises
    DoesNotFit, which says how much too long it is, if even the last one is, which has the safety
    facts alone; and what `lay_out` raises besides DoesNotFit and TooBig.
    """
    one_page = _on_one_page(layout)
    for composition in leaflet.compositions:
        try:
            return lay_out(composition, one_page, 1)
        except (DoesNotFit, TooBig):
            continue
    raise _does_not_fit(lay_out(leaflet.compositions[-1], _in_least_type(layout), limits.PAGES))


def _on_one_page(layout: Layout) -> Layout:
    """Return the layout, with its type fitted to one page if the layout fits type to pages."""
    if not isinstance(layout.fit, Fit):
        return layout
    return replace(layout, fit=replace(layout.fit, pages=1, multiple=1))


def _in_least_type(layout: Layout) -> Layout:
    """Return the layout with any number of pages, in its smallest type if it fits type to pages."""
    if not isinstance(layout.fit, Fit):
        return layout
    fit = replace(layout.fit, pages="fewest", multiple=1, most=layout.fit.least)
    return replace(layout, fit=fit)


def _does_not_fit(paged: PagedLeaflet) -> DoesNotFit:
    """Return the fault of safety facts that need more than one page."""
    pages, context = paged.pages, paged.context
    excess = sum(placed.height for page in pages[1:] for placed in page)
    lines = ceil(excess / context.layout.styles["body"].leading)
    path = pages[1][0].stack.parts[0].path
    return DoesNotFit(
        "The summary does not fit on one page, though it says no more than who must not use the "
        f"medicine and when to get help: about {lines} {'line' if lines == 1 else 'lines'}, from "
        f"the block '{path}' on, are too many.",
        "Use a layout that holds more on a page, or shorten do-not-take or the serious side "
        "effects in the monograph, or the directions.",
        code="T523",
    )
