"""Where lines may end in scripts that put no space between words: by ICU (UAX 14, dictionaries).

ICU comes with the extras of the scripts, and this module is imported only where a text needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import Final

import icu

from ..pdf.text import TextPiece
from .lines import Measure, Word, divide, ends_with_number
from .scripts import of_single_units

__all__ = ["divide_words"]

HYPHENS: Final = "-\u2010"


def divide_words(
    words: Iterable[Word], measure: Measure, language: str, max_width: float = inf
) -> Iterator[Word]:
    """Yield words with what lies between two spaces divided where the language ends words.

    A hyphen ends no word, as in lines of Latin letters, so that codes and names of substances
    stay whole. A word wider than `max_width` points is divided anywhere. language: of the leaflet,
    BCP 47.
    """
    breaker = icu.BreakIterator.createLineInstance(_strict_locale(language))
    for word in words:
        text = "".join(piece.text for piece in word.pieces)
        breaker.setText(of_single_units(text))
        *points, _ = breaker
        points = [point for point in points if text[point - 1] not in HYPHENS]
        parts = _divided(word, points, measure) if points and not word.joined else (word,)
        for part in parts:
            yield from (part,) if part.width <= max_width else divide(part, measure, max_width)


@lru_cache(16)
def _strict_locale(language: str) -> icu.Locale:
    """Return a locale by whose rules no small kana begins a line."""
    return icu.Locale.forLanguageTag(f"{language}-u-lb-strict")


def _divided(word: Word, points: list[int], measure: Measure) -> Iterator[Word]:
    parts = list(_cut(word.pieces, points, measure))
    for part in parts[:-1]:
        keep = ends_with_number("".join(piece.text for piece in part))  # before what it counts
        width = part[0].width if len(part) == 1 else sum(piece.width for piece in part)
        yield Word(part, width, 0.0, keep, joined=True)
    last = parts[-1]
    yield Word(last, sum(piece.width for piece in last), word.space, word.keep_with_next)


def _cut(
    pieces: tuple[TextPiece, ...], points: list[int], measure: Measure
) -> Iterator[tuple[TextPiece, ...]]:
    """Yield the pieces between the points, which count characters of all pieces."""
    if len(pieces) == 1:
        (piece,) = pieces
        text, style = piece.text, piece[1:5]
        for start, stop in pairwise([0, *points, len(text)]):
            part = text[start:stop]
            yield (TextPiece(part, *style, measure(piece, part)),)
        return
    bounds = iter([*points, sum(len(piece.text) for piece in pieces)])
    current: list[TextPiece] = []
    bound, at = next(bounds), 0
    for piece in pieces:
        start, end = 0, len(piece.text)
        while start < end:
            stop = min(end, bound - at)
            text = piece.text[start:stop]
            current.append(piece._replace(text=text, width=measure(piece, text)))
            start = stop
            if at + stop == bound:
                yield tuple(current)
                current, bound = [], next(bounds, 0)
        at += end
