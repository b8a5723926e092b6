"""How many lines the box of a patient's words keeps free.

These are the layout's own, or more for long words. Their number is found in the largest type that
the leaflet may have, in which words need the most lines. So it is the same in every attempt at a
layout, and all else is alike in the leaflets of the patients whose words need so many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Final

from ..layout.legibility import column_width
from ..layout.model import Fit, Layout
from ..layout.scaling import smallest_body
from ..leaflet.dispensing import BOX
from ..leaflet.model import PERSONAL, Box, Leaflet, Paragraph
from ..leaflet.particulars_wording import ParticularsWording
from . import Lines
from .context import TypesettingContext
from .fields import check_glyphs

__all__ = [
    "field_lines", "has_one_size", "personal_width", "spare_for_lines", "spare_lines",
]  # fmt: skip

PARTS: Final = 10_000  # of a line: to so many parts the lines are rounded up


def personal_width(layout: Layout) -> float:
    """Return the width in points of a patient's words in a column of a layout."""
    style = layout.boxes["dispensing"]
    return column_width(layout) - 2 * (style.border + style.padding) - style.bar


def spare_lines(leaflet: Leaflet, context: TypesettingContext) -> float:
    """Return how many lines of directions are kept free beyond one line for each field.

    context: of the largest type that the leaflet may have. Raises MissingGlyph.
    """
    layout, width = context.layout, personal_width(context.layout)
    extra = []
    for field in _fields(leaflet):
        check_glyphs(context, field)
        lines = context.lines(field.words, field.role, width)
        extra.append((len(lines) - 1) * layout.styles[field.role].leading)
    return spare_for_lines(
        sum(extra) / layout.styles["directions"].leading, layout.dispensing.spare
    )


def has_one_size(layout: Layout) -> bool:
    """Return whether a patient's words have one size and one width in all attempts at a layout.

    If so, the places of all other words depend on nothing but how many lines each field needs.
    """
    long = layout.for_long_leaflet()
    return (
        not isinstance(layout.fit, Fit)
        and smallest_body(layout) >= layout.styles["body"].size
        and layout.page.columns == 1
        and all(long.styles[role] == layout.styles[role] for role in PERSONAL)  # type: ignore[index]
    )


def field_lines(
    values: Mapping[str, str], wording: ParticularsWording, context: TypesettingContext
) -> Lines:
    """Return the lines that fields need in a column. Raises MissingGlyph."""
    width, lines = personal_width(context.layout), dict[str, int]()
    for field, value in values.items():
        role = "directions" if field == "directions" else "particular"
        lines[field] = len(context.lines(wording.field_words(field, value), role, width))
    return tuple(sorted((field, count) for field, count in lines.items() if count > 1))


def spare_for_lines(needed: float, own: int) -> float:
    """Return the layout's own lines, or those that are needed if they are more, rounded up."""
    return max(own, ceil(round(needed * PARTS, 3)) / PARTS)


def _fields(leaflet: Leaflet) -> Iterable[Paragraph]:
    boxes = (block for block in leaflet.blocks if isinstance(block, Box) and block.path == BOX)
    blocks = (block for box in boxes for block in box.blocks)
    return (item for item in blocks if isinstance(item, Paragraph) and item.role in PERSONAL)
