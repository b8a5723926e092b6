"""Pages: where each part falls, decided before anything is drawn."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from ..base import limits
from ..base.errors import DoesNotFit, TooBig
from ..layout.legibility import column_width
from ..layout.scalars import POINTS
from ..leaflet.model import Leaflet
from .boxes import BoxFlowable
from .context import TypesettingContext
from .flowables import Stack
from .furniture import PageFurniture
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


class PlacedStack(NamedTuple):
    """A part in its frame. used: its height."""

    part: Stack
    frame: Frame
    used: float


Page = list[PlacedStack]


class Story:
    """The parts of a leaflet, made once for all tries.

    head: what may stand over all columns, and body: what follows it; or None, and the whole.
    """

    def __init__(self, leaflet: Leaflet, context: TypesettingContext) -> None:
        self.leaflet, self.context = leaflet, context
        column, sheet = column_width(context.layout), context.layout.page
        above, below = parted(leaflet, sheet.span if sheet.columns > 1 else ())
        width = sheet.width - sheet.margins.left - sheet.margins.right
        self.head = story(above, context, width) if above is not None else None
        self.body = story(below, context, column) if above is not None else self.whole

    @cached_property
    def whole(self) -> Stack:
        """All of it, in columns."""
        return story(self.leaflet, self.context, column_width(self.context.layout))


def lay_out(
    leaflet: Leaflet,
    context: TypesettingContext,
    furniture: PageFurniture,
    most: int = limits.PAGES,
) -> list[Page]:
    """The leaflet on at most so many pages; on a roll, one as long as its words.

    White space is tightened where that saves a nearly empty last page, or keeps a box from being
    torn; the mildest tightening that mends most is taken. Raises DoesNotFit, TooBig.
    """
    if isinstance(context.layout.page.height, str):
        return [_roll(leaflet, context, furniture)]
    told = Story(leaflet, context)
    best: tuple[int, list[Page], float] | None = None
    for step in range(_STEPS + 1):
        spacing_scale = 1.0 - (1.0 - context.layout.breaking.tighten) * step / _STEPS
        pages, rest = paginate(told, context, furniture, spacing_scale, most)
        if rest:
            continue
        found = flaws(pages, context)
        if best is None or found < best[0]:
            best = found, pages, spacing_scale
        if not found:
            break
    if best is None:
        raise TooBig(
            f"The leaflet needs more than {most} pages in this layout.",
            "Use a layout with smaller type, or split the monograph.",
        )
    context.spacing_scale = best[2]  # in which the parts are drawn
    return best[1]


def _roll(leaflet: Leaflet, context: TypesettingContext, furniture: PageFurniture) -> Page:
    """One page as high as what is on it."""
    page, width = context.layout.page, column_width(context.layout)
    context.keep_together_limit = context.largest_gap = limits.PAGE_PT
    whole = story(leaflet, context, width)
    tall = whole.height_for(width)
    context.height = page.margins.top + tall + furniture.footer_height + page.margins.bottom
    if context.height > limits.PAGE_PT:
        raise TooBig(
            f"On this roll the leaflet would be {_metres(context.height)} "
            f"long; a page of a PDF can have {_metres(limits.PAGE_PT)}.",
            "Use a layout with pages, or shorten the monograph.",
        )
    frame = Frame(page.margins.left, context.height - page.margins.top, width, tall)
    return [PlacedStack(whole, frame, tall)]


def _metres(points: float) -> str:
    return f"{points / POINTS['mm'] / 1000:.1f} m"


def _torn(pages: list[Page]) -> int:
    """How many boxes go on over a page or column."""
    parts = [part for page in pages for placed in page for part in placed.part.parts]
    return sum(
        [isinstance(part, BoxFlowable) and part.shown.continued is not None for part in parts]
    )


def flaws(pages: list[Page], context: TypesettingContext) -> int:
    """How many boxes are torn, and whether the last page is filled less than its least share."""
    least = context.layout.breaking.last_page
    return _torn(pages) + (len(pages) > 1 and _filled(pages[-1], context) < least)


def _filled(page: Page, context: TypesettingContext) -> float:
    used = sum([placed.used for placed in page])
    return used / (page[0].frame.height * context.layout.page.columns)


def _frames(context: TypesettingContext, furniture: PageFurniture, page: int) -> list[Frame]:
    """The columns of a page, counted from 1."""
    sheet, width = context.layout.page, column_width(context.layout)
    top = context.height - sheet.margins.top - furniture.header_height(page)
    height = top - sheet.margins.bottom - furniture.footer_height
    lefts = [sheet.margins.left + n * (width + sheet.gap) for n in range(sheet.columns)]
    return [Frame(left, top, width, height) for left in lefts]


def paginate(
    told: Story,
    context: TypesettingContext,
    furniture: PageFurniture,
    spacing_scale: float,
    most: int,
) -> tuple[list[Page], Stack | None]:
    """Of the parts of a leaflet at most so many pages, and what is left, its white space squeezed.

    Raises DoesNotFit.
    """
    context.spacing_scale = spacing_scale
    height = _frames(context, furniture, 2)[0].height
    context.keep_together_limit, context.largest_gap = height * _WHOLE, height * _HOLE
    head, body = _headed(told, context, furniture)
    rest: Stack | None = body
    pages: list[Page] = []
    while rest is not None and len(pages) < most:
        frames, begun = _frames(context, furniture, len(pages) + 1), rest
        above = head if not pages else []
        for placed in above:
            frames = [_below(placed, begun, frame) for frame in frames]
        page, rest = _columns(begun, frames)
        if rest is None and len(frames) > 1:
            page = _balanced(begun, frames, page)
        pages.append([*above, *page])
    return pages, rest


def _headed(
    told: Story, context: TypesettingContext, furniture: PageFurniture
) -> tuple[Page, Stack]:
    """What stands over all columns of the first page, if it is not high, and what follows it."""
    sheet = context.layout.page
    if told.head is not None:
        first = _frames(context, furniture, 1)[0]
        width = sheet.width - sheet.margins.left - sheet.margins.right
        tall = told.head.height_for(width)
        if tall < first.height * _HEAD:
            frame = Frame(first.x, first.top, width, tall)
            return [PlacedStack(told.head, frame, tall)], told.body
    return [], told.whole


def _below(head: PlacedStack, body: Stack, frame: Frame) -> Frame:
    """A column that begins under what stands over all."""
    space = max(head.part.parts[-1].spaceAfter, body.parts[0].spaceBefore)
    down = head.used + space * body.context.spacing_scale
    return frame._replace(top=frame.top - down, height=frame.height - down)


def _columns(rest: Stack | None, frames: list[Frame]) -> tuple[Page, Stack | None]:
    """The columns of a page, and what is left."""
    page: Page = []
    for frame in frames:
        if rest is None:
            break
        part, rest = _fill(rest, frame)
        page.append(PlacedStack(part, frame, part.height_for(frame.width)))
    return page, rest


def _balanced(begun: Stack, frames: list[Frame], page: Page) -> Page:
    """The last page, its columns as even as a few tries make them and no more boxes torn."""
    torn, width = _torn([page]), frames[0].width
    low, high = begun.height_for(width) / len(frames), max(placed.used for placed in page)
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
        used += gap + part.height_for(frame.width)
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
