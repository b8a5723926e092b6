"""Page furniture: header, draft mark, disclaimer, identity and page number of every page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from functools import cached_property
from typing import Final, NamedTuple

from ..leaflet.model import Leaflet, Run, Words
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import TextFlowable
from .running_titles import RunningTitles

__all__ = ["PageFurniture", "PageNumber"]

GAP: Final = 12.0  # points; the least between texts on one line
MAX_PAGES: Final = 888  # the widest page number that room is kept for


class PageNumber(NamedTuple):
    """The number of a page in its file, and of the file's last page."""

    page: int
    pages: int


class PageFurniture:
    """A header from the second page on, and a footer on every page. Heights are in points."""

    def __init__(self, leaflet: Leaflet, context: TypesettingContext) -> None:
        page = context.layout.page
        self.words, self.context = leaflet.furniture, context
        self.x = page.margins.left
        self.width = page.width - page.margins.left - page.margins.right
        self.notes = list(self._notes(short=False))
        is_short = context.layout.furniture.disclaimer == "short"
        self.later_notes = list(self._notes(short=True)) if is_short else self.notes
        self.identity = TextFlowable(context, "identity", self.words.identity, "footer")
        self.header = TextFlowable(context, "header", self.words.header, "header")
        self.titles = RunningTitles(leaflet, self.header, self.width)
        self.mark = (
            TextFlowable(context, "mark", self.words.mark, "mark") if self.words.mark else None
        )

    def _notes(self, *, short: bool) -> Iterator[TextFlowable]:
        for path, note in self.words.notes(short=short):
            part = TextFlowable(self.context, path, note, "footer")
            part.runs_other_way = self.context.runs_other_way(path)
            yield part

    def _notes_on(self, page: int) -> list[TextFlowable]:
        return self.notes if page == 1 else self.later_notes

    def _natural_width(self, part: TextFlowable) -> float:
        return self.context.natural_width(part.words, part.role)

    @cached_property
    def _mark_is_beside(self) -> bool:
        """Whether the draft mark fits on one line with every header."""
        if not self.mark:
            return False
        headers = (self.header, *self.titles.headers)
        widest = max(self._natural_width(header) for header in headers)
        return widest + self._natural_width(self.mark) + GAP <= self.width

    def header_height(self, page: int, header: TextFlowable | None = None) -> float:
        """Return the height from the top margin to the text.

        page: its number, counted from 1. header: that of the page, with a running title.
        """
        if page == 1:
            return 0.0
        in_margin = self._height_in(self.context.layout.page.margins.top)
        return max(0.0, self._whole_header_height(header or self.header) - in_margin)

    def _whole_header_height(self, header: TextFlowable) -> float:
        """Return the height of a header, its rule, and the white space above the text."""
        height = header.height_for(self.width)
        if self.mark and not self._mark_is_beside:
            height += self.mark.height_for(self.width)
        return height + self._rule_height() + 2 * self.context.layout.furniture.space

    def _height_in(self, margin: float) -> float:
        """Return the height of the part of a margin in which header or footer may stand."""
        edge = self.context.layout.furniture.edge
        return 0.0 if isinstance(edge, str) else max(0.0, margin - edge)

    def _rule_height(self) -> float:
        furniture = self.context.layout.furniture
        return furniture.space + furniture.rule

    def _page_number(self, number: PageNumber) -> TextFlowable:
        words = Words((Run(self.words.page_words(*number)),))
        return TextFlowable(self.context, "page", words, "footer")

    @cached_property
    def _identity_height(self) -> float:
        """The height of the identity and the page number, on its last line if there is room."""
        number_width = self._natural_width(self._page_number(PageNumber(MAX_PAGES, MAX_PAGES)))
        room = self.width - self.identity.lines(self.width)[-1].width
        number_height = self.identity.style.leading if room < number_width + GAP else 0.0
        return self.identity.height_for(self.width) + number_height

    def footer_height(self, page: int) -> float:
        """Return the height from the text to the bottom margin. page: counted from 1."""
        in_margin = self._height_in(self.context.layout.page.margins.bottom)
        return max(0.0, self._whole_footer_height(page) - in_margin)

    def _whole_footer_height(self, page: int) -> float:
        """Return the height of a footer, its rule, and the white space below the text."""
        notes_height = sum(note.height_for(self.width) for note in self._notes_on(page))
        space = self._rule_height() + self.context.layout.furniture.space
        return notes_height + self._identity_height + space

    def draw(
        self, canvas: TaggedCanvas, page: int, number: PageNumber, header: TextFlowable | None
    ) -> None:
        """Draw header and footer of a page, counted from 1 in the leaflet.

        number: its number in the file, which is printed. header: with a running title, if it has
        one.

        The notes of the footer, which are the disclaimer and the pharmacy's line, are content on
        the first page; on other pages they are repeated as artifacts.
        """
        if page > 1:
            with canvas.artifact("Pagination", "Header"):
                self._draw_header(canvas, header or self.header)
        layout = self.context.layout
        bottom = layout.page.margins.bottom - self._height_in(layout.page.margins.bottom)
        top = bottom + self._whole_footer_height(page) - layout.furniture.space
        with canvas.artifact("Pagination", "Footer"):
            self._draw_rule(canvas, top)
        top -= self._rule_height()
        for note in self._notes_on(page):
            self._draw_note(note, canvas, top, repeated=page > 1)
            top -= note.height_for(self.width)
        with canvas.artifact("Pagination", "Footer"):
            self.identity.draw_at(canvas, self.x, top, self.width, as_artifact=True)
            printed = self._page_number(number)
            x = self.x + self.width - self._natural_width(printed)
            top -= self._identity_height - printed.style.leading
            printed.draw_at(canvas, x, top, self._natural_width(printed) + 1, as_artifact=True)

    def _draw_note(
        self, note: TextFlowable, canvas: TaggedCanvas, top: float, *, repeated: bool
    ) -> None:
        marks = canvas.artifact("Pagination", "Footer") if repeated else nullcontext()
        with marks, note.turning(canvas, self.x, self.width):
            note.draw_at(canvas, self.x, top, self.width, as_artifact=repeated)

    def _draw_header(self, canvas: TaggedCanvas, header: TextFlowable) -> None:
        margin = self.context.layout.page.margins.top
        edge = margin - self._height_in(margin)
        top = self.context.height - edge
        header.draw_at(canvas, self.x, top, self.width, as_artifact=True)
        if self.mark and self._mark_is_beside:
            x = self.x + self.width - self._natural_width(self.mark)
            self.mark.draw_at(canvas, x, top, self._natural_width(self.mark) + 1, as_artifact=True)
        elif self.mark:
            top -= header.height_for(self.width)
            self.mark.draw_at(canvas, self.x, top, self.width, as_artifact=True)
        rule = self._whole_header_height(header) - 2 * self.context.layout.furniture.space
        self._draw_rule(canvas, self.context.height - edge - rule)

    def _draw_rule(self, canvas: TaggedCanvas, y: float) -> None:
        furniture = self.context.layout.furniture
        if furniture.rule:
            canvas.setStrokeColorRGB(*self.context.colour(furniture.colour))
            canvas.setLineWidth(furniture.rule)
            canvas.line(self.x, y, self.x + self.width, y)
