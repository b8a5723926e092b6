"""Long leaflets: laid out again with a table of contents, and the page numbers in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..base.errors import DoesNotFit, TooBig
from ..layout.model import Layout
from ..leaflet.contents import with_contents, with_page_numbers
from ..leaflet.model import Leaflet
from .fitting import PagedLeaflet
from .placed import Page, parts_of
from .running_titles import heading_paths

__all__ = ["heading_pages", "lay_out_long", "with_numbers"]


def lay_out_long(
    paged: PagedLeaflet, layout: Layout, lay_out: Callable[[Leaflet, Layout], PagedLeaflet]
) -> PagedLeaflet:
    """Lay a leaflet out again as a long one, if it has so many pages; else return it as it is.

    A leaflet that fits its pages only without a table of contents has none. lay_out: lays out one
    composition in a layout.
    """
    if len(paged.pages) < layout.long.pages:
        return paged
    leaflet = with_contents(paged.leaflet, layout.long.entries)
    try:
        return lay_out(leaflet, layout.for_long_leaflet())
    except (DoesNotFit, TooBig):
        return paged


def heading_pages(pages: Sequence[Page], first: int) -> dict[str, int]:
    """Return the page on which each part begins, by its path. first: the number of page one."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(pages, first):
        for part in parts_of([page]):
            for path in heading_paths(part):
                numbers.setdefault(path, number)
    return numbers


def with_numbers(paged: PagedLeaflet, pages: Mapping[str, int]) -> PagedLeaflet:
    """Give a laid out table of contents its page numbers, which move no word.

    pages: on which each heading stands, by path.
    """
    paged.context.page_numbers = pages
    return paged._replace(leaflet=with_page_numbers(paged.leaflet, pages))
