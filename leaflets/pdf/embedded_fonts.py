"""Fonts in a file: codes for characters, subsets of glyphs, and the font objects."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from ..base.errors import Bug, FontFault
from .text import GlyphCodes, NoGlyphError
from .writer import DEFLATED, Writer, compress, name

if TYPE_CHECKING:
    from .engine import TTFont

CACHED_SUBSETS = 32  # of 8 to 20 kB each, in one process
_SYMBOLIC = 4  # flags of a font descriptor
_NONSYMBOLIC = 32
# Codes in the order in which characters outside ASCII get them. Line ends and the three characters
# that are escaped in strings are left out, so that a code is always one byte in the file.
_CODES = (*range(161, 256), *range(127, 161), *range(1, 9), *range(14, 32))
_ESCAPES = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}

# Fonts of this process by the name that pieces of text carry. ReportLab's own registry will not do:
# in it, a font that other code loaded from another file replaces ours if its face has our name.
_registered_fonts: dict[str, TTFont] = {}


def register_font(font: TTFont) -> None:
    """Register a font by its name; the first one of a name stays."""
    _registered_fonts.setdefault(font.fontName, font)


def registered_font(name: str) -> TTFont | None:
    """Return the registered font of that name, if any."""
    return _registered_fonts.get(name)


class Subset:
    """At most 255 characters of a font. codes: from code to code point."""

    def __init__(self, resource: str) -> None:
        self.resource = resource
        self.codes: dict[int, int] = {}
        self._free = list(reversed(_CODES))

    def add(self, character: int) -> int | None:
        """Give a character a code and return it; None if the subset is full."""
        if 32 <= character < 127:
            code = character
        elif self._free:
            code = self._free.pop()
        else:
            return None
        self.codes[code] = character
        return code


class EmbeddedFont(GlyphCodes):
    """A font in one file. A character gets its code when it is first shown."""

    def __init__(self, font: str, prefix: str) -> None:
        super().__init__(font, [prefix])
        ttf = registered_font(font)
        if ttf is None:
            raise Bug(f"The font {font} cannot be embedded.", "Please report it.", code="X711")
        self._prefix, self.face = prefix, ttf.face
        self.subsets = [Subset(prefix)]

    def __missing__(self, character: int) -> str:
        if character not in self.face.charToGlyph:
            raise NoGlyphError(character)
        index = len(self.subsets) - 1 if character > 126 else 0
        code = self.subsets[index].add(character)
        if code is None:
            index += 1
            self.resources.append(f"{self._prefix}{_letter(index)}")
            self.subsets.append(Subset(self.resources[index]))
            code = self.subsets[index].add(character)
            assert code is not None
        escape = _ESCAPES.get(code, chr(code))
        self[character] = f"\0{chr(index)}{escape}" if index else escape
        return self[character]

    def has(self, character: str) -> bool:
        """Return True if the font has a glyph for the character."""
        return ord(character) in self.face.charToGlyph

    def reserve_codes(self, characters: Iterable[int]) -> None:
        """Give codes to those of the characters that the font has."""
        for character in characters:
            if character in self.face.charToGlyph:
                self[character]

    def reserved_codes(self, characters: Iterable[int]) -> dict[int, str]:
        """Return the codes of those of the characters that have one."""
        return {character: self[character] for character in characters if character in self}

    def embed(self, out: Writer) -> dict[str, int]:
        """Write the subsets; return the number of each font object by its resource name."""
        return {
            subset.resource: self._embed(out, index, subset)
            for index, subset in enumerate(self.subsets)
            if subset.codes
        }

    def _embed(self, out: Writer, index: int, subset: Subset) -> int:
        face, streams = self.face, _subset_streams(self.font, tuple(sorted(subset.codes.items())))
        base = name(f"{subset_tag(self._prefix, index)}+{face.name.decode('latin-1')}")
        file = out.stream(f"/Length1 {streams.length}{DEFLATED}", streams.program, deflate=False)
        box = " ".join(_decimal(edge) for edge in face.bbox)
        descriptor = out.add(
            f"<</Type/FontDescriptor/FontName{base}/Flags {face.flags & ~_NONSYMBOLIC | _SYMBOLIC}"
            f"/FontBBox[{box}]/ItalicAngle {_decimal(face.italicAngle)}"
            f"/Ascent {_decimal(face.ascent)}/Descent {_decimal(face.descent)}"
            f"/CapHeight {_decimal(face.capHeight)}/StemV {_decimal(face.stemV)}"
            f"/FontFile2 {file} 0 R>>"
        )
        unicode = out.stream(DEFLATED, streams.unicode, deflate=False)
        return out.add(
            f"<</Type/Font/Subtype/TrueType/BaseFont{base}{streams.widths}"
            f"/FontDescriptor {descriptor} 0 R/ToUnicode {unicode} 0 R>>"
        )


class _SubsetStreams(NamedTuple):
    """A subset as files hold it. length: of the font program before it was deflated.

    program: the font program, deflated. unicode: the CMap, deflated. widths: dictionary entries.
    """

    length: int
    program: bytes
    unicode: bytes
    widths: str


_makes_subset = Lock()  # ReportLab's face reads its font file through one shared position


@lru_cache(maxsize=CACHED_SUBSETS)
def _subset_streams(font: str, codes: tuple[tuple[int, int], ...]) -> _SubsetStreams:
    """Make the subset of a font. codes: (code, code point), sorted."""
    ttf, characters = registered_font(font), dict(codes)
    assert ttf is not None
    face, first, last = ttf.face, codes[0][0], codes[-1][0]
    by_code = [characters.get(code, 0) for code in range(last + 1)]
    with _makes_subset:
        try:
            program = face.makeSubset(by_code)
        except Exception:  # ReportLab raises whatever the damage makes it trip over
            raise FontFault(
                f"The font {font} is damaged: a part of it cannot be embedded.",
                "Copy its file again, or use another font in your fonts.yaml.",
            ) from None
    widths = " ".join(_decimal(face.charWidths.get(c, 0) if c else 0) for c in by_code[first:])
    return _SubsetStreams(
        len(program),
        compress(program),
        compress(unicode_map({code: chr(at) for code, at in characters.items()})),
        f"/FirstChar {first}/LastChar {last}/Widths[{widths}]",
    )


def _letter(index: int) -> str:
    return chr(96 + index)


def subset_tag(prefix: str, index: int) -> str:
    """Return six capitals that differ for every subset in the file, as its font name must begin."""
    serial = int(prefix[1:]) * 26 + index
    return "LEAF" + chr(65 + serial // 26 % 26) + chr(65 + serial % 26)


def _decimal(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def unicode_map(texts: dict[int, str], digits: int = 2) -> bytes:
    """Return the CMap with which PDF readers turn codes back into text.

    digits: of a code, in hexadecimal.
    """
    rows = [
        f"<{code:0{digits}x}> <{text.encode('utf-16-be').hex()}>"
        for code, text in sorted(texts.items())
    ]
    blocks = (rows[at : at + 100] for at in range(0, len(rows), 100))
    sections = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * digits}> <{'f' * digits}>\n"
        f"endcodespacerange\n{sections}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
