"""What a reader of a form gets: the bytes of one document, and what the user said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal

import msgspec
from msgspec import Struct

from ..base.errors import Place

__all__ = ["Part", "Source"]

Part = Literal["patient", "all"]


class Source(Struct, frozen=True):
    """One document to read.

    name: what messages call it: its path as the user gave it, in an archive with that of the
    member behind it. language: of the words, where the document states none. part: "all" where the
    user also asks for what is written for professionals. path: of the document inside a larger
    one, such as results[3]. form: the name of its form in `formats`. stem: names its monograph
    where the document does not. files: the pictures that stand beside it and that it names.
    """

    content: bytes
    name: str
    language: str = "en"
    part: Part = "patient"
    path: str = ""
    form: str = "markdown"
    stem: str | None = None
    files: Mapping[str, bytes] = msgspec.field(default_factory=dict)

    @property
    def place(self) -> Place:
        """The place of the document as a whole, for faults that have no other."""
        return Place(self.name, path=self.path)

    def companion(self, name: str) -> bytes | None:
        """Return the bytes of a picture beside the document, by its name, or None."""
        return self.files.get(PurePath(name).name)
