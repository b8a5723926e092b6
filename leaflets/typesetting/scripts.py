"""The scripts of characters, and which of them are not simply set in a row from left to right."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import Final

__all__ = [
    "SCRIPT_BLOCKS",
    "han_script",
    "has_script",
    "is_spaceless",
    "needs_shaping",
    "of_single_units",
    "script_of",
    "scripts_of",
]

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
# first and last code point, and the script by ISO 15924, of the blocks of scripts that have a
# family of their own in data/fonts.yaml: Blocks.txt of Unicode
SCRIPT_BLOCKS: Final = (
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x2E80, 0x303F, "Hani"),  # radicals and punctuation
    (0x3040, 0x30FF, "Jpan"),
    (0x3100, 0x312F, "Hani"),  # Bopomofo
    (0x3130, 0x318F, "Kore"),
    (0x3190, 0x31EF, "Hani"),
    (0x31F0, 0x31FF, "Jpan"),
    (0x3200, 0x9FFF, "Hani"),  # enclosed signs and characters
    (0xAC00, 0xD7A3, "Kore"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE30, 0xFE4F, "Hani"),
    (0xFE70, 0xFEFC, "Arab"),
    (0xFF00, 0xFFEF, "Hani"),  # wide forms
    (0x20000, 0x3FFFF, "Hani"),
)
# what these blocks do not hold is left out: to compile a pattern of all blocks takes 2 % of a cold
# render, and to compile this one next to nothing
MAY_BE_IN_SCRIPT_BLOCKS: Final = re.compile("[^\x00-\u058f\u2000-\u2e7f]")
BLOCK_STARTS: Final = tuple(first for first, _, _ in SCRIPT_BLOCKS)
SPACELESS: Final = ("Thai", "Hani", "Jpan")  # that put no space between words
FIRST_SPACELESS: Final = "\u0e00"  # where their blocks begin
HAN: Final = "Hani"  # Chinese characters, whose forms differ between languages
# scripts by the languages that give Chinese characters other forms than simplified Chinese
HAN_SCRIPTS: Final = {
    **{"ja": "Jpan", "ko": "Kore", "zh-hant": "Hant"},
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-mo", "yue"), "Hant"),
}
SHOW_LANGUAGE: Final = ("Jpan", "Kore")  # letters that only one language has


def of_single_units(text: str) -> str:
    """Return a text for ICU, which counts UTF-16 units, with as many of them as characters.

    A character of two units is replaced by one that has the same place between other letters.
    """
    if not text or max(text) <= "\uffff":
        return text
    return "".join(
        char if char <= "\uffff" else "a" if unicodedata.bidirectional(char) == "L" else "☐"
        for char in text
    )


def is_spaceless(text: str) -> bool:
    """Return whether a text has letters of a script that puts no space between words."""
    if text.isascii() or max(text) < FIRST_SPACELESS:
        return False
    return any(script_of(char) in SPACELESS for char in MAY_BE_IN_SCRIPT_BLOCKS.findall(text))


def has_script(text: str) -> bool:
    """Return whether `script_of` knows the script of a character of a text."""
    return any(map(script_of, MAY_BE_IN_SCRIPT_BLOCKS.findall(text)))


def script_of(character: str) -> str:
    """Return the script of a character by ISO 15924; "" if no family is there for it alone."""
    code = ord(character)
    at = bisect_right(BLOCK_STARTS, code) - 1
    return SCRIPT_BLOCKS[at][2] if at >= 0 and code <= SCRIPT_BLOCKS[at][1] else ""


def scripts_of(text: str, language: str) -> list[str]:
    """Return the script of each character; Chinese ones have that of the language or the text.

    language: of the leaflet, BCP 47. Beside letters of Japan or Korea, they are those of these.
    """
    known = {char: script_of(char) for char in set(text)}
    scripts = [known[char] for char in text]
    if HAN not in scripts:
        return scripts
    han = next((script for script in scripts if script in SHOW_LANGUAGE), han_script(language))
    return [han if script == HAN else script for script in scripts]


def han_script(language: str) -> str:
    """Return the script in which a language (BCP 47) writes Chinese characters."""
    tag = language.casefold()
    return next(
        (HAN_SCRIPTS[key] for key in HAN_SCRIPTS if f"{tag}-".startswith(f"{key}-")), "Hans"
    )


def needs_shaping(character: str) -> bool:
    """Return whether a character needs more than its own glyph at the end of the line so far."""
    code = ord(character)
    return (
        unicodedata.bidirectional(character) in RIGHT_TO_LEFT
        or unicodedata.category(character) in MARKS
        or any(first <= code <= last for first, last in JOINED_BLOCKS)
    )
