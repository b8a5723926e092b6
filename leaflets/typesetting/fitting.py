"""Type fitting: the largest type in which a leaflet fits on its pages, within legible bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final, NamedTuple

from ..base import limits
from ..base.errors import DoesNotFit, TooBig, TooSmall
from ..layout.families import Family
from ..layout.legibility import column_width
from ..layout.model import Fit, Layout
from ..layout.scalars import POINTS
from ..layout.scaling import (
    NO_MINIMUM,
    Minimum,
    in_size,
    roles_too_small,
    size_bounds,
    smallest_body,
)
from ..leaflet.model import Leaflet
from .context import TypesettingContext
from .flaws import count_flaws
from .furniture import PageFurniture
from .pages import Story, lay_out, paginate
from .placed import Page

__all__ = ["PagedLeaflet", "fit_to_pages"]

SIZE_STEPS: Final = 16  # from the smallest size to the largest; bisection takes four attempts
SHRINKING_STEPS: Final = 2  # from the sizes of a layout to the smallest that it allows
SIZE_CONCESSIONS: Final = (0.25, 0.5)  # points of size given up for pages with fewer flaws


class PagedLeaflet(NamedTuple):
    """The pages of a leaflet, its page furniture, and the context in which both are drawn.

    leaflet: the composition that was laid out.
    """

    leaflet: Leaflet
    context: TypesettingContext
    furniture: PageFurniture
    pages: list[Page]


def fit_to_pages(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    minimum: Minimum | None,
    profile_minimum: Minimum,
    context_for: Callable[[Layout], TypesettingContext],
    max_pages: int = limits.PAGES,
) -> PagedLeaflet:
    """Lay out the leaflet in its layout's type or, if that has `fit`, in the largest that fits.

    minimum: of the caller; None: that of the profile, below which no type shrinks. context_for:
    returns the context for a layout in one of the attempted sizes. max_pages: in a layout without
    `fit`, which has the number. Raises TooSmall if the layout has smaller type than the minimum,
    DoesNotFit if the leaflet would need it, and what `lay_out` raises.
    """
    fit, smallest = layout.fit, minimum or profile_minimum
    if not isinstance(fit, Fit):
        _check_sizes(layout, families, minimum or NO_MINIMUM)
        return _lay_out_fixed(leaflet, layout, families, smallest, context_for, max_pages)
    min_size, max_size = size_bounds(layout, families, smallest)
    if min_size > max_size:
        raise TooSmall(
            f"The type would have to be {min_size:.3g} pt; this layout allows {max_size:g} pt at "
            "most.",
            "Use a layout with larger type.",
        )

    def attempt(size: float, max_pages: int) -> FitAttempt:
        context = context_for(in_size(layout, families, size, smallest))
        return FitAttempt(leaflet, size, context, max_pages)

    pages, smallest_attempt = fit.pages, None
    if not isinstance(pages, int):
        smallest_attempt = attempt(min_size, limits.PAGES)
        pages = ceil(smallest_attempt.pages / fit.multiple) * fit.multiple
    best = _find_largest(attempt, (min_size, max_size), pages, smallest_attempt)
    if best.remainder:
        raise _does_not_fit(best, pages)
    return _reduce_flaws(attempt, best, min_size, pages)


def _lay_out_fixed(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    minimum: Minimum,
    context_for: Callable[[Layout], TypesettingContext],
    max_pages: int,
) -> PagedLeaflet:
    """Lay out the leaflet in the layout's own sizes, or smaller if that has fewer flaws.

    Smaller, too, if it fits on `max_pages` pages only then.
    """
    body = float(layout.styles["body"].size)
    can_shrink = layout.breaking.type < 1 and not isinstance(layout.page.height, str)
    best: tuple[int, PagedLeaflet] | None = None
    steps = range(SHRINKING_STEPS + 1 if can_shrink else 1)
    for step in steps:
        size = body - (body - smallest_body(layout)) * step / SHRINKING_STEPS
        sized = in_size(layout, families, size, minimum) if step else layout
        context = context_for(sized)
        furniture = PageFurniture(leaflet, context)
        try:
            pages = lay_out(leaflet, context, furniture, max_pages)
        except TooBig:
            if best is None and step == steps[-1]:
                raise
            continue
        paged = PagedLeaflet(leaflet, context, furniture, pages)
        flaws = count_flaws(paged.pages, context)
        if best is None or flaws < best[0]:
            best = flaws, paged
        if not flaws:
            break
    assert best is not None  # of the first step
    return best[1]


class FitAttempt:
    """A leaflet paginated in one type size, with the tightest white space that its layout allows.

    size: of body text, in points. pages: their number. remainder: what does not fit on them.
    """

    def __init__(
        self, leaflet: Leaflet, size: float, context: TypesettingContext, max_pages: int
    ) -> None:
        self.leaflet, self.size, self.context = leaflet, size, context
        self.furniture = PageFurniture(leaflet, context)
        tightest = context.layout.breaking.tighten
        story = Story(leaflet, context)
        pages, self.remainder = paginate(story, context, self.furniture, tightest, max_pages)
        self.pages = len(pages)

    def lay_out(self, max_pages: int) -> PagedLeaflet:
        """Return the pages with white space no tighter than it must be."""
        pages = lay_out(self.leaflet, self.context, self.furniture, max_pages)
        return PagedLeaflet(self.leaflet, self.context, self.furniture, pages)


def _find_largest(
    attempt: Callable[[float, int], FitAttempt],
    bounds: tuple[float, float],
    pages: int,
    smallest_attempt: FitAttempt | None,
) -> FitAttempt:
    """Return the largest attempt that fits, found by bisection; the smallest one if none fits."""
    min_size, max_size = bounds
    best = attempt(max_size, pages)
    if not best.remainder:
        return best
    best = smallest_attempt or attempt(min_size, pages)
    if best.remainder:
        return best
    low, high = 0, SIZE_STEPS
    while high - low > 1:
        middle = (low + high) // 2
        candidate = attempt(min_size + (max_size - min_size) * middle / SIZE_STEPS, pages)
        if candidate.remainder:
            high = middle
        else:
            low, best = middle, candidate
    return best


def _reduce_flaws(
    attempt: Callable[[float, int], FitAttempt], best: FitAttempt, min_size: float, pages: int
) -> PagedLeaflet:
    """Give up half a point of size at most, if that leaves fewer boxes split or a fuller last page.

    Of sizes with equally many flaws, the largest is taken.
    """
    paged = best.lay_out(pages)
    for concession in SIZE_CONCESSIONS:
        flaws, size = count_flaws(paged.pages, paged.context), best.size - concession
        if not flaws or size < min_size:
            break
        smaller = attempt(size, pages)
        if not smaller.remainder:
            candidate = smaller.lay_out(pages)
            if count_flaws(candidate.pages, candidate.context) < flaws:
                paged = candidate
    return paged


def _does_not_fit(best: FitAttempt, max_pages: int) -> DoesNotFit:
    layout = best.context.layout
    body, width = layout.styles["body"], column_width(layout)
    assert best.remainder is not None
    excess = best.remainder.height_for(width)
    lines, mm = ceil(excess / body.leading), POINTS["mm"]
    pages = "1 page" if max_pages == 1 else f"{max_pages} pages"
    return DoesNotFit(
        f"The leaflet does not fit on {pages} in type of {body.size:g} pt, the least for this "
        f"layout. It is {lines} {'line' if lines == 1 else 'lines'} "
        f"({excess / mm:.0f} mm of a column {width / mm:.0f} mm wide) too long.",
        "Use a layout with more pages, or shorten the monograph.",
        code="T520",
    )


def _check_sizes(layout: Layout, families: Mapping[str, Family], minimum: Minimum) -> None:
    if sizes := roles_too_small(layout, families, minimum):
        min_size = minimum.points(families[layout.fonts.text])
        sizes_text = ", ".join(f"{role} {size:g} pt" for role, size in sizes.items())
        raise TooSmall(
            f"Type must be at least {min_size:.3g} pt here; this layout has less: {sizes_text}.",
            "Use a layout with larger type.",
        )
