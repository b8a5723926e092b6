"""A leaflet whose body was made once: each patient's words are set and put behind it.

The words are broken into lines by the same code as in a full render, and written with the same
operators, so that the bytes are the same. Nothing that draws is needed for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final

from msgspec import Struct

from ..base.errors import DoesNotFit, MissingGlyph, UsageError
from ..content.particulars import Particulars
from ..content.profile.forbidden import ForbiddenWords
from ..leaflet.particulars_wording import BLANK, ParticularsWording
from ..pdf.metadata import Metadata
from ..pdf.seam import Hash, Seam
from ..pdf.strings import Codes, NoGlyphError
from ..pdf.textcode import Colour, Line, Piece, TextCode
from ..pdf.writer import number
from ..typesetting.lines import TextLine, break_lines, words

__all__ = ["Field", "Frozen", "FrozenFont", "Plan"]

REMEMBERED: Final = 4096  # what was set of a field; directions come again and again
OFTEN: Final = frozenset(
    ("product", "directions", "quantity", "dispensed", "pharmacist", "pharmacy")
)  # the rest is each patient's own
SURE: Final = 0.01  # points; nearer to the edge, lines are broken to see
LAST: Final = b")Tj\nEMC\nET Q"  # what stands behind a value that nothing follows
SAMPLE: Final = "x"  # a value of which no letter needs a second subset


class FrozenFont(Struct, frozen=True):
    """A font of the body. codes: of each character, escaped for a string. widths: in thousandths.

    resources: the names of its subsets.
    """

    name: str
    resources: tuple[str, ...]
    codes: Mapping[int, str]
    widths: Mapping[int, float]


class Field(Struct, frozen=True):
    """Where a particular stands. gap: white space above it. Lengths in points.

    runs: the texts of its words, BLANK for the value, and the names of their fonts.
    """

    name: str
    mcid: int
    gap: float
    size: float
    leading: float
    colour: Colour
    runs: tuple[tuple[str, str], ...]


class Plan(Struct, frozen=True, kw_only=True):
    """Everything but the body that stamping needs. x, top, width: of the particulars, in points.

    height: what is kept free for them. cap: height of capitals as a share of the size.
    """

    pages: int
    language: str
    metadata: Metadata
    particulars_wording: ParticularsWording
    forbidden_words: ForbiddenWords
    fonts: tuple[FrozenFont, ...]
    fields: tuple[Field, ...]
    x: float
    top: float
    width: float
    height: float
    cap: float
    seam: Seam


class Frozen:
    """A body, and the way to put a patient's words behind it. Raises nothing that tells them.

    body: the bytes with which every leaflet of this kind begins. fields: the particulars for which
    there is room, all of which must be given. pages: of the whole leaflet.
    """

    def __init__(self, body: bytes, plan: Plan) -> None:
        self.body, self.plan = body, plan
        self.pages, self.metadata = plan.pages, plan.metadata
        self.fields = frozenset(field.name for field in plan.fields)
        self._hash: Hash = sha256(body)
        self._codes = {font.name: _codes(font) for font in plan.fonts}
        self._setters = [_Setter(field, plan, self._codes) for field in plan.fields]
        (stream,) = plan.seam.streams
        self._head = b"%d 0 obj\n<</Length " % stream

    def stamp(self, particulars: Particulars) -> bytes:
        """The leaflet of one patient, byte for byte as a full render makes it.

        Raises DoesNotFit, MissingGlyph where only a full render will do, ProfileError for words
        that the profile forbids, and UsageError for other fields or another language.
        """
        return self.body + self.tail(particulars)

    def parts(self, particulars: Particulars) -> tuple[bytes, bytes]:
        """The same as body and tail."""
        return self.body, self.tail(particulars)

    def tail(self, particulars: Particulars) -> bytes:
        """What follows the body."""
        code = self.code(particulars)
        stream = b"%b%d>>\nstream\n%b\nendstream\nendobj\n" % (self._head, len(code), code)
        return self.plan.seam.tail(stream, self._hash.copy())

    def code(self, particulars: Particulars) -> bytes:
        """The operators that draw a patient's words in their place on the first page."""
        plan = self.plan
        if particulars.fields != self.fields or particulars.language != plan.language:
            raise UsageError(
                "The particulars are not those for which this leaflet was prepared.",
                "Prepare it for the same fields and the same language.",
            )
        plan.forbidden_words.check(particulars.values)
        values, top, used, codes = particulars.values, plan.top, 0.0, []
        for setter in self._setters:
            top -= setter.gap
            code, lines = setter.set(values[setter.name], top)
            codes.append(code)
            tall = lines * setter.leading
            used += setter.gap + tall
            top -= tall
        if used > plan.height:
            raise DoesNotFit(
                "The particulars need more lines than the layout keeps free for them.",
                "Render this leaflet in full, or give the layout more lines to spare.",
            )
        return b"\n".join(codes)


def _codes(font: FrozenFont) -> Codes:
    made = Codes(font.name, list(font.resources))
    made.update(font.codes)
    return made


