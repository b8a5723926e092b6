"""Sets one field of the particulars, for patient after patient.

A value that needs several lines is set as in a full render: the same code breaks the lines and
writes the operators, so the bytes are the same. A value that surely fits on one line takes a
shortcut, which most values can take: the operators before and after it are always the same, so they
are written once with a sample value and reused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

from ..base.errors import MissingGlyph
from ..base.languages import one_letter_words
from ..layout.families import Weight
from ..leaflet.particulars_wording import BLANK
from ..pdf.text import GlyphCodes, NoGlyphError, PlacedLine, TextObject, TextPiece
from ..pdf.writer import number
from ..typesetting.lines import TextLine, break_lines, split_words
from .plan import StampField, StampPlan

__all__ = ["FieldSetter"]

CACHED_VALUES: Final = 8192  # with their code, of all fields of all bodies in one process
REPEATED_FIELDS: Final = frozenset(
    ("product", "directions", "route", "quantity", "dispensed", "pharmacist", "pharmacy")
)  # many patients have the same value; the values of other fields are not cached
MARGIN: Final = 0.01  # points; a value within this of the full width is broken into lines
ENDING: Final = b")Tj\nEMC\nET Q"  # the operators after a value at the end of its line
SAMPLE: Final = "x"  # a sample value; the letter is in the first subset of every font


class SetField(NamedTuple):
    """A value that was set: the operators that draw it, and its lines here and in the largest type
    that the leaflet may have."""

    code: bytes
    lines: int
    lines_in_largest: int


# Of all bodies of this process together, so that memory does not grow with their number; by the
# number of the setter, which so goes with its body
_set_values: dict[tuple[int, str, float], SetField] = {}
_numbers = count()


class FieldSetter:
    """Sets the values of one field. codes: of the plan's fonts, by name."""

    def __init__(self, field: StampField, plan: StampPlan, codes: Mapping[str, GlyphCodes]) -> None:
        self.field, self.plan, self._codes = field, plan, codes
        self._number = next(_numbers)
        self._bound = one_letter_words(plan.language)
        self.weight = next(weight for text, weight in field.runs if BLANK in text)
        self.name, self.gap, self.leading = field.name, field.gap, field.leading
        fonts = [font for fonts in plan.fonts.values() for font in fonts]
        self._widths = {font.name: font.widths for font in fonts}
        self._value_codes, self._room = self._one_line()
        self._value_widths = self._widths[self._value_codes.font]
        self._max_character_width = max(self._value_widths.values())
        (size, self.largest_leading), width = plan.room.sizes[field.name], plan.room.width
        label = (plan.width - MARGIN) * 1000 / field.size - self._room  # in thousandths of a size
        self._largest_room = (width - MARGIN) * 1000 / size - label
        self._least_room = min(self._room, self._largest_room)
        self._affixes: dict[float, tuple[bytes, bytes]] = {}

    def set(self, value: str, top: float) -> SetField:
        """Return a value whose first line begins at `top`. Raises MissingGlyph."""
        if self.name not in REPEATED_FIELDS:
            return self.set_uncached(value, top)
        key = self._number, value, top
        result = _set_values.get(key)
        if result is None:
            if len(_set_values) >= CACHED_VALUES:
                _set_values.clear()
            result = _set_values[key] = self.set_uncached(value, top)
        return result

    def set_uncached(self, value: str, top: float) -> SetField:
        """Do what `set` does, without the cache."""
        phrase = self.plan.particulars_wording.value(self.name, value)
        try:
            codes = phrase.translate(self._value_codes)
        except NoGlyphError:
            return self.set_lines(phrase, top)
        fits_both = self._fits(phrase, self._least_room)  # as most values do
        fits_largest = fits_both or self._fits(phrase, self._largest_room)
        most = 1 if fits_largest else self._lines_in_largest(phrase)
        if fits_both or self._fits(phrase, self._room):
            before, after = self._affixes_at(top)
            if "\0" not in codes:
                return SetField(b"%b%b%b" % (before, codes.encode("latin-1"), after), 1, most)
            if after == ENDING and not before.endswith(b"("):
                code = b"%b%b%b" % (before, self._with_subsets(codes), ENDING)
                return SetField(code, 1, most)
        return self.set_lines(phrase, top)

    def set_lines(self, phrase: str, top: float) -> SetField:
        """Set the words of a value as a full render does; see `set`."""
        lines = self._lines(phrase)
        return SetField(self._code(lines, top), len(lines), self._lines_in_largest(phrase))

    def _lines_in_largest(self, phrase: str) -> int:
        """Return how many lines a phrase needs in the largest type; see `Room`."""
        (size, _), width = self.plan.room.sizes[self.name], self.plan.room.width
        pieces = [piece._replace(size=size) for piece in self._pieces(phrase)]
        return len(self._broken(pieces, width))

    # -- one line: the value between operators that are always the same ---------------------------

    def _one_line(self) -> tuple[GlyphCodes, float]:
        """Return the codes of the value's font, and the room for it in thousandths of the size."""
        room = (self.plan.width - MARGIN) * 1000 / self.field.size
        for text, weight in self.field.runs:
            for font, part in self._split(text.replace(BLANK, ""), weight):
                room -= sum(self._widths[font][ord(char)] for char in part)
        return self._codes[self.plan.fonts[self.weight][0].name], room

    def _fits(self, phrase: str, room: float) -> bool:
        """Return True if a value surely fits on the line of its label. room: in thousandths."""
        if len(phrase) * self._max_character_width <= room:
            return True
        return sum(map(self._value_widths.__getitem__, map(ord, phrase))) <= room

    def _affixes_at(self, top: float) -> tuple[bytes, bytes]:
        """Return the operators before and after a value on one line that begins at `top`."""
        affixes = self._affixes.get(top)
        if affixes is None:
            short_code, long_code = (
                self._code(self._lines(value), top) for value in (SAMPLE, 2 * SAMPLE)
            )
            at = next(
                n for n, (a, b) in enumerate(zip(short_code, long_code, strict=False)) if a != b
            )
            affixes = self._affixes[top] = short_code[: at - 1], short_code[at:]
        return affixes

    def _with_subsets(self, codes: str) -> bytes:
        """Return the operators for codes of several subsets, after text in the first subset."""
        resources, size = self._value_codes.resources, number(self.field.size)
        first, *parts = codes.split("\0")
        code, current = [first], 0
        for part in parts:
            for subset, string in ((ord(part[0]), part[1]), (0, part[2:])):
                if string and subset != current:
                    code.append(f")Tj\n/{resources[subset]} {size} Tf\n(")
                    current = subset
                code.append(string)
        return "".join(code).encode("latin-1")

    # -- several lines, as in a full render -------------------------------------------------------

    def _lines(self, value: str) -> Sequence[TextLine]:
        return self._broken(self._pieces(value), self.plan.width)

    def _broken(self, pieces: Iterable[TextPiece], width: float) -> Sequence[TextLine]:
        words = split_words(pieces, self._measure, width, bound=self._bound)
        return break_lines(words, width)

    def _pieces(self, value: str) -> Iterator[TextPiece]:
        size, colour = self.field.size, self.field.colour
        for index, (text, weight) in enumerate(self.field.runs):
            for font, part in self._split(text.replace(BLANK, value), weight):
                yield TextPiece(part, font, size, colour, index, 0.0)

    def _split(self, text: str, weight: Weight) -> Iterator[tuple[str, str]]:
        """Split a text by font, as `Fonts.split` does. Raises MissingGlyph."""
        fonts = self.plan.fonts[weight]
        start, current = 0, ""
        for index, char in enumerate(text):
            font = next((font.name for font in fonts if ord(char) in font.codes), "")
            if not font:
                raise MissingGlyph(
                    f"The fonts of this body lack a character of '{self.name}'.",
                    "Freeze a body with the letters that `letters_for` gives, or render in full.",
                )
            if font != current:
                if current:
                    yield current, text[start:index]
                start, current = index, font
        if current:
            yield current, text[start:]

    def _measure(self, piece: TextPiece, text: str) -> float:
        widths = self._widths[piece.font]
        return sum(widths[ord(char)] for char in text) * piece.size / 1000

    def _code(self, lines: Sequence[TextLine], top: float) -> bytes:
        size, leading = self.field.size, self.field.leading
        baseline = top - (leading + size * self.plan.cap) / 2
        text = TextObject(self._codes.__getitem__, self.name, None)
        for index, text_line in enumerate(lines):
            line = PlacedLine(
                self.plan.x, baseline - index * leading, text_line.pieces, text_line.joined
            )
            text.move(line.x, line.y)
            if not index:
                text.open("P", self.field.mcid)
            for piece in line.pieces:
                text.show(piece.text, piece)
            last = line.pieces[-1]
            if index < len(lines) - 1 and not line.joined and not last.text.endswith((" ", "\xa0")):
                text.show(" ", last)  # so that words copied from the file are separate
        text.close()
        return text.code().encode("latin-1")
