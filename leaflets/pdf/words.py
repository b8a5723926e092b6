"""What a file says in reading order, and the digest by which altered words are found."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple


class Spoken(NamedTuple):
    """What one element says. A link or foreign span follows the block that it stands in.

    role: PDF structure type. language: BCP 47. text: as drawn. address: where a Link leads.
    instead: what readers say in the place of what is drawn: of figures, and of nothing else.
    """

    role: str
    language: str
    text: str
    address: str = ""
    instead: str = ""


SOFT_HYPHEN = "\u00ad"  # shows that a word goes on in the next line; in no source, and no word


def plain(text: str) -> str:
    """Text with each stretch of white space made one space, and without soft hyphens."""
    return " ".join(text.replace(SOFT_HYPHEN, "").split()) if text else ""


def digest(words: Iterable[Spoken]) -> str:
    """SHA-256 of what is said, one element a line, white space made single spaces."""
    lines = ("\t".join(map(plain, said)) + "\n" for said in words)
    return sha256("".join(lines).encode()).hexdigest()


def address(link: str) -> str:
    """A web address in ASCII, as PDF wants it: other characters percent-encoded."""
    if link.isascii():
        return link
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in link)
