"""Which characters may stand in a source file: those that a reader can see, and white space."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ...base.errors import Fault, Place

__all__ = [
    "forbidden_characters",
    "forbidden_escapes",
    "is_forbidden",
    "normal",
    "without_forbidden",
]

REPLACEMENT: Final = "\ufffd"  # what programs write where they lost a character
# Invisible, but they change the letters beside them: in Persian they part a word, in the scripts of
# India they form letters. BEFORE_JOINERS: first and last letter before them, Arabic to Sinhala.
JOINERS: Final = "\u200c\u200d"
BEFORE_JOINERS: Final = ("\u0600", "\u0dff")
REPORTS_PER_CHARACTER: Final = 20  # one stray character may stand all over a file


def normal(text: str) -> str:
    """Return the text in Unicode's composed form (NFC), so that equal words are equal."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def forbidden_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield each character that is invisible, private or meaningless, after its index.

    It cannot be proof-read. A joiner after a letter that it forms can.
    """
    first, last = BEFORE_JOINERS
    for index, char in enumerate(text):
        is_joiner = char in JOINERS and first <= text[index - 1 : index] <= last
        if is_forbidden(char) and not is_joiner:
            yield index, char


def is_forbidden(char: str) -> bool:
    """Return whether a character by itself is one of `forbidden_characters`."""
    if char.isprintable():
        return char == REPLACEMENT
    if char in "\n\t":
        return False
    category = unicodedata.category(char)
    if category == "Cn":  # unassigned: only what will never be assigned, whatever the Python
        code = ord(char)
        return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return category != "Zs"


def without_forbidden(text: str, file: str, letter: str, faults: list[Fault]) -> str:
    """Replace each forbidden character, so that reading can go on, and add a fault for each.

    letter: begins the codes of the faults.
    """
    if REPLACEMENT not in text and text.replace("\n", "").isprintable():
        return text
    counts: Counter[str] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if REPLACEMENT not in line and line.isprintable():
            continue
        for index, char in forbidden_characters(line):
            counts[char] += 1
            if counts[char] <= REPORTS_PER_CHARACTER:
                faults.append(_fault(char, Place(file, number, index + 1), letter))
    return text.translate(dict.fromkeys(map(ord, counts), REPLACEMENT)) if counts else text


def forbidden_escapes(text: str, place: Place, letter: str, faults: list[Fault]) -> None:
    r"""Add a fault for each forbidden character that was typed as an escape such as "\u202e"."""
    for char in sorted({char for _, char in forbidden_characters(text)} - {REPLACEMENT}):
        faults.append(_fault(char, place, letter))
    if "\t" in text:
        message = "The text holds a tab (U+0009)."
        faults.append(Fault(letter + "010", place, message, "Use a space."))


def _fault(char: str, place: Place, letter: str) -> Fault:
    code = f"U+{ord(char):04X}"
    if char == REPLACEMENT:
        message = f"The character {code} stands where a letter was lost."
        return Fault(letter + "010", place, message, "Type the letter again.")
    if char == "\r":
        message = f"A line ends with a bare carriage return ({code})."
        return Fault(letter + "010", place, message, "Save the file with ordinary line ends.")
    kind = {"Cc": "control character", "Co": "private character"}.get(unicodedata.category(char))
    name = unicodedata.name(char, kind or "not a character").lower()
    message = f"The character {code} ({name}) is not allowed: it cannot be seen on paper."
    return Fault(letter + "010", place, message, "Delete it, and type the words around it again.")
