"""The fields of the particulars in their box, with reserve lines for longer values."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.errors import MissingGlyph
from ..leaflet.model import Paragraph
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import ROUNDING, LeafletFlowable, TextFlowable
from .fonts import Fonts
from .stack import Stack

__all__ = ["ParticularsStack", "check_glyphs", "missing_glyph"]


def check_glyphs(context: TypesettingContext, field: Paragraph) -> None:
    """Raise MissingGlyph, which names the field and no word of it, if no font can draw it."""
    try:
        context.natural_width(field.words, field.role)
    except MissingGlyph as fault:
        raise missing_glyph(field.path.rpartition("/")[2], context.fonts, fault) from None


def missing_glyph(field: str, fonts: Fonts, fault: MissingGlyph) -> MissingGlyph:
    """Return the fault of a character that no font has, with the field instead of the character."""
    message = f"No font of this layout ({', '.join(fonts.names)}) has all characters of '{field}'."
    return MissingGlyph(message, fault.hint, place=fault.place)


class ParticularsStack(Stack):
    """The fields of the particulars, no lower than one line for each and the lines kept free.

    min_height: that height in points, without the white space between fields; 0 for a part that was
    split off. position: where it was drawn: its left edge, its top and its width in points.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        parts: Sequence[LeafletFlowable],
        min_height: float,
    ) -> None:
        super().__init__(context, path, parts)
        self.min_height = min_height
        self.position: tuple[float, float, float] | None = None

    @classmethod
    def with_reserve(
        cls, context: TypesettingContext, path: str, parts: Sequence[TextFlowable]
    ) -> ParticularsStack:
        """Return the fields of a box, with the lines that the context keeps free."""
        layout = context.layout
        lines_height = sum(part.style.leading for part in parts)
        reserve_lines = context.spare * layout.styles["directions"].leading
        return cls(context, path, parts, lines_height + reserve_lines + ROUNDING)

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        height = super().height_for(width)
        return max(self.reserve, height) if self.min_height else height

    @property
    def reserve(self) -> float:
        """The height that is kept for the fields, in points."""
        return self.min_height + sum(gap for gap, _ in self.with_gaps())

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[Stack, Stack] | None:
        """See LeafletFlowable."""
        self.context.divides_particulars = True
        return super().cut(width, height, relax=relax)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        self.position = x, top, width
        super().draw_at(canvas, x, top, width, as_artifact=as_artifact)

    def with_parts(self, parts: list[LeafletFlowable]) -> ParticularsStack:
        """See Stack."""
        return ParticularsStack(self.context, self.path, parts, 0.0)
