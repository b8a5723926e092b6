"""How wide the columns of a table are, and whether their words have room in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..leaflet.model import Block, Heading, Illustration, Paragraph, Table, Words
from ..leaflet.walk import walk
from .context import TypesettingContext
from .figures import own_width

__all__ = ["column_shares", "distribute_width", "words_of_cell"]

NARROW_COLUMN: Final = 6  # as a multiple of the type size; less is too narrow for running text
MAX_NATURAL_SHARE: Final = 0.6  # of a table's width that one column may ask for
LEAST_FIGURE: Final = 72.0  # points: what a picture in a cell needs to be recognised
TOLERANCE: Final = 0.01  # points


def distribute_width(
    min_widths: Sequence[float], natural_widths: Sequence[float], width: float
) -> list[float]:
    """Return the share of the width for each column, given what its words need and would like.

    min_widths: of the widest words. natural_widths: of the words in one line. If all columns fit in
    their natural widths, all are widened in proportion. If not even the minimum widths fit, no
    column gets more than an equal share for its minimum.
    """
    if 0 < sum(natural_widths) <= width:
        return [natural / sum(natural_widths) for natural in natural_widths]
    if sum(min_widths) > width:
        min_widths = [min(minimum, width / len(min_widths)) for minimum in min_widths]
    room = width - sum(min_widths)
    weights = [
        max(0.0, natural - minimum)
        for natural, minimum in zip(natural_widths, min_widths, strict=True)
    ]
    if not sum(weights):
        weights = [1.0] * len(min_widths)
    widths = [
        minimum + room * weight / sum(weights)
        for minimum, weight in zip(min_widths, weights, strict=True)
    ]
    return [column_width / width for column_width in widths]


def column_shares(block: Table, context: TypesettingContext, width: float) -> list[float] | None:
    """Return each column's share of the width; None if a column would be too narrow.

    That is a column that divides words, or squeezes running text.
    """
    padding = 2 * context.layout.tables.padding
    columns = block.columns
    min_widths, full_widths = [padding] * columns, [padding] * columns
    for row in (row for row in block.all_rows if not block.is_group(row)):
        for index, cell in enumerate(row.cells):
            for figure_width in _figure_widths(cell, context):
                least_width = min(figure_width, LEAST_FIGURE) + padding
                min_widths[index] = max(min_widths[index], least_width)
                full_widths[index] = max(full_widths[index], figure_width + padding)
            for words in words_of_cell(cell):
                word_width = context.widest_word(words, "table-head") + padding
                line_width = context.natural_width(words, "table-head") + padding
                min_widths[index] = max(min_widths[index], word_width)
                full_widths[index] = max(full_widths[index], line_width)
    natural_widths = [
        max(minimum, min(full, width * MAX_NATURAL_SHARE))
        for minimum, full in zip(min_widths, full_widths, strict=True)
    ]
    shares = distribute_width(min_widths, natural_widths, width)
    narrow_width = padding + NARROW_COLUMN * context.layout.styles["table-cell"].size
    acceptable_widths = [
        max(minimum, narrow_width) if full > 2 * narrow_width else minimum
        for minimum, full in zip(min_widths, full_widths, strict=True)
    ]
    is_acceptable = all(
        share * width > acceptable - TOLERANCE
        for share, acceptable in zip(shares, acceptable_widths, strict=True)
    )
    return shares if is_acceptable else None


def _figure_widths(cell: tuple[Block, ...], context: TypesettingContext) -> Iterator[float]:
    """Yield the own width of each illustration in a cell, in points."""
    for block in walk(cell):
        if isinstance(block, Illustration):
            yield own_width(block.figure, context)


def words_of_cell(cell: tuple[Block, ...]) -> Iterator[Words]:
    """Yield the words of each heading and paragraph in a cell."""
    for block in walk(cell):
        if isinstance(block, Heading | Paragraph):
            yield block.words
