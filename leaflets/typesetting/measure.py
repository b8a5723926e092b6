"""The number of characters in a line, measured on real text that is set in a layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..layout.families import Family
from ..layout.legibility import column_width
from ..layout.model import Layout
from ..leaflet.model import Leaflet, Paragraph, Words
from ..leaflet.walk import walk
from .context import TypesettingContext
from .fonts import Fonts

__all__ = ["line_lengths"]

MIN_CHARACTERS: Final = 120  # of a measured paragraph, so that it fills a line of any layout


def line_lengths(
    leaflet: Leaflet, layout: Layout, families: Mapping[str, Family]
) -> dict[str, float]:
    """Return the mean number of characters, with spaces, in a full line of each running text role.

    The long paragraphs of the leaflet are set in each role; their last lines are not counted.
    """
    context = TypesettingContext(
        layout, Fonts((layout.fonts.text, *layout.fonts.fallback), families)
    )
    texts = [
        block.words
        for block in walk(leaflet.blocks)
        if isinstance(block, Paragraph) and len(str(block.words)) > MIN_CHARACTERS
    ]
    column, box = column_width(layout), layout.boxes["emergency"]
    widths = {
        "body": column,
        "item": column - layout.lists.indent,
        "action": column - 2 * (box.border + box.padding) - box.bar,
    }
    return {
        role: _mean_length(context, texts, role, max(width, 1.0)) for role, width in widths.items()
    }


def _mean_length(context: TypesettingContext, texts: list[Words], role: str, width: float) -> float:
    """Return the mean over the full lines of all texts; without any, the length of the longest."""
    counts = [count for text in texts for count in _full_lines(context, text, role, width)]
    return sum(counts) / len(counts) if counts else float(max(len(str(text)) for text in texts))


def _full_lines(context: TypesettingContext, text: Words, role: str, width: float) -> Iterator[int]:
    for line in context.lines(text, role, width)[:-1]:
        yield sum(len(piece.text) for piece in line.pieces)
