"""Breaking words into lines: ragged right, even, no number parted from what it counts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..pdf.canvas import Piece

_BREAK = re.compile(r"([ \t\n]+)")  # a no-break space is not one of them
_NUMBER = re.compile(r"[(<>≥≤~]*\d[\d.,:/–-]*$")
_RUNT = (
    0.25  # a last line narrower than this share of the measure looks stranded; the less, the more
)


class Word(NamedTuple):
    """What stands between two places where a line may break; widths in points.

    glued: no break is wanted after it (a number and its unit). joined: the next word goes on
    without a space (a piece of a word too long for a line).
    """

    pieces: tuple[Piece, ...]
    width: float
    space: float
    glued: bool = False
    joined: bool = False


class Broken(NamedTuple):
    """A line: its pieces from left to right, its width, and whether its last word goes on."""

    pieces: tuple[Piece, ...]
    width: float
    joined: bool


def words(pieces: Iterable[Piece], space: Callable[[Piece], float]) -> list[Word]:
    """Cut pieces at white space. space: how wide one is in a piece's font and size."""
    found: list[Word] = []
    current: list[Piece] = []
    for piece in pieces:
        for text in _BREAK.split(piece.text):
            if not text:
                continue
            if text[0] in " \t\n":
                _close(found, current, space(piece))
            else:
                current.append(piece._replace(text=text))
    _close(found, current, 0.0)
    return found


def _close(found: list[Word], current: list[Piece], space: float) -> None:
    if current:
        text = "".join([piece.text for piece in current])
        found.append(Word(tuple(current), 0.0, space, bool(_NUMBER.match(text))))
        current.clear()


def measured(
    found: Iterable[Word], measure: Callable[[Piece], float], most: float
) -> Iterator[Word]:
    """The same words with their widths; one wider than `most` points comes in several parts."""
    for word in found:
        pieces = tuple([piece._replace(width=measure(piece)) for piece in word.pieces])
        width = sum([piece.width for piece in pieces])
        if width <= most:
            yield word._replace(pieces=pieces, width=width)
        else:
            yield from _parts(word, measure, most)


def _parts(word: Word, measure: Callable[[Piece], float], most: float) -> Iterator[Word]:
    current: list[Piece] = []
    width = 0.0
    for piece in word.pieces:
        start = 0
        for index in range(len(piece.text)):
            char = measure(piece._replace(text=piece.text[index]))
            if width + char > most and (current or index > start):
                if index > start:
                    current.append(_cut(piece, start, index, measure))
                yield Word(tuple(current), sum([part.width for part in current]), 0.0, joined=True)
                current, width, start = [], 0.0, index
            width += char
        if start < len(piece.text):
            current.append(_cut(piece, start, len(piece.text), measure))
    yield Word(tuple(current), sum([part.width for part in current]), word.space, word.glued)


def _cut(piece: Piece, start: int, end: int, measure: Callable[[Piece], float]) -> Piece:
    part = piece._replace(text=piece.text[start:end])
    return part._replace(width=measure(part))


def break_lines(found: Sequence[Word], measure: float) -> list[Broken]:
    """The words in as few lines of `measure` points as can be, as even as can be.

    Breaks after a number and runts (a last line of one short word) are avoided where the same
    number of lines, or for numbers one line more, can avoid them.
    """
    count = len(found)
    best = [(0.0, 0)] + [(float("inf"), 0)] * count  # cost of the first n words, where line starts
    for start in range(count):
        before = best[start][0]
        width = 0.0
        for end in range(start, count):
            word = found[end]
            width += word.width
            if width > measure and end > start:
                break
            cost = before + _cost(word, width, measure, last=end == count - 1)
            if cost < best[end + 1][0]:
                best[end + 1] = (cost, start)
            width += word.space
    return list(_lines(found, best))


def _cost(word: Word, width: float, measure: float, *, last: bool) -> float:
    """A line costs 1000, a number torn from its unit 5000, unevenness to 100, a runt to 20."""
    if last:
        runt = max(0.0, 1.0 - width / (measure * _RUNT))
        return 1000.0 + runt * runt * 20.0
    slack = max(0.0, (measure - width) / measure)
    return 1000.0 + slack * slack * 100.0 + (5000.0 if word.glued else 0.0)


def _lines(found: Sequence[Word], best: list[tuple[float, int]]) -> Iterator[Broken]:
    cuts = [len(found)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    for start, end in itertools.pairwise(cuts):
        yield _line(found[start:end])


def _line(found: Sequence[Word]) -> Broken:
    pieces: list[Piece] = []
    for index, word in enumerate(found):
        for piece in word.pieces:
            last = pieces[-1] if pieces else None
            if last is not None and last[1:5] == piece[1:5]:
                pieces[-1] = last._replace(
                    text=last.text + piece.text, width=last.width + piece.width
                )
            else:
                pieces.append(piece)
        if index < len(found) - 1 and word.space:
            last = pieces[-1]
            pieces[-1] = last._replace(text=last.text + " ", width=last.width + word.space)
    return Broken(tuple(pieces), sum([piece.width for piece in pieces]), found[-1].joined)
