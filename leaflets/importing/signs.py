"""Signs that a source uses for something else: entities, odd spaces, marks of direction."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import unescape
from typing import Final

__all__ = ["clean", "lowered", "raised"]

ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
LONG_WORD: Final = re.compile("[A-Za-z]{5}")
INVISIBLE: Final = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
ODD_SPACE: Final = re.compile("[\t\r\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
RAISED: Final = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
LOWERED: Final = dict(
    zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
ALIKE: Final = frozenset("*†‡§¶®™©ªº°#•,.;/ \u00a0")  # read the same, raised or not


def clean(text: str, changes: Counter[str]) -> str:
    """Return a text with what its signs stand for. changes: counts them by kind.

    Entities are decoded as often as they were encoded. A no-break space stays: it keeps a number
    with its unit.
    """
    while "&" in text and (found := [e for e in ENTITY.findall(text) if unescape(e) != e]):
        changes["entities decoded"] += len(found)
        text = ENTITY.sub(lambda match: unescape(match.group()), text)
    if text.isascii() and "\t" not in text and "\r" not in text:
        return text
    text, count = INVISIBLE.subn("", text)
    changes["invisible signs removed"] += count
    text, count = ODD_SPACE.subn(" ", text)
    changes["odd spaces made plain"] += count
    return unicodedata.normalize("NFC", text)


def raised(text: str) -> str:
    """Return a superscript as characters of its own, so that 10 to the 6th never reads 106."""
    return _moved(text, RAISED, "^")


def lowered(text: str) -> str:
    """Return a subscript as characters of its own."""
    return _moved(text, LOWERED, "_")


def _moved(text: str, characters: dict[str, str], sign: str) -> str:
    """Return the text in the characters, or behind a sign where one of them is missing.

    Words of more letters than a note or an index has are not spelled in such characters.
    """
    if not LONG_WORD.search(text) and all(char in characters or char in ALIKE for char in text):
        return "".join(characters.get(char, char) for char in text)
    return f"{sign}({text})" if len(text) > 1 else sign + text
