"""Type as large as fits: a handful of sizes are tried, and none below what can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final, NamedTuple

from ..base import limits
from ..base.errors import DoesNotFit, TooSmall
from ..layout.families import Family
from ..layout.legibility import column_width
from ..layout.model import Fit, Layout
from ..layout.scalars import POINTS
from ..layout.scaling import Minimum, in_size, roles_too_small, size_bounds
from ..leaflet.model import Leaflet
from .context import TypesettingContext
from .furniture import PageFurniture
from .pages import Page, Story, flaws, lay_out, paginate

_STEPS: Final = 16  # from the least size to the most; halving the way finds one in six passes

_GIVEN: Final = (0.25, 0.5)  # points


class PagedLeaflet(NamedTuple):
    """Pages, with what they were set in."""

    context: TypesettingContext
    furniture: PageFurniture
    pages: list[Page]


def laid(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    minimum: Minimum,
    context_for: Callable[[Layout], TypesettingContext],
) -> PagedLeaflet:
    """The leaflet on pages, in the layout's own type or in the largest tried that fits.

    context_for: what is set in a layout is set with.
    Raises TooSmall where type would be below the minimum, DoesNotFit where it would have to be,
    and what `lay_out` raises.
    """
    fit = layout.fit
    if not isinstance(fit, Fit):
        _refuse_small(layout, families, minimum)
        context = context_for(layout)
        furniture = PageFurniture(leaflet, context)
        return PagedLeaflet(context, furniture, lay_out(leaflet, context, furniture))
    least, most = size_bounds(layout, families, minimum)
    if least > most:
        raise TooSmall(
            f"The type would have to be {least:.3g} pt; this layout allows {most:g} pt at most.",
            "Use a layout with larger type.",
        )

    def tried(size: float, pages: int) -> FitAttempt:
        sized = in_size(layout, families, size, minimum)
        return FitAttempt(leaflet, size, context_for(sized), pages)

    pages, smallest = fit.pages, None
    if not isinstance(pages, int):
        smallest = tried(least, limits.PAGES)
        pages = ceil(smallest.pages / fit.multiple) * fit.multiple
    best = _largest(tried, (least, most), pages, smallest)
    if best.rest:
        raise _missed(best, pages)
    return _mended(tried, best, least, pages)


class FitAttempt:
    """One pass with white space at its tightest. pages: how many. rest: what did not fit."""

    def __init__(
        self, leaflet: Leaflet, size: float, context: TypesettingContext, most: int
    ) -> None:
        self.leaflet, self.size, self.context = leaflet, size, context
        self.furniture = PageFurniture(leaflet, context)
        tightest = context.layout.breaking.tighten
        told = Story(leaflet, context)
        pages, self.rest = paginate(told, context, self.furniture, tightest, most)
        self.pages = len(pages)

    def laid(self, most: int) -> PagedLeaflet:
        """The same with white space no tighter than it must be."""
        found = lay_out(self.leaflet, self.context, self.furniture, most)
        return PagedLeaflet(self.context, self.furniture, found)


def _largest(
    tried: Callable[[float, int], FitAttempt],
    between: tuple[float, float],
    pages: int,
    smallest: FitAttempt | None,
) -> FitAttempt:
    """The largest that fits of those that halving comes by; the smallest if none does."""
    least, most = between
    best = tried(most, pages)
    if not best.rest:
        return best
    best = smallest or tried(least, pages)
    if best.rest:
        return best
    low, high = 0, _STEPS
    while high - low > 1:
        middle = (low + high) // 2
        found = tried(least + (most - least) * middle / _STEPS, pages)
        if found.rest:
            high = middle
        else:
            low, best = middle, found
    return best


def _mended(
    tried: Callable[[float, int], FitAttempt], best: FitAttempt, least: float, pages: int
) -> PagedLeaflet:
    """Up to half a point of size is given for boxes that stay whole and a last page that is filled.

    Of sizes that are equal in that, the largest.
    """
    found = best.laid(pages)
    for less in _GIVEN:
        left, size = flaws(found.pages, found.context), best.size - less
        if not left or size < least:
            break
        smaller = tried(size, pages)
        if not smaller.rest:
            other = smaller.laid(pages)
            if flaws(other.pages, other.context) < left:
                found = other
    return found


def _missed(best: FitAttempt, most: int) -> DoesNotFit:
    layout = best.context.layout
    body, width = layout.styles["body"], column_width(layout)
    assert best.rest is not None
    over = best.rest.height_for(width)
    lines = ceil(over / body.leading)
    pages = "1 page" if most == 1 else f"{most} pages"
    return DoesNotFit(
        f"The leaflet does not fit on {pages} in type of {body.size:g} pt, the least for this "
        f"layout. It is {lines} {'line' if lines == 1 else 'lines'} "
        f"({over / POINTS['mm']:.0f} mm of a column {width / POINTS['mm']:.0f} mm wide) too long.",
        "Use a layout with more pages, or shorten the monograph.",
        code="T520",
    )


def _refuse_small(layout: Layout, families: Mapping[str, Family], minimum: Minimum) -> None:
    if small := roles_too_small(layout, families, minimum):
        least = minimum.points(families[layout.fonts.text])
        told = ", ".join(f"{role} {size:g} pt" for role, size in small.items())
        raise TooSmall(
            f"Type must be at least {least:.3g} pt here; this layout has less: {told}.",
            "Use a layout with larger type.",
        )
