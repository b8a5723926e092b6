"""Pages: where each part falls, decided before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .. import limits
from ..errors import DoesNotFit, TooBig
from ..layout.model import Layout
from ..leaflet.model import Leaflet
from .boxes import BoxPart
from .furniture import PageFurniture
from .parts import Stack
from .setting import Setting
from .story import story

_STEPS = 4  # tries at tightening the white space, each a quarter of the way
_WHOLE = 0.6  # of a page: what should stay whole does so up to this height,
_HOLE = 0.4  # and leaves no larger part of a page empty


class Frame(NamedTuple):
    """A column on a page, in points from the page's lower left corner."""

    x: float
    top: float
    width: float
    height: float


class Placed(NamedTuple):
    """A part in its frame. used: its height."""

    part: Stack
    frame: Frame
    used: float


Page = list[Placed]


def lay_out(leaflet: Leaflet, setting: Setting, furniture: PageFurniture) -> list[Page]:
    """The leaflet on pages. White space is tightened where that saves a nearly empty last page, or
    keeps a box from being torn; the mildest tightening that mends most is taken.

    Raises DoesNotFit, TooBig.
    """
    best: tuple[int, list[Page]] | None = None
    for step in range(_STEPS + 1):
        squeeze = 1.0 - (1.0 - setting.layout.breaking.tighten) * step / _STEPS
        pages = _paginate(leaflet, setting, furniture, squeeze)
        flaws = _flaws(pages, setting.layout.breaking.last_page)
        if best is None or flaws < best[0]:
            best = flaws, pages
        if not flaws:
            break
    assert best is not None
    return best[1]


def _flaws(pages: list[Page], least: float) -> int:
    """How many boxes are torn, and whether the last page is filled less than its least share."""
    parts = [part for page in pages for placed in page for part in placed.part.parts]
    torn = sum([isinstance(part, BoxPart) and part.lead is not None for part in parts])
    return torn + (len(pages) > 1 and _filled(pages[-1]) < least)


def _filled(page: Page) -> float:
    return sum([placed.used for placed in page]) / sum([placed.frame.height for placed in page])


def column_width(layout: Layout) -> float:
    """The width of a column of text, in points."""
    page = layout.page
    room = page.width - page.margins.left - page.margins.right - page.gap * (page.columns - 1)
    return float(room / page.columns)


def _frames(layout: Layout, furniture: PageFurniture, page: int) -> Iterator[Frame]:
    width = column_width(layout)
    top = layout.page.height - layout.page.margins.top - furniture.header_height(page)
    height = top - layout.page.margins.bottom - furniture.footer_height()
    for column in range(layout.page.columns):
        x = layout.page.margins.left + column * (width + layout.page.gap)
        yield Frame(x, top, width, height)


def _paginate(
    leaflet: Leaflet, setting: Setting, furniture: PageFurniture, squeeze: float
) -> list[Page]:
    setting.squeeze = squeeze
    height = next(_frames(setting.layout, furniture, 2)).height
    setting.whole_below, setting.hole = height * _WHOLE, height * _HOLE
    rest: Stack | None = story(leaflet, setting, column_width(setting.layout))
    pages: list[Page] = []
    while rest is not None:
        if len(pages) == limits.PAGES:
            raise TooBig(
                f"The leaflet needs more than {limits.PAGES} pages in this layout.",
                "Use a layout with smaller type, or split the monograph.",
            )
        page: Page = []
        for frame in _frames(setting.layout, furniture, len(pages) + 1):
            if rest is None:
                break
            part, rest = _fill(rest, frame)
            page.append(Placed(part, frame, part.tall(frame.width)))
        pages.append(page)
    return pages


def _fill(rest: Stack, frame: Frame) -> tuple[Stack, Stack | None]:
    """As much as fits in an empty frame, and what is left."""
    if rest.tall(frame.width) <= frame.height:
        return rest, None
    halves = rest.cut(frame.width, frame.height) or rest.cut(frame.width, frame.height, relax=True)
    if halves is None:
        raise DoesNotFit(
            f"The block '{rest.parts[0].path}' cannot be placed on a page of this layout.",
            "Use a layout with a larger page or smaller type.",
        )
    first, left = halves
    assert isinstance(first, Stack)
    assert isinstance(left, Stack)
    return first, left
