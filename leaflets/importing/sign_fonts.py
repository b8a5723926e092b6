"""Read letters in fonts that show signs in their places: an m in Symbol is the µ of micrograms.

The signs of Symbol are those of Adobe's "Symbol Set and Encoding". Word processors write the signs
of such fonts as private characters from U+F000 on, and use those of Wingdings as bullets.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, Literal

__all__ = ["SignFont", "read_signs"]

SignFont = Literal["symbol", "wingdings"]

PRIVATE: Final = 0xF000
# Latin words: a text is only said to be in this font, and no browser shows it so
WORDS: Final = re.compile(r"[A-Za-z]{4}")
SIGNS: Final = {
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip("-'@*~\"$^", "−∋≅∗∼∀∃⊥", strict=True)),
    "\xa2": "′", "\xa3": "≤", "\xa5": "∞", "\xab": "↔", "\xac": "←", "\xad": "↑", "\xae": "→",
    "\xaf": "↓", "\xb0": "°", "\xb1": "±", "\xb2": "″", "\xb3": "≥", "\xb4": "×", "\xb7": "•",
    "\xb8": "÷", "\xb9": "≠", "\xbb": "≈", "\xbc": "…", "\xd2": "®", "\xd3": "©", "\xd4": "™",
    "\xd7": "⋅", "\xe2": "®", "\xe3": "©", "\xe4": "™",
}  # fmt: skip


def read_signs(text: str, font: SignFont, changes: Counter[str]) -> str:
    """Return the signs that a text in a font shows. changes: counts them.

    Those of Wingdings stay private characters, of which some are known as bullets.
    """
    if WORDS.search(text):
        return text
    signs = "".join(map(_symbol if font == "symbol" else _private, text))
    changes["letters in fonts of signs"] += sum(
        old != new for old, new in zip(text, signs, strict=True)
    )
    return signs


def _private(char: str) -> str:
    """Return the private character for a letter that shows a sign."""
    return chr(PRIVATE + ord(char)) if ord(char) < 0x100 and not char.isspace() else char


def _symbol(char: str) -> str:
    """Return the sign at the place of a character."""
    place = ord(char) - PRIVATE if ord(char) >= PRIVATE else ord(char)
    known = SIGNS.get(chr(place)) if place < 0x100 else None
    return known or (chr(place) if 0x20 <= place < 0x7F else char)
