"""The flowables of a leaflet: each draws one block, knows its height, and splits over pages."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from typing import Final, Self

from ..leaflet.model import Words
from ..pdf.canvas import TaggedCanvas
from ..pdf.text import PlacedLine, with_runs
from .context import TypesettingContext
from .lines import TextLine

__all__ = ["ROUNDING", "LeafletFlowable", "RepeatedText", "TextFlowable", "exceeds"]

ROUNDING: Final = 0.01  # points; heights are sums of floats


def exceeds(height: float, room: float) -> bool:
    """Return whether a height is more than there is room for, and not by rounding alone."""
    return height > room + ROUNDING


UNDERLINE_WIDTH: Final = 1 / 18  # of the type size
UNDERLINE_DEPTH: Final = 0.13  # of the type size, below the baseline


class LeafletFlowable:
    """A block on the page, with absolute coordinates in points. path: of the block that it draws.

    space_before, space_after: white space; between two neighbours the larger of the two counts. The
    stack that holds them scales it, so that the same flowables serve every attempt at a layout.
    keep_with_next: never the last on a page while more follows. keeps_group: likewise, unless that
    would leave more than `largest_gap` of the context empty. keep_together: split over pages
    only if it is too high to move to the next page. runs_other_way: it begins at the other side
    than what holds it, because one of their languages is written from right to left.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.space_before = self.space_after = 0.0
        self.keep_with_next = self.keeps_group = False
        self.keep_together = self.runs_other_way = False
        self.height_moved_with_it = 0.0  # of the parts above that would follow it to the next page

    def with_spacing(self, before: float, after: float, *, keep_with_next: bool = False) -> Self:
        """Set the white space around the flowable, and return it."""
        self.space_before, self.space_after = before, after
        self.keep_with_next = keep_with_next
        return self

    def height_for(self, width: float) -> float:
        """Return its height when set `width` wide."""
        raise NotImplementedError

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """Split it into a part at most `height` high and the remainder; None if it cannot be split.

        relax: split also what should keep together, and leave fewer lines on a side than the
        layout asks for.
        """
        raise NotImplementedError

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """Draw it, its upper left corner at (x, top).

        as_artifact: it repeats content, and gets no tags of its own.
        """
        raise NotImplementedError

    def turning(self, canvas: TaggedCanvas, x: float, width: float) -> AbstractContextManager[None]:
        """Return what the flowable is drawn in: the canvas, turned if it runs the other way."""
        return canvas.turned(x, width) if self.runs_other_way else nullcontext()

    def moves_to_next_page(self, height: float, room: float, context: TypesettingContext) -> bool:
        """Return True if it moves to the next page rather than being split.

        height: of the flowable. room: the height that is free on this page.
        """
        return (
            self.keep_together
            and height <= context.keep_together_limit
            and room + self.height_moved_with_it <= context.largest_gap
        )

    def inherit_spacing(self, original: LeafletFlowable, *, is_first: bool) -> Self:
        """Take the outer white space of the flowable from which this part was cut, and return it.

        It runs the same way. is_first: it is the part above the cut, else the remainder.
        """
        self.runs_other_way = original.runs_other_way
        if is_first:
            return self.with_spacing(original.space_before, 0.0)
        self.keeps_group = original.keeps_group
        return self.with_spacing(0.0, original.space_after, keep_with_next=original.keep_with_next)


