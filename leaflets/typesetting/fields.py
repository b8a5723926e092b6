"""The particulars in their box: one below the other, with lines kept free for longer ones."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.errors import MissingGlyph
from ..leaflet.model import PERSONAL, Box, Leaflet, Paragraph, walk
from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable, Stack, TextFlowable

ROUNDING = 0.01  # points; heights are sums of floats


def fonts_of_values(leaflet: Leaflet, context: TypesettingContext) -> list[str]:
    """The fonts in which a leaflet sets what is a patient's own, if it has any, in a fixed order.

    Labels are strong; values are set in the weight of their role.
    """
    boxes = [block for block in leaflet.blocks if isinstance(block, Box)]
    fields = [block for block in walk(tuple(boxes)) if isinstance(block, Paragraph)]
    weights = {context.layout.styles[each.role].weight for each in fields if each.role in PERSONAL}
    both = dict(zip(("regular", "bold"), context.fonts.both(), strict=True))
    return [font for weight, font in both.items() if weight in weights]


def check_glyphs(context: TypesettingContext, field: Paragraph) -> None:
    """Refuse what no font can draw before anything is set, naming the particular and no word of it.

    Raises MissingGlyph.
    """
    try:
        context.natural_width(field.words, field.role)
    except MissingGlyph as missing:
        name, tried = field.path.rpartition("/")[2], ", ".join(context.fonts.names)
        says = f"No font of this layout ({tried}) has all characters of '{name}'."
        raise MissingGlyph(says, missing.hint, place=missing.place) from None


class ParticularsStack(Stack):
    """Particulars. It is as high as if each took one line, and some to spare; or higher.

    least: that height in points, without the space between; 0 for a part that was cut off. at:
    where it was placed last: its left edge, its top and its width in points.
    """

    def __init__(
        self, context: TypesettingContext, path: str, parts: Sequence[LeafletFlowable], least: float
    ) -> None:
        super().__init__(context, path, parts)
        self.least = least
        self.at: tuple[float, float, float] | None = None

    @classmethod
    def with_reserve(
        cls, context: TypesettingContext, path: str, parts: Sequence[TextFlowable]
    ) -> ParticularsStack:
        """The particulars of a box, with the reserve of the layout."""
        layout = context.layout
        lines = sum([part.style.leading for part in parts])
        spare = layout.dispensing.spare * layout.styles["directions"].leading
        return cls(context, path, parts, lines + spare + ROUNDING)

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return (
            max(self.reserve, super().height_for(width))
            if self.least
            else super().height_for(width)
        )

    @property
    def reserve(self) -> float:
        """The height that is kept free, in points."""
        return self.least + sum([gap for gap, _ in self.with_gaps()])

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        self.at = x, top, width
        super().draw_at(canvas, x, top, width, as_artifact=as_artifact)

    def of(self, parts: list[LeafletFlowable]) -> ParticularsStack:
        """See Stack."""
        return ParticularsStack(self.context, self.path, parts, 0.0)
