"""The lines of a table of contents: a heading, dots, and the page on which the heading stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..leaflet.model import ContentsEntry, Run, TableOfContents, Words
from ..pdf.canvas import TaggedCanvas
from ..pdf.text import PlacedLine
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable

__all__ = ["ContentsLine", "contents_lines"]

ROLE: Final = "item"
TOP_LEVEL: Final = 2
WIDEST_PAGE: Final = 888  # the page number that room is kept for, so that numbers move no word
GAP: Final = 6.0  # points; between the words, the dots and the page
DOT: Final = 1.0  # points; the diameter of a dot
DOT_DISTANCE: Final = 4.0  # points; from one dot to the next


def contents_lines(
    block: TableOfContents, context: TypesettingContext
) -> Iterator[LeafletFlowable]:
    """Yield the lines of a table of contents; those of a lower level are indented."""
    lists, last = context.layout.lists, len(block.entries) - 1
    for index, entry in enumerate(block.entries):
        line = ContentsLine(context, block, entry, lists.indent * (entry.level - TOP_LEVEL))
        space_after = 2 * context.layout.styles["body"].after if index == last else lists.between
        yield line.with_spacing(lists.between, space_after)


class ContentsLine(LeafletFlowable):
    """A line of a table of contents. indent: of its words, in points.

    The page is taken from `page_numbers` of the context when the line is drawn, and stands at the
    end of the last line of the words. has_page: False for the part of a line above a page break.
    """

    def __init__(
        self,
        context: TypesettingContext,
        block: TableOfContents,
        entry: ContentsEntry,
        indent: float,
    ) -> None:
        super().__init__(entry.path)
        self.context, self.block, self.entry, self.indent = context, block, entry, indent
        self.title = TextFlowable(context, entry.path, entry.words, ROLE)
        self.has_page = True

    def _title_width(self, width: float) -> float:
        return width - self.indent - self._page_width(WIDEST_PAGE) - 2 * GAP

    def _page_width(self, page: int) -> float:
        return self.context.natural_width(self._page_words(page), ROLE)

    def _page_words(self, page: int) -> Words:
        return Words((Run(self.block.page_words(page), language=self.block.page_language),))

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return self.title.height_for(self._title_width(width))

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[ContentsLine, ContentsLine] | None:
        """See LeafletFlowable. A line is split only where it must be."""
        halves = self.title.cut(self._title_width(width), height, relax=True) if relax else None
        if halves is None:
            return None
        first_part, remainder = map(self._with_title, halves)
        first_part.has_page = False
        return (
            first_part.inherit_spacing(self, is_first=True),
            remainder.inherit_spacing(self, is_first=False),
        )

    def _with_title(self, title: TextFlowable) -> ContentsLine:
        line = ContentsLine(self.context, self.block, self.entry, self.indent)
        line.title = title
        return line

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        title_width = self._title_width(width)
        self.title.draw_at(canvas, x + self.indent, top, title_width, as_artifact=as_artifact)
        if not self.has_page:
            return
        page = self.context.page_numbers[self.entry.target]
        (line,) = self.context.lines(self._page_words(page), ROLE, width)
        page_x = x + width - line.width
        last_top = top - self.height_for(width) + self.title.style.leading
        baseline = self.title.baseline(last_top)
        end = x + self.indent + self.title.lines(title_width)[-1].width
        self._draw_dots(canvas, end + GAP, page_x - GAP, baseline)
        run = len(self.entry.words.runs)
        pieces = tuple(piece._replace(run=run) for piece in line.pieces)
        canvas.show(
            None if as_artifact else self.path, [PlacedLine(page_x, baseline, pieces, joined=False)]
        )

    def _draw_dots(self, canvas: TaggedCanvas, left: float, right: float, y: float) -> None:
        """Draw dots at the same places in every line."""
        first = -(-left // DOT_DISTANCE) * DOT_DISTANCE
        if first < right:
            canvas.setStrokeColorRGB(*self.context.colour(self.title.style.colour))
            canvas.setLineWidth(DOT)
            canvas.setLineCap(1)
            canvas.setDash([0, DOT_DISTANCE])
            canvas.line(first, y + DOT / 2, right, y + DOT / 2)
            canvas.setDash([])
            canvas.setLineCap(0)
