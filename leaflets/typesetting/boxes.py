"""Boxes: text set apart by border, bar and icon, with a border on every page that a box is on."""

from __future__ import annotations

from math import sqrt
from typing import Final, NamedTuple

from ..layout.model import BoxStyle
from ..leaflet.model import Box, Words
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable

__all__ = ["BoxFlowable", "ContinuationNotes", "box_heading", "continuation_notes"]

TRIANGLE_SIDE: Final = 0.86  # as a share of the bar's width


class ContinuationNotes(NamedTuple):
    """What a box says where it is split over pages; repetition, not content.

    at_top: above a part that continues from an earlier page. at_bottom: below a part that
    continues on a later one.
    """

    at_top: TextFlowable | None = None
    at_bottom: TextFlowable | None = None


NO_NOTES: Final = ContinuationNotes()


def box_heading(path: str, words: Words, colour: str, context: TypesettingContext) -> TextFlowable:
    """Return the heading of a box. colour: by its name in the layout."""
    return TextFlowable(context, path, words, "box-heading", colour=colour)


def continuation_notes(box: Box, colour: str, context: TypesettingContext) -> ContinuationNotes:
    """Return the notes of a box. colour: of its heading, by its name in the layout."""
    top_words, bottom_words, path = box.continued, box.goes_on, box.path
    return ContinuationNotes(
        box_heading(f"{path}/continued", top_words, colour, context) if top_words else None,
        TextFlowable(context, f"{path}/goes-on", bottom_words, "label") if bottom_words else None,
    )


class BoxFlowable(LeafletFlowable):
    """A box around a body.

    notes: what it says where it is split. part_notes: those of them that this part carries.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        style: BoxStyle,
        body: LeafletFlowable,
        notes: ContinuationNotes = NO_NOTES,
        part_notes: ContinuationNotes = NO_NOTES,
    ) -> None:
        super().__init__(path)
        self.context, self.style, self.body = context, style, body
        self.notes, self.part_notes = notes, part_notes
        self.with_spacing(style.before, style.after)
        self.keep_together = True

    @property
    def is_continuation(self) -> bool:
        """Whether this part says that it continues a box from an earlier column or page."""
        return self.part_notes.at_top is not None

    @property
    def _edge(self) -> float:
        return self.style.border + self.style.padding

    def _body_width(self, width: float) -> float:
        return width - 2 * self._edge - self.style.bar

    def _note_height(self, note: TextFlowable | None, width: float) -> float:
        """Return the height of a note with the white space between it and the body."""
        if not note:
            return 0.0
        space = note.space_after * self.context.spacing_scale
        return note.height_for(self._body_width(width)) + space

    def _notes_height(self, notes: ContinuationNotes, width: float) -> float:
        return self._note_height(notes.at_top, width) + self._note_height(notes.at_bottom, width)

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        body_height = self.body.height_for(self._body_width(width))
        return body_height + self._notes_height(self.part_notes, width) + 2 * self._edge

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable. Notes that would take up much of a page are left out."""
        if not relax and self.moves_to_next_page(self.height_for(width), height, self.context):
            return None
        body_width, max_note_height = self._body_width(width), self.context.keep_together_limit / 2
        top_note, bottom_note = (
            note if note and note.height_for(body_width) <= max_note_height else None
            for note in self.notes
        )
        first_notes = self.part_notes._replace(at_bottom=bottom_note)
        room = height - self._notes_height(first_notes, width) - 2 * self._edge
        halves = self.body.cut(body_width, room, relax=relax)
        if halves is None and room > self.context.largest_gap:  # better split than so large a gap
            halves = self.body.cut(body_width, room, relax=True)
        if halves is None:
            return None
        first_part = self._with_body(halves[0], first_notes)
        remainder = self._with_body(halves[1], self.part_notes._replace(at_top=top_note))
        return (
            first_part.inherit_spacing(self, is_first=True),
            remainder.inherit_spacing(self, is_first=False),
        )

    def _with_body(self, body: LeafletFlowable, part_notes: ContinuationNotes) -> BoxFlowable:
        return BoxFlowable(self.context, self.path, self.style, body, self.notes, part_notes)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        self._draw_frame(canvas, x, top, width)
        body_width, body_x = self._body_width(width), x + self._edge + self.style.bar
        body_top = top - self._edge
        top_note, bottom_note = self.part_notes
        if top_note:
            with canvas.artifact("Pagination"):
                top_note.draw_at(canvas, body_x, body_top, body_width, as_artifact=True)
            body_top -= self._note_height(top_note, width)
        self.body.draw_at(canvas, body_x, body_top, body_width, as_artifact=as_artifact)
        if bottom_note:
            bottom = top - self.height_for(width) + self._edge
            note_top = bottom + bottom_note.height_for(body_width)
            with canvas.artifact("Pagination"):
                bottom_note.draw_at(canvas, body_x, note_top, body_width, as_artifact=True)

    def _draw_frame(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        style, height = self.style, self.height_for(width)
        colour, bottom, half = self.context.colour(style.colour), top - height, style.border / 2
        with canvas.artifact("Layout"):
            canvas.setFillColorRGB(*self.context.colour(style.tint))
            canvas.rect(x, bottom, width, height, stroke=0, fill=1)
            if style.bar and style.icon != "inverted-triangle":
                canvas.setFillColorRGB(*colour)
                canvas.rect(x, bottom, style.border + style.bar, height, stroke=0, fill=1)
            if style.border:
                canvas.setStrokeColorRGB(*colour)
                canvas.setLineWidth(style.border)
                canvas.rect(x + half, bottom + half, width - 2 * half, height - 2 * half)
            if style.icon == "triangle" and style.bar:
                self._draw_triangle(canvas, x + (style.border + style.bar) / 2, top - self._edge)
            if style.icon == "inverted-triangle":
                self._draw_inverted_triangle(canvas, x + style.border, top - self._edge)

    def _draw_inverted_triangle(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw an equilateral triangle that stands on its tip."""
        side = self.style.bar * TRIANGLE_SIDE
        canvas.setFillColorRGB(*self.context.colour(self.style.colour))
        shape = canvas.beginPath()
        shape.moveTo(x, top)
        shape.lineTo(x + side, top)
        shape.lineTo(x + side / 2, top - side * sqrt(0.75))
        shape.close()
        canvas.drawPath(shape, stroke=0, fill=1)

    def _draw_triangle(self, canvas: TaggedCanvas, middle: float, top: float) -> None:
        """Draw a paper-coloured triangle around an exclamation mark."""
        side = self.style.bar * TRIANGLE_SIDE
        height = side * 0.9
        canvas.setFillColorRGB(*self.context.colour("paper"))
        shape = canvas.beginPath()
        shape.moveTo(middle, top)
        shape.lineTo(middle - side / 2, top - height)
        shape.lineTo(middle + side / 2, top - height)
        shape.close()
        canvas.drawPath(shape, stroke=0, fill=1)
        canvas.setFillColorRGB(*self.context.colour(self.style.colour))
        bar = side * 0.12
        canvas.rect(middle - bar / 2, top - height * 0.72, bar, height * 0.4, stroke=0, fill=1)
        canvas.rect(middle - bar / 2, top - height * 0.9, bar, bar, stroke=0, fill=1)
