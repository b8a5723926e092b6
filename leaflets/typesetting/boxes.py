"""Boxes: words set apart by border, bar and icon, and closed on every page on which they stand."""

from __future__ import annotations

from math import sqrt
from typing import Final, NamedTuple

from ..layout.model import BoxStyle
from ..leaflet.model import Box, Words
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable

SIDE: Final = 0.86  # of a triangle, as a share of the bar's width


class ContinuationNotes(NamedTuple):
    """What is shown where a box is torn, and is no content of its own.

    continued: above what has gone on. goes_on: below what goes on elsewhere.
    """

    continued: TextFlowable | None = None
    goes_on: TextFlowable | None = None


NONE: Final = ContinuationNotes()


def box_heading(path: str, words: Words, colour: str, context: TypesettingContext) -> TextFlowable:
    """The heading of a box, in the colour of its layout's that is named."""
    return TextFlowable(context, path, words, "box-heading", colour=colour)


def signs_of(box: Box, colour: str, context: TypesettingContext) -> ContinuationNotes:
    """What a box says where it is torn."""
    above, below, path = box.continued, box.goes_on, box.path
    return ContinuationNotes(
        box_heading(f"{path}/continued", above, colour, context) if above else None,
        TextFlowable(context, f"{path}/goes-on", below, "label") if below else None,
    )


class BoxFlowable(LeafletFlowable):
    """A box around other parts. signs: for where it is torn; shown: those that this part has."""

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        style: BoxStyle,
        body: LeafletFlowable,
        signs: ContinuationNotes = NONE,
        shown: ContinuationNotes = NONE,
    ) -> None:
        super().__init__(path)
        self.context, self.style, self.body = context, style, body
        self.signs, self.shown = signs, shown
        self.with_spacing(style.before, style.after)
        self.whole = True

    @property
    def _edge(self) -> float:
        return self.style.border + self.style.padding

    def _inner(self, width: float) -> float:
        return width - 2 * self._edge - self.style.bar

    def _sign(self, sign: TextFlowable | None, width: float) -> float:
        """The height of a sign, with the white space between it and the words."""
        if not sign:
            return 0.0
        return sign.height_for(self._inner(width)) + sign.spaceAfter * self.context.spacing_scale

    def _signs(self, shown: ContinuationNotes, width: float) -> float:
        return self._sign(shown.continued, width) + self._sign(shown.goes_on, width)

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return (
            self.body.height_for(self._inner(width))
            + self._signs(self.shown, width)
            + 2 * self._edge
        )

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable. A low box is cut only when it must be."""
        if not relax and self.moves_whole(self.height_for(width), height, self.context):
            return None
        inner, small = self._inner(width), self.context.keep_together_limit / 2
        above, below = (
            sign if sign and sign.height_for(inner) <= small else None for sign in self.signs
        )
        shown = self.shown._replace(goes_on=below)
        room = height - self._signs(shown, width) - 2 * self._edge
        halves = self.body.cut(inner, room, relax=relax)
        if (
            halves is None and room > self.context.largest_gap
        ):  # rather torn than so much left empty
            halves = self.body.cut(inner, room, relax=True)
        if halves is None:
            return None
        first = self._of(halves[0], shown)._spaced_like(self, first=True)
        rest = self.shown._replace(continued=above)
        return first, self._of(halves[1], rest)._spaced_like(self, first=False)

    def _of(self, body: LeafletFlowable, shown: ContinuationNotes) -> BoxFlowable:
        return BoxFlowable(self.context, self.path, self.style, body, self.signs, shown)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        self._draw_frame(canvas, x, top, width)
        inner, left = self._inner(width), x + self._edge + self.style.bar
        base = top - self._edge
        above, below = self.shown
        if above:
            with canvas.artifact("Pagination"):
                above.draw_at(canvas, left, base, inner, as_artifact=True)
            base -= self._sign(above, width)
        self.body.draw_at(canvas, left, base, inner, as_artifact=as_artifact)
        if below:
            foot = top - self.height_for(width) + self._edge + below.height_for(inner)
            with canvas.artifact("Pagination"):
                below.draw_at(canvas, left, foot, inner, as_artifact=True)

    def _draw_frame(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        tall, style, colour = (
            self.height_for(width),
            self.style,
            self.context.colour(self.style.colour),
        )
        half = style.border / 2
        with canvas.artifact("Layout"):
            canvas.setFillColorRGB(*self.context.colour(style.tint))
            canvas.rect(x, top - tall, width, tall, stroke=0, fill=1)
            if style.bar and style.icon != "inverted-triangle":
                canvas.setFillColorRGB(*colour)
                canvas.rect(x, top - tall, style.border + style.bar, tall, stroke=0, fill=1)
            if style.border:
                canvas.setStrokeColorRGB(*colour)
                canvas.setLineWidth(style.border)
                canvas.rect(x + half, top - tall + half, width - 2 * half, tall - 2 * half)
            if style.icon == "triangle" and style.bar:
                self._draw_triangle(canvas, x + (style.border + style.bar) / 2, top - self._edge)
            if style.icon == "inverted-triangle":
                self._draw_inverted(canvas, x + style.border, top - self._edge)

    def _draw_inverted(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """An equilateral triangle that stands on its tip."""
        side = self.style.bar * SIDE
        canvas.setFillColorRGB(*self.context.colour(self.style.colour))
        shape = canvas.beginPath()
        shape.moveTo(x, top)
        shape.lineTo(x + side, top)
        shape.lineTo(x + side / 2, top - side * sqrt(0.75))
        shape.close()
        canvas.drawPath(shape, stroke=0, fill=1)

    def _draw_triangle(self, canvas: TaggedCanvas, middle: float, top: float) -> None:
        """A paper-coloured triangle with a stroke and a dot cut out of it, drawn as shapes."""
        side = self.style.bar * SIDE
        high = side * 0.9
        canvas.setFillColorRGB(*self.context.colour("paper"))
        shape = canvas.beginPath()
        shape.moveTo(middle, top)
        shape.lineTo(middle - side / 2, top - high)
        shape.lineTo(middle + side / 2, top - high)
        shape.close()
        canvas.drawPath(shape, stroke=0, fill=1)
        canvas.setFillColorRGB(*self.context.colour(self.style.colour))
        bar = side * 0.12
        canvas.rect(middle - bar / 2, top - high * 0.72, bar, high * 0.4, stroke=0, fill=1)
        canvas.rect(middle - bar / 2, top - high * 0.9, bar, bar, stroke=0, fill=1)
