"""Fonts: loaded, verified, measured, and asked in turn for a character that one lacks."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..base.errors import FontFault, MissingGlyph, Place
from ..layout.families import Family, Weight
from ..pdf.embedded_fonts import register_font
from ..pdf.engine import TTFont

# Characters that differ from another only in where a line may break: drawn with that one's glyph,
# read back as themselves.
SAME_GLYPH = {0x00A0: 0x0020, 0x202F: 0x0020, 0x2011: 0x002D, 0x2010: 0x002D, 0x00AD: 0x002D}
REMEMBERED = 20_000  # words a font; a process that sets names without end must not keep them all
AGAIN = "Install leaflets again; its fonts come with it."

_loading = threading.Lock()
_measured: dict[str, FontMetrics] = {}


class FontMetrics:
    """A loaded font. widths: advance of each character that it has, in thousandths of the size."""

    __slots__ = ("_known", "characters", "name", "widths")

    def __init__(self, name: str, font: Any) -> None:
        self.name = name
        widths, default = font.face.charWidths, font.face.defaultWidth
        self.widths: dict[int, float] = {
            code: widths.get(code, default) for code in font.face.charToGlyph
        }
        self.characters = frozenset(map(chr, self.widths))
        self._known: dict[str, float] = {}  # words come again and again

    def width(self, text: str, size: float) -> float:
        """How wide the text is, in points, at a type size in points."""
        found = self._known.get(text)
        if found is None:
            widths = self.widths
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[text] = sum([widths[ord(char)] for char in text])
        return found * size / 1000


def font_file(family: Family, weight: Weight) -> Path:
    """Where the family's package keeps the file of a weight. Raises FontFault."""
    spec = find_spec(family.package)
    if spec is None or not spec.submodule_search_locations:
        raise FontFault(f"The package {family.package}, which brings a font, is missing.", AGAIN)
    return Path(spec.submodule_search_locations[0]) / family.faces[weight].file


def _verify(path: Path, sha256: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        raise FontFault(
            f"The font file {path.name} cannot be read: {fault.strerror}.", AGAIN
        ) from None
    if found != sha256:
        raise FontFault(
            f"The font file {path.name} is not the one that was tested with this version.", AGAIN
        )


def _load(name: str, path: Path, sha256: str) -> FontMetrics:
    """The font, loaded once a process."""
    with _loading:
        if name not in _measured:
            _verify(path, sha256)
            try:
                font = TTFont(name, str(path))
            except Exception:  # ReportLab raises whatever the damage makes it trip over
                raise FontFault(
                    f"The font file {path.name} is not a TrueType font that can be embedded.", AGAIN
                ) from None
            _lend_glyphs(font.face)
            register_font(font)
            _measured[name] = FontMetrics(name, font)
        return _measured[name]


def _lend_glyphs(face: Any) -> None:
    for char, like in SAME_GLYPH.items():
        if like in face.charToGlyph:
            face.charToGlyph[char] = face.charToGlyph[like]
            face.charWidths[char] = face.charWidths.get(like, face.defaultWidth)


class Fonts:
    """The fonts of a layout: each family in two weights, loaded when first asked for.

    names: of the families, the one that is set first, then those that lend characters. named: the
    fonts so far, by their registered names.
    """

    def __init__(self, names: Sequence[str], families: Mapping[str, Family]) -> None:
        self.names, self.families = tuple(names), families
        self.named: dict[str, FontMetrics] = {}
        self._choice: dict[tuple[str, Weight], FontMetrics] = {}

    @property
    def x_height(self) -> float:
        """Of the first family, as a share of the type size."""
        return float(self.families[self.names[0]].x_height)

    @property
    def cap_height(self) -> float:
        """Height of a capital of the first family, as a share of the type size."""
        return float(self.families[self.names[0]].cap_height)

    def metrics(self, name: str, weight: Weight) -> FontMetrics:
        """The font of a family in a weight. Raises FontFault."""
        key = f"{name}-{weight}"
        if key not in self.named:
            family = self.families[name]
            sha256 = family.faces[weight].sha256
            self.named[key] = _load(key, font_file(family, weight), sha256)
        return self.named[key]

    def both(self) -> tuple[str, str]:
        """The names of the first family's two fonts. Raises FontFault."""
        first = self.names[0]
        return self.metrics(first, "regular").name, self.metrics(first, "bold").name

    def widths(self, font: str) -> Mapping[int, float]:
        """The advance of each character of a font, by its registered name, in thousandths."""
        return self.named[font].widths

    def split(self, text: str, weight: Weight, where: Place | None) -> Iterator[tuple[str, str]]:
        """The text in stretches that one font can draw, each with the font's registered name.

        where: the text's place in the monograph, for the message. Raises MissingGlyph.
        """
        first = self.metrics(self.names[0], weight)
        if first.characters.issuperset(text):
            yield first.name, text
            return
        start, current = 0, None
        for index, char in enumerate(text):
            font = self._choice.get((char, weight)) or self._choose(char, weight, where)
            if font is not current:
                if current is not None:
                    yield current.name, text[start:index]
                start, current = index, font
        if current is not None:
            yield current.name, text[start:]

    def _choose(self, char: str, weight: Weight, where: Place | None) -> FontMetrics:
        for name in self.names:
            font = self.metrics(name, weight)
            if ord(char) in font.widths or char in "\n\t":
                self._choice[char, weight] = font
                return font
        tried = ", ".join(self.names)
        raise MissingGlyph(
            f"No font of this layout ({tried}) has the character U+{ord(char):04X}.",
            "Write it in another way, or name a font that has it under `fallback` in the layout.",
            place=where,
        )
