"""Pages: where each part of a leaflet falls, decided before anything is drawn."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from ..base import limits
from ..base.errors import DoesNotFit, TooBig
from ..layout.legibility import column_width
from ..layout.scalars import POINTS
from ..leaflet.model import Leaflet
from .context import TypesettingContext
from .flaws import count_flaws, count_splits
from .flowables import TextFlowable, exceeds
from .furniture import PageFurniture
from .placed import Frame, Page, PlacedStack
from .stack import Stack
from .story import build_story, split_head

__all__ = ["Story", "lay_out", "paginate"]

SPACING_STEPS: Final = 4  # from the layout's white space to the tightest that it allows
KEEP_TOGETHER_SHARE: Final = 0.6  # of a page: the highest block that moves rather than being split
LARGEST_GAP_SHARE: Final = 0.3  # of a page: the most that it may leave empty by moving
HEAD_SHARE: Final = 0.5  # of the first page: the highest head that spans all columns
BALANCING_STEPS: Final = 6  # attempts at columns of equal height, on the last page


class Story:
    """The flowables of a leaflet, built once for all attempts at a layout.

    head: the blocks that the layout lets span all columns; None if it names none. body: the blocks
    after them, in one column.
    """

    def __init__(self, leaflet: Leaflet, context: TypesettingContext) -> None:
        self.leaflet, self.context = leaflet, context
        column, page = column_width(context.layout), context.layout.page
        head, body = split_head(leaflet, page.span if page.columns > 1 else ())
        page_width = page.width - page.margins.left - page.margins.right
        self.head = build_story(head, context, page_width) if head is not None else None
        self.body = build_story(body, context, column) if head is not None else self.full_text

    @cached_property
    def full_text(self) -> Stack:
        """All blocks in one column, for a head that is too high to span the columns."""
        return build_story(self.leaflet, self.context, column_width(self.context.layout))


def lay_out(
    leaflet: Leaflet,
    context: TypesettingContext,
    furniture: PageFurniture,
    max_pages: int = limits.PAGES,
) -> list[Page]:
    """Lay out the leaflet on at most `max_pages` pages, or on one page of a roll.

    White space is tightened if that leaves fewer flaws, as `count_flaws` counts them; of the
    spacings with the fewest, the widest is taken. `context` is left with that spacing, in which the
    pages must be drawn. Raises DoesNotFit, TooBig.
    """
    if isinstance(context.layout.page.height, str):
        return [_lay_out_roll(leaflet, context, furniture)]
    story = Story(leaflet, context)
    best: tuple[int, list[Page], float] | None = None
    for step in range(SPACING_STEPS + 1):
        scale = 1.0 - (1.0 - context.layout.breaking.tighten) * step / SPACING_STEPS
        pages, remainder = paginate(story, context, furniture, scale, max_pages)
        if remainder:
            continue
        flaws = count_flaws(pages, context)
        if best is None or flaws < best[0]:
            best = flaws, pages, scale
        if not flaws:
            break
    if best is None:
        raise TooBig(
            f"The leaflet needs more than {max_pages} pages in this layout.",
            "Use a layout with smaller type, or split the monograph.",
        )
    _, pages, context.spacing_scale = best
    return pages


def _lay_out_roll(leaflet: Leaflet, context: TypesettingContext, furniture: PageFurniture) -> Page:
    """Lay out the leaflet on one page as long as its text. Raises TooBig."""
    page, width = context.layout.page, column_width(context.layout)
    context.keep_together_limit = context.largest_gap = limits.PAGE_PT
    stack = build_story(leaflet, context, width)
    height = stack.height_for(width)
    context.height = page.margins.top + height + furniture.footer_height(1) + page.margins.bottom
    if context.height > limits.PAGE_PT:
        raise TooBig(
            f"On this roll the leaflet would be {_metres(context.height)} "
            f"long; a page of a PDF can have {_metres(limits.PAGE_PT)}.",
            "Use a layout with pages, or shorten the monograph.",
        )
    frame = Frame(page.margins.left, context.height - page.margins.top, width, height)
    return [PlacedStack(stack, frame, height)]


def _metres(points: float) -> str:
    return f"{points / POINTS['mm'] / 1000:.1f} m"


def paginate(
    story: Story,
    context: TypesettingContext,
    furniture: PageFurniture,
    spacing_scale: float,
    max_pages: int,
) -> tuple[list[Page], Stack | None]:
    """Fill at most `max_pages` pages, and return them with what does not fit on them.

    spacing_scale: as in TypesettingContext, which is changed. Raises DoesNotFit if a block cannot
    be placed on any page.
    """
    context.spacing_scale = spacing_scale
    page_height = _page_frames(context, furniture, 2)[0].height
    context.keep_together_limit = page_height * KEEP_TOGETHER_SHARE
    context.largest_gap = page_height * LARGEST_GAP_SHARE
    head, body = _place_head(story, context, furniture)
    remainder: Stack | None = body
    section: TextFlowable | None = None  # the header for the section that goes on
    pages: list[Page] = []
    while remainder is not None and len(pages) < max_pages:
        header, page_start = furniture.titles.at_top(remainder.parts[0], section), remainder
        frames = _page_frames(context, furniture, len(pages) + 1, header)
        if head and not pages:
            frames = [_frame_below(head, page_start, frame) for frame in frames]
        page, remainder = _fill_columns(page_start, frames)
        if remainder is None and len(frames) > 1:
            page = _balance_columns(page_start, frames, page)
        pages.append([head, *page] if head and not pages else page)
        section = furniture.titles.after(page, section)
    return pages, remainder


def _place_head(
    story: Story, context: TypesettingContext, furniture: PageFurniture
) -> tuple[PlacedStack | None, Stack]:
    """Return the head across all columns of the first page, and what follows it.

    A head that is too high stands in the first column, with what follows.
    """
    if story.head is None:
        return None, story.body
    page, frame = context.layout.page, _page_frames(context, furniture, 1)[0]
    width = page.width - page.margins.left - page.margins.right
    height = story.head.height_for(width)
    if height >= frame.height * HEAD_SHARE:
        return None, story.full_text
    return PlacedStack(story.head, Frame(frame.x, frame.top, width, height), height), story.body


def _page_frames(
    context: TypesettingContext,
    furniture: PageFurniture,
    page_number: int,
    header: TextFlowable | None = None,
) -> list[Frame]:
    """Return the columns of a page, counted from 1. header: with a running title."""
    page, width = context.layout.page, column_width(context.layout)
    top = context.height - page.margins.top - furniture.header_height(page_number, header)
    height = top - page.margins.bottom - furniture.footer_height(page_number)
    left_edges = [page.margins.left + n * (width + page.gap) for n in range(page.columns)]
    return [Frame(x, top, width, height) for x in left_edges]


def _frame_below(head: PlacedStack, body: Stack, frame: Frame) -> Frame:
    """Return the part of a column that a head leaves free."""
    space = max(head.stack.parts[-1].space_after, body.parts[0].space_before)
    offset = head.height + space * body.context.spacing_scale
    return frame._replace(top=frame.top - offset, height=frame.height - offset)


def _fill_columns(stack: Stack, frames: list[Frame]) -> tuple[Page, Stack | None]:
    """Fill the columns of a page, and return it with what does not fit."""
    page: Page = []
    remainder: Stack | None = stack
    for frame in frames:
        if remainder is None:
            break
        part, remainder = _fill_frame(remainder, frame)
        page.append(PlacedStack(part, frame, part.height_for(frame.width)))
    return page, remainder


def _balance_columns(stack: Stack, frames: list[Frame], page: Page) -> Page:
    """Return the last page with columns of nearly equal height, if that splits no more boxes.

    The height is found by bisection. page: the same stack in columns of full height.
    """
    splits, width = count_splits([page]), frames[0].width
    low, high = stack.height_for(width) / len(frames), max(placed.height for placed in page)
    for _ in range(BALANCING_STEPS):
        height = (low + high) / 2
        try:
            candidate, remainder = _fill_columns(
                stack, [frame._replace(height=height) for frame in frames]
            )
        except DoesNotFit:
            low = height
            continue
        if remainder is None and count_splits([candidate]) <= splits:
            page, high = candidate, height
        else:
            low = height
    return [placed._replace(frame=frames[column]) for column, placed in enumerate(page)]


def _fill_frame(stack: Stack, frame: Frame) -> tuple[Stack, Stack | None]:
    """Return as much as fits in an empty frame, and what does not. Raises DoesNotFit."""
    if _fits(stack, frame):
        return stack, None
    halves = stack.cut(frame.width, frame.height)
    halves = halves or stack.cut(frame.width, frame.height, relax=True)
    if halves is None:
        raise DoesNotFit(
            f"The block '{stack.parts[0].path}' cannot be placed on a page of this layout.",
            "Use a layout with a larger page or smaller type.",
        )
    return halves


def _fits(stack: Stack, frame: Frame) -> bool:
    """Return True if all of the stack fits; a long one is not measured to its end."""
    bottom = 0.0
    for gap, part in stack.with_gaps():
        bottom += gap + part.height_for(frame.width)
        if exceeds(bottom, frame.height):
            return False
    return True
