"""Fonts of shaped scripts in a file: composite fonts whose glyphs stand for the text they show.

A glyph of the embedded font is drawn from the glyphs that HarfBuzz chose, at the places that it
gave them, so that one code stands for one letter or syllable. All readers of the file then find the
letters of the text, whole and once, without a second text beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from ..base.errors import FontFault, Place
from .embedded_fonts import subset_tag, unicode_map
from .shaping import Glyph, GlyphPart, ShapingFont
from .text import missing_glyph
from .writer import DEFLATED, Writer, compress, name

__all__ = ["ShapedFont"]

CACHED_PROGRAMS: Final = 32  # of 10 to 60 kB each, in one process
CACHED_OUTLINES: Final = 8192
CURVE_TOLERANCE: Final = 0.5  # units of the font, where cubic curves become quadratic
MAX_GLYPHS: Final = 60_000  # of one font in a file; glyph numbers have two bytes
ESCAPES: Final = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\", "\r": "\\r", "\n": "\\n"})
STEM: Final = 80  # width of a stem in thousandths of the size: required, but no reader uses it
SYMBOLIC: Final = 4  # flag of a font descriptor
NOTDEF: Final = ".notdef"


class ShapedFont:
    """A font in one file. A glyph gets its code, from 1, when it is first shown."""

    def __init__(self, font: ShapingFont, prefix: str) -> None:
        self.font, self._prefix = font, prefix
        self.resources = [prefix]
        self._codes: dict[Glyph, int] = {}

    def has(self, character: str) -> bool:
        """Return True if the font has a glyph for the character."""
        return character in self.font.characters

    def strings(self, text: str, where: str, place: Place | None) -> list[tuple[str, str]]:
        """See GlyphCodes."""
        if not self.font.characters.issuperset(text):
            missing = next(char for char in text if char not in self.font.characters)
            raise missing_glyph(ord(missing), self.font.name, where, place)
        codes = "".join(map(self._code, self.font.glyphs(text)))
        return [(self._prefix, codes)]

    def _code(self, glyph: Glyph) -> str:
        code = self._codes.setdefault(glyph, len(self._codes) + 1)
        if code > MAX_GLYPHS:
            raise FontFault(
                f"The leaflet needs more than {MAX_GLYPHS:,} glyphs of the font {self.font.name}.",
                "Divide it into several leaflets.",
            )
        return (chr(code >> 8) + chr(code & 255)).translate(ESCAPES)

    def reserve_codes(self, characters: Iterable[int]) -> None:
        """Reserve nothing: words of a patient in such a font are not stamped."""

    def reserved_codes(self, characters: Iterable[int]) -> dict[int, str]:  # noqa: ARG002
        """Return no codes: words of a patient in such a font are not stamped."""
        return {}

    def embed(self, out: Writer) -> dict[str, int]:
        """Write the font; return the number of its object by its resource name."""
        if not self._codes:
            return {}
        length, program = _program(self.font, tuple(self._codes))
        extents = self.font.font.get_font_extents("ltr")
        base = name(f"{subset_tag(self._prefix, 0)}+{self.font.name}")
        file = out.stream(f"/Length1 {length}{DEFLATED}", program, deflate=False)
        ascent, descent = self._thousandths(extents.ascender), self._thousandths(extents.descender)
        descriptor = out.add(
            f"<</Type/FontDescriptor/FontName{base}/Flags {SYMBOLIC}"
            f"/FontBBox[0 {descent} 1000 {ascent}]/ItalicAngle 0/Ascent {ascent}"
            f"/Descent {descent}/CapHeight {ascent}/StemV {STEM}/FontFile2 {file} 0 R>>"
        )
        widths = " ".join(self._thousandths(glyph.advance) for glyph in self._codes)
        descendant = out.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity/W[1[{widths}]]>>"
        )
        texts = {code: glyph.text for glyph, code in self._codes.items()}
        unicode = out.stream("", unicode_map(texts, digits=4))
        return {
            self._prefix: out.add(
                f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H"
                f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
            )
        }

    def _thousandths(self, units: float) -> str:
        return f"{units * 1000 / self.font.units:.3f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=CACHED_PROGRAMS)
def _program(font: ShapingFont, glyphs: tuple[Glyph, ...]) -> tuple[int, bytes]:
    """Return the length and deflated bytes of a TrueType font: .notdef, then these glyphs."""
    names = [NOTDEF, *(f"g{code}" for code in range(1, len(glyphs) + 1))]
    outlines = [TTGlyphPen(None).glyph(), *(_outline(font, glyph.parts) for glyph in glyphs)]
    advances = [font.units // 2, *(glyph.advance for glyph in glyphs)]
    builder = FontBuilder(font.units, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupGlyf(dict(zip(names, outlines, strict=True)))
    bearings = [outline.xMin if outline.numberOfContours else 0 for outline in outlines]
    metrics = zip(names, zip(advances, bearings, strict=True), strict=True)
    builder.setupHorizontalMetrics(dict(metrics))
    builder.setupHorizontalHeader()
    builder.setupMaxp()
    builder.updateHead(created=0, modified=0)  # the same bytes on every day
    output = BytesIO()
    builder.font.save(output)
    return len(output.getvalue()), compress(output.getvalue())


@lru_cache(maxsize=CACHED_OUTLINES)
def _outline(font: ShapingFont, parts: tuple[GlyphPart, ...]):  # type: ignore[no-untyped-def]
    """Draw the parts of a glyph as one outline."""
    pen = TTGlyphPen(None)
    for part in parts:
        curves = Cu2QuPen(pen, CURVE_TOLERANCE)
        font.font.draw_glyph_with_pen(
            part.glyph, TransformPen(curves, (1, 0, 0, 1, part.x, part.y))
        )
    return pen.glyph()
