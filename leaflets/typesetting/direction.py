"""Lines whose letters run in both directions: what stands where, by the Unicode algorithm (UAX 9).

ICU resolves the directions. It comes with the extras of the scripts, and this module is imported
only where a leaflet has words from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import icu

from ..pdf.text import TextPiece, is_right_to_left, mirrored
from .lines import Measure, TextLine
from .scripts import of_single_units

__all__ = ["reorder"]

# Digits of Europe, Arabia and Persia, and Latin letters, with the signs inside and around them.
# Numbers with units, telephone numbers and addresses are read from left to right as a whole, which
# UAX 9 leaves to the program (HL4): by itself it would turn around "01632 960 123" and "25 °C". A
# minus is a sign of the number unless a letter or digit stands before it. A number behind a unit
# begins another whole, so that "5 mL 3" is a dose and what follows it, in this order.
_DIGIT: Final = "0-9٠-٩۰-۹"
_LETTER: Final = "A-Za-zµÀ-ɏ"
_SIGN: Final = r"(?:[+<>≤≥~±]|(?<![^\W_])[-−])?"
_GOES_ON: Final = f"(?:[{_DIGIT}{_LETTER}.,:;/@°%+_٫٬–-]*[{_DIGIT}{_LETTER}%°])?"
_DIGITS: Final = f"{_SIGN}[{_DIGIT}](?:[{_DIGIT}.,:;/+٫٬–-]*[{_DIGIT}])?(?![{_LETTER}%°])"
_WORD: Final = f"{_SIGN}[°µ]?[{_LETTER}]{_GOES_ON}"
_NUMBER: Final = f"{_SIGN}[{_DIGIT}]{_GOES_ON}"
_SPACE: Final = "[ \u00a0](?:×[ \u00a0])?"
LEFT_TO_RIGHT: Final = re.compile(
    f"(?P<number>(?:{_DIGITS}{_SPACE})*{_NUMBER}(?:[ \u00a0]{_WORD})*)"
    f"|{_WORD}(?:{_SPACE}(?:{_WORD}|{_NUMBER}))*"
)
# Marks that no Latin text has: between two Latin names, too, they belong to the words around.
MARKS: Final = re.compile("[،؛؟۔]")


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


def reorder(lines: Sequence[TextLine], measure: Measure, *, turned: bool) -> list[TextLine]:
    """Place the pieces of a text's lines, which stay in the order in which they are read.

    turned: the leaflet runs from right to left, so lines begin at the right.
    """
    texts = ["".join(piece.text for piece in line.pieces) for line in lines]
    spaced = [text if line.joined else f"{text} " for text, line in zip(texts, lines, strict=True)]
    words = of_single_units("".join(spaced))
    if turned:
        words = _with_stand_ins(words)
    text = icu.UnicodeString(words)  # ICU reads it later, so it must stay
    paragraph, start, placed = icu.Bidi(), 0, []
    paragraph.setPara(text, int(turned))
    for line, line_text, with_space in zip(lines, texts, spaced, strict=True):
        stop = start + len(line_text)
        stretches = _stretches(paragraph.setLine(start, stop)) if line_text else []
        placed.append(_place(line, stretches, measure, turned=turned))
        start += len(with_space)
    return placed


def _stretches(line: icu.Bidi) -> list[_Stretch]:
    """Return the stretches of a line from left to right."""
    runs = [line.getVisualRun(index) for index in range(line.countRuns())]
    return [_Stretch(start, start + length, bool(turned)) for start, length, turned in runs]


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
