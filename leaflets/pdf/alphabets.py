"""The characters of names and directions, by alphabet.

A font that is to hold words of any patient gets an alphabet as a whole, so that what a file shares
with other files does not tell which of its letters this patient's words have.
"""

from __future__ import annotations

from functools import cache
from typing import Final

__all__ = ["ALPHABETS", "PERSONAL_CHARACTERS", "PERSONAL_SET", "alphabet_of"]

# Printable ASCII, typographic signs, Latin letters, in the order in which a font gives them codes.
PERSONAL_CHARACTERS: Final = (
    *range(0x20, 0x7F), *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2021, 0x2022,
    0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212, 0x2264, 0x2265,
    *range(0xA0, 0xAD), *range(0xAE, 0x250), *range(0x1E00, 0x1F00),
)  # fmt: skip
PERSONAL_SET: Final = frozenset(PERSONAL_CHARACTERS)

# What the first font may lack, by blocks of Unicode or the part of them that a language needs
# (Blocks.txt). A character in several alphabets belongs to the first. Letters that join or carry
# marks are in none.
ALPHABETS: Final[dict[str, tuple[int, ...]]] = {
    "Vietnamese": (
        0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA),
    ),
    "Latin extended": tuple(range(0x180, 0x250)),
    "Latin additional": tuple(range(0x1E00, 0x1F00)),
    "Latin": PERSONAL_CHARACTERS,
    "Greek": tuple(range(0x370, 0x400)),
    "Greek extended": tuple(range(0x1F00, 0x2000)),
    "Cyrillic": (*range(0x400, 0x460), 0x490, 0x491),
    "Cyrillic extended": (*range(0x460, 0x483), *range(0x48A, 0x530)),
    "Armenian": tuple(range(0x531, 0x590)),
    "Georgian": (*range(0x10A0, 0x1100), *range(0x1C90, 0x1CC0)),
}  # fmt: skip


def alphabet_of(character: int) -> str:
    """Return the name of the alphabet of a code point; "" if it is in none."""
    return _alphabets().get(character, "")


@cache
def _alphabets() -> dict[int, str]:
    """Return the alphabet of each code point."""
    return {
        character: name for name, characters in reversed(ALPHABETS.items())
        for character in characters
    }  # fmt: skip
