"""Pages: where each part falls, decided before anything is drawn."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from ..base import limits
from ..base.errors import DoesNotFit, TooBig
from ..layout.legible import column_width
from ..layout.scalars import POINTS
from ..leaflet.model import Leaflet
from .boxes import BoxPart
from .flowables import Stack
from .furniture import PageFurniture
from .setting import Setting
from .story import parted, story

_STEPS = 4  # tries at tightening the white space, each a quarter of the way
_WHOLE = 0.6  # of a page: what should stay whole does so up to this height,
_HOLE = 0.4  # and leaves no larger part of a page empty
_HEAD = 0.5  # of the first page that what stands over all columns may take
_TRIES = 6  # at columns of one height, on the last page


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


class Told:
    """The parts of a leaflet, made once for all tries.

    head: what may stand over all columns, and body: what follows it; or None, and the whole.
    """

    def __init__(self, leaflet: Leaflet, setting: Setting) -> None:
        self.leaflet, self.setting = leaflet, setting
        column, sheet = column_width(setting.layout), setting.layout.page
        above, below = parted(leaflet, sheet.span if sheet.columns > 1 else ())
        width = sheet.width - sheet.margins.left - sheet.margins.right
        self.head = story(above, setting, width) if above is not None else None
        self.body = story(below, setting, column) if above is not None else self.whole

    @cached_property
    def whole(self) -> Stack:
        """All of it, in columns."""
        return story(self.leaflet, self.setting, column_width(self.setting.layout))


def lay_out(
    leaflet: Leaflet, setting: Setting, furniture: PageFurniture, most: int = limits.PAGES
) -> list[Page]:
    """The leaflet on at most so many pages; on a roll, one as long as its words.

    White space is tightened where that saves a nearly empty last page, or keeps a box from being
    torn; the mildest tightening that mends most is taken. Raises DoesNotFit, TooBig.
    """
    if isinstance(setting.layout.page.height, str):
        return [_roll(leaflet, setting, furniture)]
    told = Told(leaflet, setting)
    best: tuple[int, list[Page], float] | None = None
    for step in range(_STEPS + 1):
        squeeze = 1.0 - (1.0 - setting.layout.breaking.tighten) * step / _STEPS
        pages, rest = paginate(told, setting, furniture, squeeze, most)
        if rest:
            continue
        found = flaws(pages, setting)
        if best is None or found < best[0]:
            best = found, pages, squeeze
        if not found:
            break
    if best is None:
        raise TooBig(
            f"The leaflet needs more than {most} pages in this layout.",
            "Use a layout with smaller type, or split the monograph.",
        )
    setting.squeeze = best[2]  # in which the parts are drawn
    return best[1]


def _roll(leaflet: Leaflet, setting: Setting, furniture: PageFurniture) -> Page:
    """One page as high as what is on it."""
    page, width = setting.layout.page, column_width(setting.layout)
    setting.whole_below = setting.hole = limits.PAGE_PT
    whole = story(leaflet, setting, width)
    tall = whole.tall(width)
    setting.height = page.margins.top + tall + furniture.footer_height + page.margins.bottom
    if setting.height > limits.PAGE_PT:
        raise TooBig(
            f"On this roll the leaflet would be {_metres(setting.height)} "
            f"long; a page of a PDF can have {_metres(limits.PAGE_PT)}.",
            "Use a layout with pages, or shorten the monograph.",
        )
    frame = Frame(page.margins.left, setting.height - page.margins.top, width, tall)
    return [Placed(whole, frame, tall)]


def _metres(points: float) -> str:
    return f"{points / POINTS['mm'] / 1000:.1f} m"


def _torn(pages: list[Page]) -> int:
    """How many boxes go on over a page or column."""
    parts = [part for page in pages for placed in page for part in placed.part.parts]
    return sum([isinstance(part, BoxPart) and part.shown.continued is not None for part in parts])


def flaws(pages: list[Page], setting: Setting) -> int:
    """How many boxes are torn, and whether the last page is filled less than its least share."""
    least = setting.layout.breaking.last_page
    return _torn(pages) + (len(pages) > 1 and _filled(pages[-1], setting) < least)


def _filled(page: Page, setting: Setting) -> float:
    used = sum([placed.used for placed in page])
    return used / (page[0].frame.height * setting.layout.page.columns)


def _frames(setting: Setting, furniture: PageFurniture, page: int) -> list[Frame]:
    """The columns of a page, counted from 1."""
    sheet, width = setting.layout.page, column_width(setting.layout)
    top = setting.height - sheet.margins.top - furniture.header_height(page)
    height = top - sheet.margins.bottom - furniture.footer_height
    lefts = [sheet.margins.left + n * (width + sheet.gap) for n in range(sheet.columns)]
    return [Frame(left, top, width, height) for left in lefts]


def paginate(
    told: Told, setting: Setting, furniture: PageFurniture, squeeze: float, most: int
) -> tuple[list[Page], Stack | None]:
    """Of the parts of a leaflet at most so many pages, and what is left, its white space squeezed.

    Raises DoesNotFit.
    """
    setting.squeeze = squeeze
    height = _frames(setting, furniture, 2)[0].height
    setting.whole_below, setting.hole = height * _WHOLE, height * _HOLE
    head, body = _headed(told, setting, furniture)
    rest: Stack | None = body
    pages: list[Page] = []
    while rest is not None and len(pages) < most:
        frames, begun = _frames(setting, furniture, len(pages) + 1), rest
        above = head if not pages else []
        for placed in above:
            frames = [_below(placed, begun, frame) for frame in frames]
        page, rest = _columns(begun, frames)
        if rest is None and len(frames) > 1:
            page = _balanced(begun, frames, page)
        pages.append([*above, *page])
    return pages, rest


def _headed(told: Told, setting: Setting, furniture: PageFurniture) -> tuple[Page, Stack]:
    """What stands over all columns of the first page, if it is not high, and what follows it."""
    sheet = setting.layout.page
    if told.head is not None:
        first = _frames(setting, furniture, 1)[0]
        width = sheet.width - sheet.margins.left - sheet.margins.right
        tall = told.head.tall(width)
        if tall < first.height * _HEAD:
            frame = Frame(first.x, first.top, width, tall)
            return [Placed(told.head, frame, tall)], told.body
    return [], told.whole


def _below(head: Placed, body: Stack, frame: Frame) -> Frame:
    """A column that begins under what stands over all."""
    space = max(head.part.parts[-1].spaceAfter, body.parts[0].spaceBefore)
    down = head.used + space * body.setting.squeeze
    return frame._replace(top=frame.top - down, height=frame.height - down)


def _columns(rest: Stack | None, frames: list[Frame]) -> tuple[Page, Stack | None]:
    """The columns of a page, and what is left."""
    page: Page = []
    for frame in frames:
        if rest is None:
            break
        part, rest = _fill(rest, frame)
        page.append(Placed(part, frame, part.tall(frame.width)))
    return page, rest


def _balanced(begun: Stack, frames: list[Frame], page: Page) -> Page:
    """The last page, its columns as even as a few tries make them and no more boxes torn."""
    torn, width = _torn([page]), frames[0].width
    low, high = begun.tall(width) / len(frames), max(placed.used for placed in page)
    for _ in range(_TRIES):
        height = (low + high) / 2
        try:
            tried, rest = _columns(begun, [each._replace(height=height) for each in frames])
        except DoesNotFit:
            low = height
            continue
        if rest is None and _torn([tried]) <= torn:
            page, high = tried, height
        else:
            low = height
    return [placed._replace(frame=frames[at]) for at, placed in enumerate(page)]


def _fits(rest: Stack, frame: Frame) -> bool:
    """Whether all of it does; a long rest is measured only as far as needed."""
    used = 0.0
    for gap, part in rest.with_gaps():
        used += gap + part.tall(frame.width)
        if used > frame.height:
            return False
    return True


def _fill(rest: Stack, frame: Frame) -> tuple[Stack, Stack | None]:
    """As much as fits in an empty frame, and what is left."""
    if _fits(rest, frame):
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
