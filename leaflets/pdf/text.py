"""Text as PDF operators: glyph codes, placed lines, and the text object that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from ..base.errors import MissingGlyph, Place
from .writer import Writer, number

__all__ = [
    "OPENING",
    "Colour",
    "FontCodes",
    "FontInFile",
    "GlyphCodes",
    "NoGlyphError",
    "PlacedLine",
    "TextObject",
    "TextPiece",
    "fill_colour",
    "mirrored",
    "missing_glyph",
    "with_runs",
]

# signs that are drawn as their mirror image from right to left: BidiMirroring.txt of Unicode
_OPENING, _CLOSING = "([{<«‹≤⟨", ")]}>»›≥⟩"
OPENING: Final = str.maketrans(_CLOSING, _OPENING)
_MIRRORED: Final = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""


class TextPiece(NamedTuple):
    """Text in one font, size and colour.

    run: index of the run of the block's words that the text belongs to. width: in points.
    start: distance in points from the start of its line, which is the right end where the leaflet
    runs from right to left; None right after the piece before. shown: the characters as they stand
    from left to right, mirrored, where these are not those of the text.
    """

    text: str
    font: str
    size: float
    colour: Colour
    run: int
    width: float
    start: float | None = None
    shown: str | None = None


class PlacedLine(NamedTuple):
    """One line of text. x, y: start of its baseline, in points.

    joined: its last word continues in the next line, so no space follows it.
    """

    x: float
    y: float
    pieces: tuple[TextPiece, ...]
    joined: bool = False

    def placed(self) -> Iterator[tuple[float, TextPiece]]:
        """Yield each piece after where it begins, in points."""
        end = self.x
        for piece in self.pieces:
            start = end if piece.start is None else self.x + piece.start
            yield start, piece
            end = start + piece.width

    @property
    def width(self) -> float:
        """The width of its pieces, in points."""
        return sum(piece.width for piece in self.pieces)

    @property
    def is_reordered(self) -> bool:
        """Whether its pieces do not stand side by side in the order in which they are read."""
        return bool(self.pieces) and self.pieces[0].start is not None


def with_runs(lines: Sequence[PlacedLine], runs: range) -> list[PlacedLine]:
    """Return the parts of the lines that belong to these runs, which are numbered from 0."""
    parts = []
    for line in lines:
        x, pieces = line.x, []
        for piece in line.pieces:
            if piece.run in runs:
                pieces.append(piece._replace(run=piece.run - runs.start))
            elif not pieces and piece.start is None:
                x += piece.width
        if pieces:
            parts.append(line._replace(x=x, pieces=tuple(pieces)))
    return parts


class NoGlyphError(Exception):
    """A font lacks a character; the argument is its code point.

    It is not a LookupError because `str.translate` takes a LookupError as "keep the character".
    """


class FontCodes(Protocol):
    """What turns text into the codes of a font."""

    def strings(self, text: str, where: str, place: Place | None) -> list[tuple[str, str]]:
        """See GlyphCodes."""


class FontInFile(FontCodes, Protocol):
    """A font as one file embeds it."""

    def embed(self, out: Writer) -> dict[str, int]:
        """Write it; return the number of each font object by its resource name."""


class GlyphCodes(dict[int, str]):
    """A font's table for `str.translate`, from code point to the escaped code in the PDF string.

    A PDF font holds at most 255 characters, so a font may be split into subsets. The code of a
    character outside the first subset is written as NUL, the subset's number, and its code.
    resources: the resource name of each subset, such as "F1" and "F1a".
    """

    def __init__(self, font: str, resources: list[str]) -> None:
        super().__init__()
        self.font, self.resources = font, resources

    def __missing__(self, character: int) -> str:
        raise NoGlyphError(character)

    def strings(self, text: str, where: str, place: Place | None) -> list[tuple[str, str]]:
        """Return (resource name, escaped PDF string) pairs that show the text.

        where, place: named in the error. Raises MissingGlyph.
        """
        try:
            codes = text.translate(self)
        except NoGlyphError as error:
            raise missing_glyph(error.args[0], self.font, where, place) from None
        if "\0" not in codes:
            return [(self.resources[0], codes)]
        return self._split_by_subset(text)

    def _split_by_subset(self, text: str) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        for character in text:
            code = self[ord(character)]
            subset = ord(code[1]) if code[0] == "\0" else 0
            resource = self.resources[subset]
            code = code[2:] if subset else code
            if pairs and pairs[-1][0] == resource:
                pairs[-1] = (resource, pairs[-1][1] + code)
            else:
                pairs.append((resource, code))
        return pairs


def missing_glyph(character: int, font: str, where: str, place: Place | None) -> MissingGlyph:
    """Return the error of a code point that a font lacks. where, place: named in it."""
    message = f"The font {font} has no glyph for {chr(character)!r} (U+{character:04X}) in {where}."
    return MissingGlyph(message, "Use another character or another font.", place=place)


class TextObject:
    """Writes one PDF text object, repeating no font, size or colour that is already set.

    codes_of: returns the glyph codes of a font by its name. path, place: named in errors.
    """

    def __init__(self, codes_of: Callable[[str], FontCodes], path: str, place: Place | None):
        self._codes_of, self._path, self._place = codes_of, path, place
        self._code: list[str] = []
        self._at = (0, 0)
        self._font: tuple[str, float] | None = None
        self._colour: Colour | None = None

    def move(self, x: float, y: float) -> None:
        """Begin a line at a point.

        The operator takes the distance from the line before. Positions are rounded to hundredths
        of a point before they are subtracted, so that rounding errors do not add up.
        """
        at = round(x * 100), round(y * 100)
        right, up = at[0] - self._at[0], at[1] - self._at[1]
        self._code.append(f"{number(right / 100)} {number(up / 100)} Td")
        self._at = at

    def show(self, text: str, piece: TextPiece) -> None:
        """Show text in the font, size and colour of a piece. Raises MissingGlyph."""
        if piece.colour != self._colour:
            self._colour = piece.colour
            self._code.append(fill_colour(piece.colour))
        codes = self._codes_of(piece.font)
        for resource, string in codes.strings(text, self._path, self._place):
            if self._font != (resource, piece.size):
                self._font = resource, piece.size
                self._code.append(f"/{resource} {number(piece.size)} Tf")
            self._code.append(f"({string})Tj")

    def open(self, tag: str, mcid: int) -> None:
        """Begin the marked content of a structure element."""
        self._code.append(f"/{tag}<</MCID {mcid}>>BDC")

    def close(self) -> None:
        """End the marked content."""
        self._code.append("EMC")

    def code(self) -> str:
        """Return the operators, which leave the graphics state as it was."""
        return "q BT\n" + "\n".join(self._code) + "\nET Q"


@lru_cache(maxsize=64)
def fill_colour(colour: Colour) -> str:
    """Return the operator that sets the colour of fills and text."""
    red, green, blue = (f"{part:.4f}".rstrip("0").rstrip(".") for part in colour)
    return f"{red} g" if red == green == blue else f"{red} {green} {blue} rg"


def mirrored(text: str) -> str:
    """Return the characters from left to right of a text that runs from right to left.

    It has signs, not letters of such a script.
    """
    return text[::-1].translate(_MIRRORED)
