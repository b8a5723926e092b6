"""Which characters the program cannot set: those not simply set in a row from left to right."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["needs_shaping"]

RIGHT_TO_LEFT: Final = ("R", "AL", "AN", "RLE", "RLO", "RLI")
MARKS: Final = ("Mn", "Mc", "Me")  # they need a place above, below or around another character
# first and last code point of the blocks whose letters are joined, reordered or stacked: the
# Unicode Standard, chapters 12 to 14, 16 and 17, and the conjoining jamo of chapter 18
JOINED_BLOCKS: Final = (
    (0x0900, 0x109F),  # Devanagari to Myanmar
    (0x1100, 0x11FF),  # Hangul Jamo
    (0x1700, 0x18AF),  # Tagalog to Mongolian
    (0x1900, 0x1CFF),  # Limbu to Vedic Extensions
    (0xA800, 0xABFF),  # Syloti Nagri to Meetei Mayek
    (0xD7B0, 0xD7FF),  # Hangul Jamo Extended-B
    (0x10A00, 0x11FFF),  # Kharoshthi to Tamil Supplement
)


def needs_shaping(character: str) -> bool:
    """Return whether a character needs more than its own glyph at the end of the line so far."""
    code = ord(character)
    return (
        unicodedata.bidirectional(character) in RIGHT_TO_LEFT
        or unicodedata.category(character) in MARKS
        or any(first <= code <= last for first, last in JOINED_BLOCKS)
    )
