"""Measures the words of a patient in all fonts of a layout, without drawing them."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.errors import MissingGlyph
from ..base.languages import one_letter_words
from ..content.particulars import Particulars
from ..leaflet.particulars_wording import BLANK
from ..pdf.text import TextPiece
from ..typesetting.fields import missing_glyph
from ..typesetting.fonts import Fonts
from ..typesetting.lines import break_lines, split_words
from .plan import StampField, StampPlan

__all__ = ["fits_reserve"]


def fits_reserve(particulars: Particulars, plan: StampPlan, fonts: Fonts) -> bool:
    """Return whether particulars need no more room than the body keeps free for them.

    If so, a full render puts all other words where they are in the body. fonts: of the layout.
    Raises MissingGlyph, which names the field and no word of it.
    """
    height = 0.0
    for field in plan.fields:
        phrase = plan.particulars_wording.value(field.name, particulars.values[field.name])
        height += field.gap + _line_count(phrase, field, plan, fonts) * field.leading
    return height <= plan.height


def _line_count(phrase: str, field: StampField, plan: StampPlan, fonts: Fonts) -> int:
    def measure(piece: TextPiece, text: str) -> float:
        return fonts.loaded[piece.font].width(text, piece.size)

    try:
        pieces = list(_pieces(phrase, field, fonts))
    except MissingGlyph as fault:
        raise missing_glyph(field.name, fonts, fault) from None
    words = split_words(pieces, measure, plan.width, bound=one_letter_words(plan.language))
    return len(break_lines(words, plan.width))


def _pieces(phrase: str, field: StampField, fonts: Fonts) -> Iterator[TextPiece]:
    for index, (text, weight) in enumerate(field.runs):
        for font, part in fonts.split(text.replace(BLANK, phrase), weight, None):
            yield TextPiece(part, font, field.size, field.colour, index, 0.0)
