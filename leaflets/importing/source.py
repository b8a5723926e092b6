"""What a reader of a form gets: the bytes of one document, and what the user said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from ..base.errors import Place

__all__ = ["Part", "Source", "no_companion"]

Part = Literal["patient", "all"]


def no_companion(_: str) -> bytes | None:
    """Find no file: the source stands alone."""
    return None


class Source(Struct, frozen=True):
    """One document to read.

    name: what messages call it: its path as the user gave it, in an archive with that of the
    member behind it. path: of the document inside a larger one, such as results[3]. language: of
    the words, where the document states none. part: "all" where the user also asks for what is
    written for professionals. companion: returns the bytes of a file that stands beside the
    document, in its folder or archive, by its name, or None; a label's pictures are found so.
    """

    content: bytes
    name: str
    language: str = "en"
    part: Part = "patient"
    path: str = ""
    companion: Callable[[str], bytes | None] = no_companion

    @property
    def place(self) -> Place:
        """The place of the document as a whole, for faults that have no other."""
        return Place(self.name, path=self.path)
