"""Checks of a font file: its kind, its rights, and the heights of its letters."""

from __future__ import annotations

import struct
import sys
from typing import Final, NamedTuple

from ..source.schema import InvalidText

__all__ = ["FontHeights", "check_font"]

TRUETYPE: Final = (b"\0\1\0\0", b"true")
TABLES: Final = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name")
# fsType of the table OS/2, https://learn.microsoft.com/typography/opentype/spec/os2#fstype
RESTRICTED: Final = 0x0002
PREVIEW_OR_EDITABLE: Final = 0x000C  # in fonts before version 3, the mildest of several bits holds
NO_SUBSETTING: Final = 0x0100
BITMAPS_ONLY: Final = 0x0200
# formats of the table cmap that list groups of characters, after 16 bytes, in 12 bytes each,
# https://learn.microsoft.com/typography/opentype/spec/cmap
GROUP_FORMATS: Final = (8, 10, 12, 13)
GROUP_BYTES: Final = 12
MOST_CHARACTERS: Final = sys.maxunicode + 1
TRUETYPE_HINT: Final = "Use a static TrueType font, whose name ends in .ttf."


class FontHeights(NamedTuple):
    """Heights of a small x and of a capital, as shares of the type size."""

    x_height: float
    cap_height: float


def check_font(content: bytes) -> FontHeights:
    """Return the heights of a font.

    Raises InvalidText 272 for a file that is not a static TrueType font, and 273 for a font whose
    rights do not allow that a part of it is embedded in a file.
    """
    tables = _tables(content)
    if missing := [name for name in TABLES if name not in tables]:
        raise InvalidText(272, f"The font has no table {missing[0]}.", TRUETYPE_HINT)
    if "fvar" in tables:
        raise InvalidText(272, "The font is a variable one.", TRUETYPE_HINT)
    os2, head = tables["OS/2"], tables["head"]
    if len(os2) < 68 or len(head) < 54:
        raise InvalidText(272, "The font is damaged.", TRUETYPE_HINT)
    _check_rights(struct.unpack_from(">H", os2, 8)[0])
    _check_characters(tables["cmap"])
    (units,) = struct.unpack_from(">H", head, 18)
    if not 16 <= units <= 16384:
        raise InvalidText(272, "The font is damaged.", TRUETYPE_HINT)
    has_heights = struct.unpack_from(">H", os2)[0] >= 2 and len(os2) >= 90
    x_height, cap_height = struct.unpack_from(">hh", os2, 86) if has_heights else (0, 0)
    return FontHeights(x_height / units, cap_height / units)


def _tables(content: bytes) -> dict[str, bytes]:
    """Return the tables of a font by their tags."""
    kind = content[:4]
    if kind == b"OTTO":
        message = "The font has PostScript outlines, which the program cannot embed."
        raise InvalidText(272, message, TRUETYPE_HINT)
    if kind == b"ttcf":
        message = "The file is a collection of several fonts."
        raise InvalidText(272, message, "Give one font of it, as a file of its own.")
    if kind not in TRUETYPE or len(content) < 12:
        raise InvalidText(272, "The file is not a TrueType font.", TRUETYPE_HINT)
    (count,) = struct.unpack_from(">H", content, 4)
    tables = {}
    for at in range(12, min(12 + 16 * count, len(content) - 15), 16):
        tag, _, offset, length = struct.unpack_from(">4sLLL", content, at)
        if offset + length > len(content):
            raise InvalidText(272, "The font is cut off.", "Copy the file again.")
        tables[tag.decode("latin-1")] = content[offset : offset + length]
    return tables


def _check_characters(cmap: bytes) -> None:
    """Refuse a font that says it has more characters than there are: reading it would not end."""
    try:
        (count,) = struct.unpack_from(">H", cmap, 2)
        for at in range(4, 4 + 8 * count, 8):
            (start,) = struct.unpack_from(">L", cmap, at + 4)
            (kind,) = struct.unpack_from(">H", cmap, start)
            if kind not in GROUP_FORMATS:
                continue
            if kind in (8, 10):
                raise InvalidText(272, "The font lists characters in a rare way.", TRUETYPE_HINT)
            (groups,) = struct.unpack_from(">L", cmap, start + 12)
            total = 0
            for number in range(groups):
                first, last = struct.unpack_from(">LL", cmap, start + 16 + GROUP_BYTES * number)
                total += last - first + 1
                if first > last or last >= MOST_CHARACTERS or total > MOST_CHARACTERS:
                    raise InvalidText(272, "The font is damaged.", "Copy the file again.")
    except struct.error:
        raise InvalidText(272, "The font is damaged.", "Copy the file again.") from None


def _check_rights(rights: int) -> None:
    """Refuse a font that may not be embedded in part. rights: its fsType."""
    restricted = rights & RESTRICTED and not rights & PREVIEW_OR_EDITABLE
    if restricted:
        message = "The font does not allow that it is embedded in a file (fsType 2)."
    elif rights & NO_SUBSETTING:
        message = "The font does not allow that a part of it is embedded in a file (fsType 0x100)."
    elif rights & BITMAPS_ONLY:
        message = "The font allows only its bitmaps to be embedded in a file (fsType 0x200)."
    else:
        return
    raise InvalidText(273, message, "Use a font with a free licence, such as OFL-1.1.")
