"""Breaking words into lines: ragged right, even, no number parted from what it counts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..pdf.text import TextPiece

_BREAK = re.compile(r"[ \t\n]+")  # a no-break space is not one of them
_NUMBER = r"[(<>≥≤~±]*\d[\d.,:/–⁰¹²³⁴⁵⁶⁷⁸⁹⁻-]*$|[(]?[<>≥≤~±=]+$"  # or a sign before one
_NUMERIC = frozenset("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹/–-<>≥≤~±=")  # how it ends: a comma ends what it counts
_SHORT = 3  # letters of a word between two numbers: 1 in 100, 2 to 4
_RUNT = (
    0.25  # a last line narrower than this share of the measure looks stranded; the less, the more
)
HYPHEN = "\u00ad"  # a soft one: it is seen where a word is divided, and is no part of the word

_new = tuple.__new__  # most of the time goes into words; the call of a class takes twice as long

Measure = Callable[[TextPiece, str], float]
Divide = Callable[[TextPiece], Sequence[int]]


class Word(NamedTuple):
    """What stands between two places where a line may break; widths in points.

    glued: no break is wanted after it (a number and its unit). joined: the next word goes on
    without a space (a piece of a word too long for a line). hyphen: the width of the hyphen that
    is needed if a line ends here, in the middle of a word.
    """

    pieces: tuple[TextPiece, ...]
    width: float
    space: float
    glued: bool = False
    joined: bool = False
    hyphen: float = 0.0


class TextLine(NamedTuple):
    """A line: its pieces from left to right, its width, and whether its last word goes on."""

    pieces: tuple[TextPiece, ...]
    width: float
    joined: bool


def words(
    pieces: Iterable[TextPiece], measure: Measure, most: float, divide: Divide | None = None
) -> list[Word]:
    """Cut pieces at white space and measure them; a word wider than `most` points comes in parts.

    measure: the width in points of a text in a piece's font and size. divide: before which of its
    characters a word, a piece of its own, may be divided by a hyphen.
    """
    found: list[Word] = []
    current: list[TextPiece] = []
    widest = float("inf") if divide else most
    for piece in pieces:
        text, font, size, colour, run, _ = piece
        space = measure(piece, " ")
        first, *others = _BREAK.split(text)
        if first:
            current.append(TextPiece(first, font, size, colour, run, measure(piece, first)))
        if not others:
            continue
        if current:  # white space stands before each of the others
            _close(found, current, space, measure, widest)
        *between, last = others
        for token in between:
            width = measure(piece, token)
            alone = _new(TextPiece, (token, font, size, colour, run, width))
            if width <= widest:
                number = _is_number(token)
                found.append(_new(Word, ((alone,), width, space, number, False, 0.0)))
            else:
                _close(found, [alone], space, measure, widest)
        current = [TextPiece(last, font, size, colour, run, measure(piece, last))] if last else []
    if current:
        _close(found, current, 0.0, measure, widest)
    _glue_ratios(found)
    return list(_divided(found, divide, measure, most)) if divide else found


def _divided(
    found: Iterable[Word], divide: Divide, measure: Measure, most: float
) -> Iterator[Word]:
    """The words in the parts between which a hyphen may stand. What is of two looks stays whole."""
    for word in found:
        first, hyphen = word.pieces[0], 0.0
        points = divide(first) if len(word.pieces) == 1 else ()
        if points:
            hyphen = measure(first, HYPHEN)
            cuts = [0, *points, len(first.text)]
            parts = [_cut(first, start, end, measure) for start, end in itertools.pairwise(cuts)]
            if max([part.width for part in parts]) + hyphen <= most:
                for part in parts[:-1]:
                    yield Word((part,), part.width, 0.0, joined=True, hyphen=hyphen)
                yield Word((parts[-1],), parts[-1].width, word.space)
                continue
        if word.width <= most:
            yield word
        else:
            yield from _parts(word, measure, most)


def _glue_ratios(found: list[Word]) -> None:
    """A short word between two numbers, as in 1 in 100, stays with them."""
    for index in range(1, len(found) - 1):
        if found[index - 1].glued and not found[index].glued:
            word, after = found[index], found[index + 1]
            short = len(word.pieces) == 1 and len(word.pieces[0].text) <= _SHORT
            if short and after.pieces[0].text[0].isdecimal():
                found[index] = word._replace(glued=True)


def _is_number(text: str) -> bool:
    return text[-1] in _NUMERIC and bool(_number().match(text))


@cache
def _number() -> re.Pattern[str]:
    return re.compile(_NUMBER)  # in 0.6 ms, which one patient's words in one line do not need


def _close(
    found: list[Word], pieces: list[TextPiece], space: float, measure: Measure, most: float
) -> None:
    """Add the word that is made of these pieces."""
    if len(pieces) == 1:
        text, _, _, _, _, width = pieces[0]
    else:
        text = "".join([piece.text for piece in pieces])
        width = sum([piece.width for piece in pieces])
    word = Word(tuple(pieces), width, space, _is_number(text))
    if width <= most:
        found.append(word)
    else:
        found += _parts(word, measure, most)


def _parts(word: Word, measure: Measure, most: float) -> Iterator[Word]:
    """A word too long for a line, cut behind a slash where there is one: most are addresses."""
    current: list[TextPiece] = []
    width = 0.0
    for piece in word.pieces:
        start = 0
        for index, char in enumerate(piece.text):
            wide = measure(piece, char)
            while width + wide > most and (current or index > start):
                end = piece.text.rfind("/", start, index) + 1 or index
                if end > start:
                    current.append(_cut(piece, start, end, measure))
                yield Word(tuple(current), sum([part.width for part in current]), 0.0, joined=True)
                current, width, start = [], measure(piece, piece.text[end:index]), end
            width += wide
        if start < len(piece.text):
            current.append(_cut(piece, start, len(piece.text), measure))
    yield Word(tuple(current), sum([part.width for part in current]), word.space, word.glued)


def _cut(piece: TextPiece, start: int, end: int, measure: Measure) -> TextPiece:
    text = piece.text[start:end]
    return piece._replace(text=text, width=measure(piece, text))


def break_lines(found: Sequence[Word], measure: float) -> list[TextLine]:
    """The words in as few lines of `measure` points as can be, as even as can be.

    A line costs 1000, a number torn from its unit 5000, unevenness to 100, a runt (a last line of
    one short word) to 20, a hyphen 12, one below another 100; the breaks that cost least are taken.
    """
    count = len(found)
    if not found:
        return []
    starts, ends, at = [], [], 0.0  # of each word, if all stood in one line
    for _, wide, space, _, _, hyphen in found:
        starts.append(at)
        ends.append(at + wide + hyphen)
        at += wide + space
    if ends[-1] <= measure:
        return [_line(found)]
    torn = [12.0 if word.hyphen else 5000.0 if word.glued else 0.0 for word in found]
    cost = [0.0] + [float("inf")] * count  # of the first n words
    begin = [0] * (count + 1)  # where the last line of the first n words begins
    scale = 100.0 / measure**2
    for start, first in enumerate(starts):
        before, most = cost[start] + 1000.0, first + measure
        below = start and found[start - 1].hyphen  # the line above ends in one
        for end in range(start, count):
            slack = most - ends[end]
            if slack < 0.0 and found[end].hyphen:
                continue  # without it more of the word may fit
            if slack < 0.0 and end > start:
                break
            price = before + slack * slack * scale + torn[end]
            if end == count - 1:
                runt = 1.0 - (measure - slack) / (measure * _RUNT)
                price = before + (runt * runt * 20.0 if runt > 0 else 0.0)
            elif below and found[end].hyphen:
                price += 88.0
            if price < cost[end + 1]:
                cost[end + 1], begin[end + 1] = price, start
    return list(_lines(found, begin))


def _lines(found: Sequence[Word], begin: list[int]) -> Iterator[TextLine]:
    cuts = [len(found)]
    while cuts[-1]:
        cuts.append(begin[cuts[-1]])
    cuts.reverse()
    for start, end in itertools.pairwise(cuts):
        yield _line(found[start:end])


def _line(found: Sequence[Word]) -> TextLine:
    """Neighbours that look alike become one piece, with the spaces between them."""
    pieces: list[TextPiece] = []
    texts: list[str] = []
    width, look, gap = 0.0, None, 0.0

    def close() -> None:
        if look is not None:
            pieces.append(TextPiece("".join(texts), *look, width))

    for word in found:
        if gap:
            texts.append(" ")
            width += gap
        for piece in word.pieces:
            if piece[1:5] != look:
                close()
                texts, width, look = [], 0.0, piece[1:5]
            texts.append(piece.text)
            width += piece.width
        gap = word.space
    if found[-1].hyphen:
        texts.append(HYPHEN)
        width += found[-1].hyphen
    close()
    return TextLine(tuple(pieces), sum([piece.width for piece in pieces]), found[-1].joined)
