"""Type as large as fits: a handful of sizes are tried, and none below what can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final, NamedTuple

from .. import limits
from ..errors import DoesNotFit, TooSmall
from ..layout.families import Family
from ..layout.legible import column_width
from ..layout.model import Fit, Layout
from ..layout.scalars import POINTS
from ..layout.scaling import Minimum, bounds, in_size, too_small
from ..leaflet.model import Leaflet
from .furniture import PageFurniture
from .pages import Page, Told, lay_out, paginate
from .setting import Setting

_STEPS: Final = 16  # from the least size to the most; halving the way finds one in six passes


class Laid(NamedTuple):
    """Pages, with what they were set in."""

    setting: Setting
    furniture: PageFurniture
    pages: list[Page]


def laid(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    minimum: Minimum,
    setting_in: Callable[[Layout], Setting],
) -> Laid:
    """The leaflet on pages, in the layout's own type or in the largest tried that fits.

    setting_in: what is set in a layout is set with.
    Raises TooSmall where type would be below the minimum, DoesNotFit where it would have to be,
    and what `lay_out` raises.
    """
    fit = layout.fit
    if not isinstance(fit, Fit):
        _refuse_small(layout, families, minimum)
        setting = setting_in(layout)
        furniture = PageFurniture(leaflet, setting)
        return Laid(setting, furniture, lay_out(leaflet, setting, furniture))
    least, most = bounds(layout, families, minimum)
    if least > most:
        raise TooSmall(
            f"The type would have to be {least:.3g} pt; this layout allows {most:g} pt at most.",
            "Use a layout with larger type.",
        )

    def tried(step: int, pages: int) -> Tried:
        size = least + (most - least) * step / _STEPS
        sized = in_size(layout, families, size, minimum)
        return Tried(leaflet, setting_in(sized), pages)

    pages, smallest = fit.pages, None
    if not isinstance(pages, int):
        smallest = tried(0, limits.PAGES)
        pages = ceil(smallest.pages / fit.multiple) * fit.multiple
    best = _largest(tried, pages, smallest)
    if best.rest:
        raise _missed(best, pages)
    found = lay_out(leaflet, best.setting, best.furniture, pages)
    return Laid(best.setting, best.furniture, found)


class Tried:
    """One pass with white space at its tightest. pages: how many. rest: what did not fit."""

    def __init__(self, leaflet: Leaflet, setting: Setting, most: int) -> None:
        self.setting, self.furniture = setting, PageFurniture(leaflet, setting)
        tightest = setting.layout.breaking.tighten
        told = Told(leaflet, setting)
        pages, self.rest = paginate(told, setting, self.furniture, tightest, most)
        self.pages = len(pages)


def _largest(tried: Callable[[int, int], Tried], pages: int, smallest: Tried | None) -> Tried:
    """The largest that fits of those that halving comes by; the smallest if none does."""
    best = tried(_STEPS, pages)
    if not best.rest:
        return best
    best = smallest or tried(0, pages)
    if best.rest:
        return best
    low, high = 0, _STEPS
    while high - low > 1:
        middle = (low + high) // 2
        found = tried(middle, pages)
        if found.rest:
            high = middle
        else:
            low, best = middle, found
    return best


def _missed(best: Tried, most: int) -> DoesNotFit:
    layout = best.setting.layout
    body, width = layout.styles["body"], column_width(layout)
    assert best.rest is not None
    over = best.rest.tall(width)
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
    if small := too_small(layout, families, minimum):
        least = minimum.points(families[layout.fonts.text])
        told = ", ".join(f"{role} {size:g} pt" for role, size in small.items())
        raise TooSmall(
            f"Type must be at least {least:.3g} pt here; this layout has less: {told}.",
            "Use a layout with larger type.",
        )