class TextFlowable(LeafletFlowable):
    """Words in the style of one role.

    colour: in place of the style's own, by its name in the layout. lead: a heading that runs in
    before the words, in the same lines. repeats_lead: the lead has been drawn elsewhere, and gets
    no tags here. is_turned: its lines begin at the right. start, stop: the lines that belong to
    this part of a text that was split.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        words: Words,
        role: str,
        *,
        colour: str | None = None,
        lead: TextFlowable | None = None,
        repeats_lead: bool = False,
    ) -> None:
        super().__init__(path)
        self.context, self.words, self.role = context, words, role
        self.colour, self.lead, self.repeats_lead = colour, lead, repeats_lead
        self.style = context.layout.styles[role]  # type: ignore[index]
        self.is_turned = context.is_turned_at(path)
        self.start = 0
        self.stop: int | None = None
        self._lines_at_width: tuple[float, Sequence[TextLine]] | None = None  # the last width asked
        self.with_spacing(
            (lead or self).style.before,
            self.style.after,
            keep_with_next=self.style.keep_with_next == "yes",
        )

    @property
    def roles(self) -> tuple[str, ...]:
        """Its own role, and that of the heading that runs in."""
        return (self.role, self.lead.role) if self.lead else (self.role,)

    def lines(self, width: float) -> Sequence[TextLine]:
        """Return its lines when set `width` wide."""
        if not self._lines_at_width or self._lines_at_width[0] != width:
            lead = (self.lead.words, self.lead.role) if self.lead else None
            lines = self.context.lines(
                self.words, self.role, width, colour=self.colour, lead=lead, turned=self.is_turned
            )
            self._lines_at_width = width, lines[self.start : self.stop]
        return self._lines_at_width[1]

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return len(self.lines(width)) * self.style.leading

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[TextFlowable, TextFlowable] | None:
        """See LeafletFlowable. Each part has at least the layout's number of lines (`breaking`)."""
        if (
            not relax
            and self.keep_together
            and self.height_for(width) <= self.context.keep_together_limit
        ):
            return None
        count = len(self.lines(width))
        min_lines = 1 if relax else self.context.layout.breaking.lines
        fitting_lines = int((height + ROUNDING) / self.style.leading)
        first_lines = min(fitting_lines, count - min_lines)
        if first_lines < min_lines:
            return None
        first_part = self._with_lines(0, first_lines).inherit_spacing(self, is_first=True)
        remainder = self._with_lines(first_lines, count).inherit_spacing(self, is_first=False)
        return first_part, remainder

    def _with_lines(self, start: int, stop: int) -> TextFlowable:
        part = copy(self)
        part.start, part.stop = self.start + start, self.start + stop
        part._lines_at_width = None
        return part

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        leading, baseline = self.style.leading, self.baseline(top)
        lines = [
            PlacedLine(x, baseline - index * leading, line.pieces, line.joined)
            for index, line in enumerate(self.lines(width))
        ]
        if self.lead:
            self._draw_lead(canvas, lines, self.lead, as_artifact=as_artifact)
            first_run = len(self.lead.words.runs) + 1  # after the lead and its mark
            lines = with_runs(lines, range(first_run, first_run + len(self.words.runs)))
        canvas.show(None if as_artifact else self.path, lines)
        self._underline_links(canvas, lines)

    def baseline(self, top: float) -> float:
        """Return the height on the page of the base line of its first line."""
        return top - (self.style.leading + self.style.size * self.context.cap_height) / 2

    def _draw_lead(
        self,
        canvas: TaggedCanvas,
        lines: Sequence[PlacedLine],
        lead: TextFlowable,
        *,
        as_artifact: bool,
    ) -> None:
        """Draw the words of the lead with their tags, and its mark without any."""
        mark_run = untagged_run = len(lead.words.runs)
        if self.repeats_lead:
            untagged_run = 0
        else:
            lead_lines = with_runs(lines, range(mark_run))
            canvas.show(None if as_artifact else lead.path, lead_lines)
        if untagged_lines := with_runs(lines, range(untagged_run, mark_run + 1)):
            with nullcontext() if as_artifact else canvas.artifact("Layout"):
                canvas.show(None, untagged_lines)

    def _underline_links(self, canvas: TaggedCanvas, lines: Sequence[PlacedLine]) -> None:
        if not any(run.link for run in self.words.runs):
            return
        for line in lines:
            for x, piece in line.placed():
                if self.words.runs[piece.run].link:
                    canvas.setStrokeColorRGB(*piece.colour)
                    canvas.setLineWidth(piece.size * UNDERLINE_WIDTH)
                    y = line.y - piece.size * UNDERLINE_DEPTH
                    text_width = piece.width - self.context.trailing_space(piece)
                    canvas.line(x, y, x + text_width, y)


class RepeatedText(TextFlowable):
    """Words that were drawn elsewhere and stand here again, without tags."""

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        with nullcontext() if as_artifact else canvas.artifact("Layout"):
            super().draw_at(canvas, x, top, width, as_artifact=True)
