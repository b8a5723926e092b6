"""Characters to codes and glyphs: the subset of each font that a file shows, and its embedding."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from ..base.errors import Bug
from .strings import Codes, NoGlyphError
from .writer import DEFLATED, Writer, deflated, name

if TYPE_CHECKING:
    from .engine import TTFont

EMBEDDED = 32  # subsets that a process keeps as files hold them, of 8 to 20 kB each
_SYMBOLIC = 4
_NONSYMBOLIC = 32
# codes in the order in which they are given to characters outside ASCII; line ends and the three
# characters that strings escape are left out, so that a code is always one byte in the file
_CODES = (*range(161, 256), *range(127, 161), *range(1, 9), *range(14, 32))
# what names and directions are written with: printable ASCII, typographic signs, Latin letters; in
# the order in which a font that is to hold them all gives them codes
REPERTOIRE: Final = (
    *range(0x20, 0x7F), *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2021, 0x2022,
    0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212, 0x2264, 0x2265,
    *range(0xA0, 0xAD), *range(0xAE, 0x250), *range(0x1E00, 0x1F00),
)  # fmt: skip
_ESCAPED = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}


# Fonts by the name that pieces of text carry. Not ReportLab's own list: there, a font that another
# part of the process has loaded from another file takes the place of ours if its face has the name.
_loaded: dict[str, TTFont] = {}


def keep(font: TTFont) -> None:
    """Make a font known by its name, once a process."""
    _loaded.setdefault(font.fontName, font)


def kept(font: str) -> TTFont | None:
    """The font of that name, if it is known."""
    return _loaded.get(font)


class Subset:
    """At most 255 characters of a font. codes: the character of each code in use."""

    def __init__(self, resource: str) -> None:
        self.resource = resource
        self.codes: dict[int, int] = {}
        self._free = list(reversed(_CODES))

    def code(self, character: int) -> int | None:
        """A code for a new character; None when the subset is full."""
        if 32 <= character < 127:
            code = character
        elif self._free:
            code = self._free.pop()
        else:
            return None
        self.codes[code] = character
        return code


class Face(Codes):
    """A font in one file; a character gets its code when it is first shown."""

    def __init__(self, font: str, prefix: str) -> None:
        super().__init__(font, [prefix])
        loaded = kept(font)
        if loaded is None:
            raise Bug(f"The font {font} cannot be embedded.", "Please report it.", code="X711")
        self._prefix, self.face = prefix, loaded.face
        self.subsets = [Subset(prefix)]

    def __missing__(self, character: int) -> str:
        if character not in self.face.charToGlyph:
            raise NoGlyphError(character)
        index = len(self.subsets) - 1 if character > 126 else 0
        code = self.subsets[index].code(character)
        if code is None:
            index += 1
            self.resources.append(f"{self._prefix}{_letter(index)}")
            self.subsets.append(Subset(self.resources[index]))
            code = self.subsets[index].code(character)
            assert code is not None
        shown = _ESCAPED.get(code, chr(code))
        self[character] = f"\0{chr(index)}{shown}" if index else shown
        return self[character]

    def has(self, character: str) -> bool:
        """True when the font can show a character."""
        return ord(character) in self.face.charToGlyph

    def hold(self) -> None:
        """Give codes to all that the words of a patient may need, always in the same order."""
        for character in REPERTOIRE:
            if character in self.face.charToGlyph:
                self[character]

    def held(self) -> dict[int, str]:
        """The codes of what it holds of all that patients' words may need."""
        return {character: self[character] for character in REPERTOIRE if character in self}

    def embed(self, out: Writer) -> dict[str, int]:
        """Write the subsets; gives the font object's number by resource name."""
        return {
            subset.resource: self._embed(out, index, subset)
            for index, subset in enumerate(self.subsets)
            if subset.codes
        }

    def _embed(self, out: Writer, index: int, subset: Subset) -> int:
        face, made = self.face, _embedded(self.font, tuple(sorted(subset.codes.items())))
        base = name(f"{_tag(self._prefix, index)}+{face.name.decode('latin-1')}")
        file = out.stream(f"/Length1 {made.length}{DEFLATED}", made.program, deflate=False)
        box = " ".join(_short(edge) for edge in face.bbox)
        descriptor = out.add(
            f"<</Type/FontDescriptor/FontName{base}/Flags {face.flags & ~_NONSYMBOLIC | _SYMBOLIC}"
            f"/FontBBox[{box}]/ItalicAngle {_short(face.italicAngle)}/Ascent {_short(face.ascent)}"
            f"/Descent {_short(face.descent)}/CapHeight {_short(face.capHeight)}"
            f"/StemV {_short(face.stemV)}/FontFile2 {file} 0 R>>"
        )
        unicode = out.stream(DEFLATED, made.unicode, deflate=False)
        return out.add(
            f"<</Type/Font/Subtype/TrueType/BaseFont{base}{made.widths}"
            f"/FontDescriptor {descriptor} 0 R/ToUnicode {unicode} 0 R>>"
        )


class _Embedded(NamedTuple):
    """What files hold of a subset. length: of the program, which like the CMap is deflated."""

    length: int
    program: bytes
    unicode: bytes
    widths: str


_cutting = Lock()  # a face reads its file from where it read last


@lru_cache(maxsize=EMBEDDED)
def _embedded(font: str, codes: tuple[tuple[int, int], ...]) -> _Embedded:
    """A font's subset, the same for the same characters at the same codes."""
    loaded, characters = kept(font), dict(codes)
    assert loaded is not None
    face, first, last = loaded.face, codes[0][0], codes[-1][0]
    shown = [characters.get(code, 0) for code in range(last + 1)]
    with _cutting:
        program = face.makeSubset(shown)
    widths = " ".join(_short(face.charWidths.get(c, 0) if c else 0) for c in shown[first:])
    return _Embedded(
        len(program),
        deflated(program),
        deflated(_to_unicode(characters)),
        f"/FirstChar {first}/LastChar {last}/Widths[{widths}]",
    )


def _letter(index: int) -> str:
    return chr(96 + index)


def _tag(prefix: str, index: int) -> str:
    """Six capitals that differ for every subset in the file."""
    serial = int(prefix[1:]) * 26 + index
    return "LEAF" + chr(65 + serial // 26 % 26) + chr(65 + serial % 26)


def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _to_unicode(codes: dict[int, int]) -> bytes:
    """The CMap by which readers get the characters back."""
    rows = [
        f"<{code:02x}> <{chr(character).encode('utf-16-be').hex()}>"
        for code, character in sorted(codes.items())
    ]
    blocks = (rows[at : at + 100] for at in range(0, len(rows), 100))
    listed = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{listed}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
