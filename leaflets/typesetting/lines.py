"""Line breaking: as few lines as possible, as even as possible, numbers kept with their units."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ..pdf.text import TextPiece

__all__ = [
    "Hyphenate",
    "Measure",
    "TextLine",
    "Word",
    "break_lines",
    "divide",
    "ends_with_number",
    "split_words",
]

WHITE_SPACE: Final = re.compile(r"[ \t\n]+")  # a no-break space is not in it
NUMBER: Final = re.compile(  # or a comparison sign that stands before a number
    r"[(<>≥≤~±]*\d[\d.,:/–⁰¹²³⁴⁵⁶⁷⁸⁹⁻-]*$|[(]?[<>≥≤~±=]+$"
)
NUMBER_ENDINGS: Final = frozenset("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹/–-<>≥≤~±=")  # a comma ends the phrase
RATIO_WORD_LETTERS: Final = 3  # most letters of a word between two numbers: 1 in 100, 2 to 4
BEFORE_WORDS: Final = "([{\"'“„‘‚«‹"
SOFT_HYPHEN: Final = "\u00ad"  # visible where a word is divided, but not part of the word

LINE_COST: Final = 1000.0
UNEVENNESS_COST: Final = 100.0  # of a line that is empty; less by the square of what is free
SPLIT_NUMBER_COST: Final = 5000.0  # a line that ends between a number and its unit
HYPHEN_COST: Final = 12.0
HYPHEN_LADDER_COST: Final = 88.0  # a hyphen right below another, in addition
RUNT_COST: Final = 20.0  # a last line of no width; less, the wider it is
RUNT_SHARE: Final = 0.25  # of the line width; a narrower last line looks stranded

Measure = Callable[[TextPiece, str], float]
"""Returns the width in points of a text in the font and size of a piece."""

Hyphenate = Callable[[TextPiece], Sequence[int]]
"""Returns the indices of the characters of a word before which a hyphen may stand."""


class Word(NamedTuple):
    """Text between two places where a line may break; widths in points.

    space: width of the space after it. keep_with_next: a break after it is avoided, as between a
    number and its unit. joined: the next word follows without a space (part of a divided word).
    hyphen: width of the hyphen that it needs at the end of a line, in the middle of a word.
    """

    pieces: tuple[TextPiece, ...]
    width: float
    space: float
    keep_with_next: bool = False
    joined: bool = False
    hyphen: float = 0.0


class TextLine(NamedTuple):
    """A line: its pieces from left to right, its width in points.

    joined: its last word continues in the next line.
    """

    pieces: tuple[TextPiece, ...]
    width: float
    joined: bool


def split_words(
    pieces: Iterable[TextPiece],
    measure: Measure,
    max_width: float,
    hyphenate: Hyphenate | None = None,
    bound: str = "",
) -> list[Word]:
    """Split text at white space into measured words.

    A word wider than `max_width` points is divided. A word of several pieces, such as one that is
    bold in part, is not hyphenated. bound: the letters that end no line where they are a word; see
    `one_letter_words`.
    """
    words: list[Word] = []
    current: list[TextPiece] = []  # pieces of the word that has not ended yet
    word_limit = float("inf") if hyphenate else max_width
    for piece in pieces:
        _, font, size, colour, run = piece[:5]
        space = measure(piece, " ")
        beginning, *tokens = WHITE_SPACE.split(piece.text)
        if beginning:
            current.append(TextPiece(beginning, font, size, colour, run, measure(piece, beginning)))
        if not tokens:
            continue
        if current:  # the white space before a token ends it, and is drawn in its font
            last = current[-1]
            drawn = measure(last, " ") if last.run == run and last.font != font else space
            _append_word(words, current, drawn, measure, word_limit)
        for token in tokens[:-1]:
            width = measure(piece, token)
            whole = (TextPiece(token, font, size, colour, run, width),)
            if width <= word_limit:
                words.append(Word(whole, width, space, ends_with_number(token)))
            else:
                _append_word(words, whole, space, measure, word_limit)
        end = tokens[-1]
        current = [TextPiece(end, font, size, colour, run, measure(piece, end))] if end else []
    if current:
        _append_word(words, current, 0.0, measure, word_limit)
    _keep_ratios_together(words)
    if bound:
        words = [_bind(word, bound) for word in words]
    return list(_hyphenated_words(words, hyphenate, measure, max_width)) if hyphenate else words


def _append_word(
    words: list[Word],
    pieces: Sequence[TextPiece],
    space: float,
    measure: Measure,
    max_width: float,
) -> None:
    if len(pieces) == 1:
        text, width = pieces[0].text, pieces[0].width
    else:
        text = "".join(piece.text for piece in pieces)
        width = sum(piece.width for piece in pieces)
    word = Word(tuple(pieces), width, space, ends_with_number(text))
    if width <= max_width:
        words.append(word)
    else:
        words.extend(divide(word, measure, max_width))


def ends_with_number(text: str) -> bool:
    """Return whether a word is a number or a sign before one, which a unit may follow."""
    return text[-1] in NUMBER_ENDINGS and bool(NUMBER.match(text))


def _keep_ratios_together(words: list[Word]) -> None:
    """Keep a short word between two numbers with them, as in "1 in 100"."""
    for index in range(1, len(words) - 1):
        if words[index - 1].keep_with_next and not words[index].keep_with_next:
            word, following = words[index], words[index + 1]
            is_short = len(word.pieces) == 1 and len(word.pieces[0].text) <= RATIO_WORD_LETTERS
            if is_short and following.pieces[0].text[0].isdecimal():
                words[index] = word._replace(keep_with_next=True)


def _bind(word: Word, letters: str) -> Word:
    """Keep a word with the next one if it is one of the letters, behind brackets or quotes."""
    text = "".join(piece.text for piece in word.pieces).lstrip(BEFORE_WORDS).casefold()
    return word._replace(keep_with_next=True) if len(text) == 1 and text in letters else word


def _hyphenated_words(
    words: Iterable[Word], hyphenate: Hyphenate, measure: Measure, max_width: float
) -> Iterator[Word]:
    """Yield the words, those that may be hyphenated as the parts between their hyphens."""
    for word in words:
        piece = word.pieces[0]
        points = hyphenate(piece) if len(word.pieces) == 1 else ()
        if points:
            hyphen = measure(piece, SOFT_HYPHEN)
            bounds = [0, *points, len(piece.text)]
            parts = [_part(piece, start, end, measure) for start, end in itertools.pairwise(bounds)]
            if max(part.width for part in parts) + hyphen <= max_width:
                for part in parts[:-1]:
                    yield Word((part,), part.width, 0.0, joined=True, hyphen=hyphen)
                yield Word((parts[-1],), parts[-1].width, word.space)
                continue
        if word.width <= max_width:
            yield word
        else:
            yield from divide(word, measure, max_width)


def divide(word: Word, measure: Measure, max_width: float) -> Iterator[Word]:
    """Divide a word that is too long for a line, after a slash if it has one, as addresses do."""
    current: list[TextPiece] = []
    width = 0.0
    for piece in word.pieces:
        start = 0
        for index, character in enumerate(piece.text):
            character_width = measure(piece, character)
            while width + character_width > max_width and (current or index > start):
                end = piece.text.rfind("/", start, index) + 1 or index
                if end > start:
                    current.append(_part(piece, start, end, measure))
                yield Word(tuple(current), sum(part.width for part in current), 0.0, joined=True)
                current, width, start = [], measure(piece, piece.text[end:index]), end
            width += character_width
        if start < len(piece.text):
            current.append(_part(piece, start, len(piece.text), measure))
    width = sum(part.width for part in current)
    yield Word(tuple(current), width, word.space, word.keep_with_next)


def _part(piece: TextPiece, start: int, end: int, measure: Measure) -> TextPiece:
    text = piece.text[start:end]
    return piece._replace(text=text, width=measure(piece, text))


def break_lines(words: Sequence[Word], line_width: float) -> list[TextLine]:
    """Break words into as few lines of `line_width` points as possible, as even as possible.

    The breaks with the least total cost are taken, by the costs at the head of this module. This
    is the method of Knuth and Plass, without stretching.
    """
    if not words:
        return []
    count = len(words)
    starts, ends, x = [], [], 0.0  # of each word, as if all stood in one line
    for _, width, space, _, _, hyphen in words:
        starts.append(x)
        ends.append(x + width + hyphen)
        x += width + space
    if ends[-1] <= line_width:
        return [_line(words)]
    break_costs = [
        HYPHEN_COST if word.hyphen else SPLIT_NUMBER_COST if word.keep_with_next else 0.0
        for word in words
    ]
    costs = [0.0] + [float("inf")] * count  # the least for the first n words
    line_starts = [0] * (count + 1)  # where the last line of the first n words begins
    last, scale = count - 1, UNEVENNESS_COST / line_width**2
    for start, start_x in enumerate(starts):
        base_cost, right_edge = costs[start] + LINE_COST, start_x + line_width
        follows_hyphen = start and words[start - 1].hyphen
        for end in range(start, last):
            slack = right_edge - ends[end]
            if slack < 0.0:
                if words[end].hyphen:
                    continue  # more of the word may fit, without the hyphen
                if end > start:
                    break
            cost = base_cost + slack * slack * scale + break_costs[end]
            if follows_hyphen and words[end].hyphen:
                cost += HYPHEN_LADDER_COST
            if cost < costs[end + 1]:
                costs[end + 1], line_starts[end + 1] = cost, start
        else:
            slack = right_edge - ends[last]
            if slack >= 0.0 or start == last:
                runt = 1.0 - (line_width - slack) / (line_width * RUNT_SHARE)
                cost = base_cost + (runt * runt * RUNT_COST if runt > 0 else 0.0)
                if cost < costs[count]:
                    costs[count], line_starts[count] = cost, start
    return list(_lines(words, line_starts))


def _lines(words: Sequence[Word], line_starts: list[int]) -> Iterator[TextLine]:
    bounds = [len(words)]
    while bounds[-1]:
        bounds.append(line_starts[bounds[-1]])
    bounds.reverse()
    for start, end in itertools.pairwise(bounds):
        yield _line(words[start:end])


def _line(words: Sequence[Word]) -> TextLine:
    """Join neighbouring pieces of the same font, size, colour and run, with their spaces."""
    pieces: list[TextPiece] = []
    texts: list[str] = []
    width, style, space = 0.0, None, 0.0

    def end_piece() -> None:
        if style is not None:
            pieces.append(TextPiece("".join(texts), *style, width))

    for word in words:
        if space:
            texts.append(" ")
            width += space
        for piece in word.pieces:
            if piece[1:5] != style:
                end_piece()
                texts, width, style = [], 0.0, piece[1:5]
            texts.append(piece.text)
            width += piece.width
        space = word.space
    if words[-1].hyphen:
        texts.append(SOFT_HYPHEN)
        width += words[-1].hyphen
    end_piece()
    return TextLine(tuple(pieces), sum(piece.width for piece in pieces), words[-1].joined)
