"""The words of a leaflet in reading order, and the digest that shows whether they were altered."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

__all__ = ["SOFT_HYPHEN", "SpokenElement", "ascii_address", "normalize_text", "words_digest"]

SOFT_HYPHEN = "\u00ad"  # drawn where a word is divided at a line end; no source contains it


class SpokenElement(NamedTuple):
    """What a screen reader says for one structure element.

    A link or foreign span follows the block that contains it.
    role: PDF structure type, such as "P". language: BCP 47. text: as drawn. address: where a Link
    leads. instead: the description that is read in place of a figure; "" for anything else.
    """

    role: str
    language: str
    text: str
    address: str = ""
    instead: str = ""


def normalize_text(text: str) -> str:
    """Return text without soft hyphens, each stretch of white space replaced by one space."""
    return " ".join(text.replace(SOFT_HYPHEN, "").split()) if text else ""


def words_digest(elements: Iterable[SpokenElement]) -> str:
    """Return the SHA-256 of the elements as lines of tab-separated, normalized fields."""
    lines = ("\t".join(map(normalize_text, element)) + "\n" for element in elements)
    return sha256("".join(lines).encode()).hexdigest()


def ascii_address(link: str) -> str:
    """Return a web address as PDF requires it: characters outside ASCII percent-encoded."""
    if link.isascii():
        return link
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in link)
