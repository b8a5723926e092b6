"""What stands on every page outside the text: header, draft mark, disclaimer, page number."""

from __future__ import annotations

from functools import cached_property

from ..leaflet.model import Leaflet, Run, Words
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import TextFlowable

_GAP = 12.0  # points between words that stand side by side
DISCLAIMER = "disclaimer"  # the path of its one real copy, on page one


class PageFurniture:
    """Header from page two, footer on every page; heights in points."""

    def __init__(self, leaflet: Leaflet, context: TypesettingContext) -> None:
        page = context.layout.page
        self.words, self.context = leaflet.furniture, context
        self.left = page.margins.left
        self.width = page.width - page.margins.left - page.margins.right
        self.disclaimer = TextFlowable(context, DISCLAIMER, self.words.disclaimer, "footer")
        self.identity = TextFlowable(context, "identity", self.words.identity, "footer")
        self.header = TextFlowable(context, "header", self.words.header, "header")
        self.mark = (
            TextFlowable(context, "mark", self.words.mark, "mark") if self.words.mark else None
        )

    def _natural(self, part: TextFlowable) -> float:
        return self.context.natural_width(part.words, part.role)

    def _beside(self) -> bool:
        """Whether header and mark stand on one line."""
        if not self.mark:
            return False
        return self._natural(self.header) + self._natural(self.mark) + _GAP <= self.width

    def header_height(self, page: int) -> float:
        """From the top margin to the text, on a page counted from 1."""
        if page == 1:
            return 0.0
        words = self.header.height_for(self.width)
        if self.mark and not self._beside():
            words += self.mark.height_for(self.width)
        return words + self._rule_height() + 2 * self.context.layout.furniture.space

    def _rule_height(self) -> float:
        furniture = self.context.layout.furniture
        return furniture.space + furniture.rule

    def _page_part(self, page: int, pages: int) -> TextFlowable:
        words = Words((Run(self.words.page_words(page, pages)),))
        return TextFlowable(self.context, "page", words, "footer")

    @cached_property
    def _identity_height(self) -> float:
        """Of the identity and the page number, at the end of its last line where there is room."""
        widest = self._natural(self._page_part(888, 888))  # room for any number of pages
        room = self.width - self.identity.lines(self.width)[-1].width
        own = self.identity.style.leading if room < widest + _GAP else 0.0
        return self.identity.height_for(self.width) + own

    @cached_property
    def footer_height(self) -> float:
        """From the text to the bottom margin."""
        words = self.disclaimer.height_for(self.width) + self._identity_height
        return words + self._rule_height() + self.context.layout.furniture.space

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Header and footer of a page. Page one's disclaimer is the real one; others repeat it."""
        if page > 1:
            with canvas.artifact("Pagination", "Header"):
                self._draw_header(canvas)
        layout = self.context.layout
        top = layout.page.margins.bottom + self.footer_height - layout.furniture.space
        with canvas.artifact("Pagination", "Footer"):
            self._draw_rule(canvas, top)
        top -= self._rule_height()
        if page == 1:
            self.disclaimer.draw_at(canvas, self.left, top, self.width)
        with canvas.artifact("Pagination", "Footer"):
            if page > 1:
                self.disclaimer.draw_at(canvas, self.left, top, self.width, as_artifact=True)
            top -= self.disclaimer.height_for(self.width)
            self.identity.draw_at(canvas, self.left, top, self.width, as_artifact=True)
            number = self._page_part(page, pages)
            x = self.left + self.width - self._natural(number)
            top -= self._identity_height - number.style.leading
            number.draw_at(canvas, x, top, self._natural(number) + 1, as_artifact=True)

    def _draw_header(self, canvas: TaggedCanvas) -> None:
        margin = self.context.layout.page.margins.top
        top = self.context.height - margin
        self.header.draw_at(canvas, self.left, top, self.width, as_artifact=True)
        if self.mark and self._beside():
            x = self.left + self.width - self._natural(self.mark)
            self.mark.draw_at(canvas, x, top, self._natural(self.mark) + 1, as_artifact=True)
        elif self.mark:
            top -= self.header.height_for(self.width)
            self.mark.draw_at(canvas, self.left, top, self.width, as_artifact=True)
        rule = self.header_height(2) - 2 * self.context.layout.furniture.space
        self._draw_rule(canvas, self.context.height - margin - rule)

    def _draw_rule(self, canvas: TaggedCanvas, y: float) -> None:
        furniture = self.context.layout.furniture
        if furniture.rule:
            canvas.setStrokeColorRGB(*self.context.colour(furniture.colour))
            canvas.setLineWidth(furniture.rule)
            canvas.line(self.left, y, self.left + self.width, y)