class _Setter:
    """Sets one particular, again and again."""

    def __init__(self, field: Field, plan: Plan, codes: Mapping[str, Codes]) -> None:
        self.field, self.plan, self._codes = field, plan, codes
        self.name, self.gap, self.leading = field.name, field.gap, field.leading
        self._widths = {font.name: font.widths for font in plan.fonts}
        self._table, self._room, self._widest = self._one_line()
        self._known: dict[tuple[str, float], tuple[bytes, int]] = {}
        self._around: dict[float, tuple[bytes, bytes]] = {}

    def set(self, value: str, top: float) -> tuple[bytes, int]:
        """The code for a value whose first line begins at `top`, and its number of lines."""
        if self.name not in OFTEN:
            return self._set(value, top)
        found = self._known.get((value, top))
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[value, top] = self._set(value, top)
        return found

    def _set(self, value: str, top: float) -> tuple[bytes, int]:
        said = self.plan.particulars_wording.value(self.name, value)
        try:
            shown = said.translate(self._table)
        except NoGlyphError as missing:
            raise self._missing(said, missing.args[0]) from None
        if self._fits(said):
            around = self._around.get(top)
            if around is None:
                around = self._around[top] = self._sample(top)
            if "\0" not in shown:
                return b"%b%b%b" % (around[0], shown.encode("latin-1"), around[1]), 1
            if around[1] == LAST and not around[0].endswith(b"("):
                return b"%b%b%b" % (around[0], self._mixed(shown), LAST), 1
        lines = self._lines(said)
        return self._code(lines, top), len(lines)

    def _missing(self, said: str, character: int) -> MissingGlyph:
        at = said.index(chr(character)) + 1
        return MissingGlyph(
            f"The fonts of this body lack character {at} of '{self.name}'.",
            "Render this leaflet in full: other fonts may have it.",
        )

    # -- one line: the value between what is always the same --------------------------------------

    def _one_line(self) -> tuple[Codes, float, float]:
        """The codes for the value, the room for it in thousandths of the size, and the widest
        character."""
        room = (self.plan.width - SURE) * 1000 / self.field.size
        table = self._codes[self.field.runs[0][1]]
        for text, font in self.field.runs:
            room -= sum([self._widths[font][ord(char)] for char in text if char != BLANK])
            if BLANK in text:
                table = self._codes[font]
        return table, room, max(self._widths[table.font].values())

    def _fits(self, said: str) -> bool:
        """Whether the value surely fits in the line of its label."""
        if len(said) * self._widest <= self._room:
            return True
        widths = self._widths[self._table.font]
        return sum([widths[ord(char)] for char in said]) <= self._room

    def _sample(self, top: float) -> tuple[bytes, bytes]:
        """What stands before and behind a value in one line that begins at `top`."""
        before, after = (self._code(self._lines(value), top) for value in (SAMPLE, 2 * SAMPLE))
        at = next(n for n, (one, two) in enumerate(zip(before, after, strict=False)) if one != two)
        return before[: at - 1], before[at:]

    def _mixed(self, shown: str) -> bytes:
        """A value with characters of several subsets, behind something in the first."""
        resources, size = self._table.resources, number(self.field.size)
        first, *rest = shown.split("\0")
        code, now = [first], 0
        for part in rest:
            for index, more in ((ord(part[0]), part[1]), (0, part[2:])):
                if more and index != now:
                    code.append(f")Tj\n/{resources[index]} {size} Tf\n(")
                    now = index
                code.append(more)
        return "".join(code).encode("latin-1")

    # -- several lines, as in a full render -------------------------------------------------------

    def _lines(self, said: str) -> Sequence[TextLine]:
        width = self.plan.width
        return break_lines(words(self._pieces(said), self._measure, width), width)

    def _pieces(self, said: str) -> Iterator[Piece]:
        size, colour = self.field.size, self.field.colour
        for index, (text, font) in enumerate(self.field.runs):
            yield Piece(text.replace(BLANK, said), font, size, colour, index, 0.0)

    def _measure(self, piece: Piece, text: str) -> float:
        widths = self._widths[piece.font]
        return sum([widths[ord(char)] for char in text]) * piece.size / 1000

    def _code(self, lines: Sequence[TextLine], top: float) -> bytes:
        size, leading = self.field.size, self.field.leading
        base = top - (leading + size * self.plan.cap) / 2
        text = TextCode(self._codes.__getitem__, self.name, None)
        for index, broken in enumerate(lines):
            line = Line(self.plan.x, base - index * leading, broken.pieces, broken.joined)
            text.move(line.x, line.y)
            if not index:
                text.open("P", self.field.mcid)
            for piece in line.pieces:
                text.show(piece.text, piece)
            if index < len(lines) - 1 and not line.joined:
                self._space(text, line.pieces[-1])
        text.close()
        return text.code().encode("latin-1")

    def _space(self, text: TextCode, last: Piece) -> None:
        """The space between two lines, as real text."""
        if not last.text.endswith((" ", "\xa0")):
            text.show(" ", last)
