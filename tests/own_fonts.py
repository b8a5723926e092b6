"""Small fonts of our own making, and a pharmacy's folder that holds them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

UNITS = 1000
CHINESE = "王小明伟"
RARE = "\U00020bb7"  # a letter of a family name outside the first 65,536 characters
SYRIAC, TELUGU, MARK = "\u0710", "\u0c15", "\u0310"
CHARACTERS = f" -{CHINESE}{RARE}{SYRIAC}{TELUGU}{MARK}"

FONTS = """\
families:
  toy-chinese:
    name: Toy Chinese
    licence: MIT
    regular: Toy-Regular.ttf
"""


def _square(edge: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, edge), (edge, edge), (edge, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


@cache
def toy_font(
    characters: str = CHARACTERS, rights: int = 0, name: str = "Toy", edge: int = 800
) -> bytes:
    """Return a TrueType font in which each of the characters is a square. rights: its fsType."""
    glyphs = {".notdef": _square(700)}
    codes = {ord(character): f"u{ord(character):05X}" for character in characters}
    glyphs |= {glyph: _square(edge - 10 * at) for at, glyph in enumerate(codes.values())}
    font = FontBuilder(UNITS, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap(codes)
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 50)))
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": name, "styleName": "Regular", "psName": f"{name}-Regular"})
    font.setupOS2(fsType=rights, sxHeight=500, sCapHeight=700, version=4)
    font.setupPost()
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def own_folder(folder: Path, fonts: str = FONTS, **files: bytes) -> Path:
    """Make a pharmacy's folder with these fonts. files: by the name before `.ttf`, with _ for -."""
    (folder / "fonts").mkdir(parents=True)
    (folder / "fonts.yaml").write_text(fonts, "utf-8")
    for name, content in (files or {"Toy_Regular": toy_font()}).items():
        (folder / "fonts" / f"{name.replace('_', '-')}.ttf").write_bytes(content)
    return folder
