"""How many characters stand in a line, counted in real words that are set in a layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..layout.families import Family
from ..layout.legibility import column_width
from ..layout.model import Layout
from ..leaflet.model import Leaflet, Paragraph, Words, walk
from .context import TypesettingContext
from .fonts import Fonts

__all__ = ["line_lengths"]

LONG: Final = 120  # characters, of a paragraph that fills a line even where lines are long


def line_lengths(
    leaflet: Leaflet, layout: Layout, families: Mapping[str, Family]
) -> dict[str, float]:
    """The mean of characters, with spaces, in the full lines of each role of running text.

    leaflet: whose long paragraphs are set. A paragraph's last line does not count.
    """
    context = TypesettingContext(
        layout, Fonts((layout.fonts.text, *layout.fonts.fallback), families)
    )
    texts = [
        block.words
        for block in walk(leaflet.blocks)
        if isinstance(block, Paragraph) and len(str(block.words)) > LONG
    ]
    column, box = column_width(layout), layout.boxes["emergency"]
    widths = {
        "body": column,
        "item": column - layout.lists.indent,
        "action": column - 2 * (box.border + box.padding) - box.bar,
    }
    return {role: _mean(context, texts, role, max(width, 1.0)) for role, width in widths.items()}


def _mean(context: TypesettingContext, texts: list[Words], role: str, width: float) -> float:
    """Of the lines of all the texts; of narrow type on a wide page there may be none that end."""
    counts = [count for text in texts for count in _full_lines(context, text, role, width)]
    return sum(counts) / len(counts) if counts else float(max(len(str(text)) for text in texts))


def _full_lines(context: TypesettingContext, text: Words, role: str, width: float) -> Iterator[int]:
    for line in context.lines(text, role, width)[:-1]:
        yield sum(len(piece.text) for piece in line.pieces)
