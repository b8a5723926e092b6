"""Lines whose letters run in both directions: what stands where, by the Unicode algorithm (UAX 9).

ICU resolves the directions. It comes with the extras of the scripts, and this module is imported
only where a leaflet has words from right to left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

import icu

from ..base.languages import is_right_to_left
from ..base.left_to_right import LEFT_TO_RIGHT
from ..pdf.text import TextPiece, mirrored
from .lines import Measure, TextLine
from .scripts import of_single_units

__all__ = ["reorder"]

# Marks that no Latin text has: between two Latin names, too, they belong to the words around.
MARKS: Final = re.compile("[،؛؟۔]")
# Signs of Unicode around what has a direction of its own: to the right, to the left, and the end.
TO_THE_RIGHT: Final = "\u2066"
TO_THE_LEFT: Final = "\u2067"
END: Final = "\u2069"


def _with_stand_ins(text: str) -> str:
    """Return a text in which every whole has as many signs of one direction.

    A number keeps its place in a list of numbers. Latin words, and numbers behind them, draw the
    signs between them to their direction, as in a sentence.
    """
    parts, at, sign = [], 0, ""
    for match in LEFT_TO_RIGHT.finditer(text):
        between = text[at : match.start()]
        if match["number"] is None:
            sign = "a"
        elif not sign or is_right_to_left(between) or MARKS.search(between):
            sign = "٠"
        parts += [MARKS.sub("ا", between), sign * len(match.group())]
        at = match.end()
    return "".join(parts) + MARKS.sub("ا", text[at:])


class _Stretch(NamedTuple):
    """Characters of one direction. start, stop: in the line's text. turned: to the left."""

    start: int
    stop: int
    turned: bool


def reorder(
    lines: Sequence[TextLine],
    measure: Measure,
    *,
    turned: bool,
    foreign_runs: Collection[int] = frozenset(),
) -> list[TextLine]:
    """Place the pieces of a text's lines, which stay in the order in which they are read.

    turned: the text runs from right to left, so lines begin at the right. foreign_runs: runs of the
    text in a language that runs the other way; each is a whole, with its punctuation.
    """
    words, positions = _with_signs(lines, foreign_runs, turned=turned)
    text = icu.UnicodeString(words)  # ICU reads it later, so it must stay
    paragraph, start, placed = icu.Bidi(), 0, []
    paragraph.setPara(text, int(turned))
    for line in lines:
        stop = start + sum(len(piece.text) for piece in line.pieces)
        stretches = list(_stretches(paragraph, positions, start, stop)) if stop > start else []
        placed.append(_place(line, stretches, measure, turned=turned))
        start = stop if line.joined else stop + 1
    return placed


def _with_signs(
    lines: Sequence[TextLine], foreign_runs: Collection[int], *, turned: bool
) -> tuple[str, Sequence[int]]:
    """Return the text of lines with signs around what runs the other way.

    After it, where each character of the text without signs stands in it.
    """
    words, positions = "", list[int]()
    for is_foreign, part in _parts_by_direction(lines, foreign_runs):
        own, start = of_single_units(part), len(words) + is_foreign
        if turned is not is_foreign:
            own = _with_stand_ins(own)
        positions += range(start, start + len(own))
        sign = TO_THE_RIGHT if turned else TO_THE_LEFT
        words += f"{sign}{own}{END}" if is_foreign else own
    return words, positions


def _parts_by_direction(
    lines: Sequence[TextLine], foreign_runs: Collection[int]
) -> Iterator[tuple[bool, str]]:
    """Yield the text of lines in parts, each after whether it runs the other way."""
    parts: list[tuple[bool, str]] = []
    for line in lines:
        parts += [(piece.run in foreign_runs, piece.text) for piece in line.pieces]
        if not line.joined:
            parts.append((bool(parts) and parts[-1][0], " "))
    for is_foreign, group in groupby(parts, key=lambda part: part[0]):
        yield is_foreign, "".join(text for _, text in group)


def _stretches(
    paragraph: icu.Bidi, positions: Sequence[int], start: int, stop: int
) -> Iterator[_Stretch]:
    """Yield the stretches of a line from left to right. start, stop: in the text without signs."""
    first = positions[start]
    line = paragraph.setLine(first, positions[stop - 1] + 1)
    for index in range(line.countRuns()):
        at, length, turned = line.getVisualRun(index)
        left = bisect_left(positions, first + at) - start
        right = bisect_left(positions, first + at + length) - start
        yield _Stretch(left, right, bool(turned))


def _place(
    line: TextLine, stretches: list[_Stretch], measure: Measure, *, turned: bool
) -> TextLine:
    pieces: list[tuple[int, TextPiece]] = []  # from left to right, each after its first character
    for stretch in stretches:
        parts = list(_parts(line.pieces, stretch, measure))
        pieces += reversed(parts) if stretch.turned else parts
    width = sum(piece.width for _, piece in pieces)
    left, placed = 0.0, []
    for at, piece in pieces:
        start = width - left - piece.width if turned else left
        placed.append((at, piece._replace(start=start)))
        left += piece.width
    return line._replace(pieces=tuple(piece for _, piece in sorted(placed)), width=width)


def _parts(
    pieces: Sequence[TextPiece], stretch: _Stretch, measure: Measure
) -> Iterator[tuple[int, TextPiece]]:
    """Yield the parts of pieces that lie in a stretch, each after its first character."""
    at = 0
    for piece in pieces:
        start, stop = max(stretch.start, at), min(stretch.stop, at + len(piece.text))
        if start < stop:
            text = piece.text[start - at : stop - at]
            shown = mirrored(text) if stretch.turned and not is_right_to_left(text) else None
            width = measure(piece, text)
            yield start, piece._replace(text=text, width=width, shown=shown)
        at += len(piece.text)
