"""Everything that there is, as requests: each monograph in each language and layout."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from ..content.library import Library
from .model import Row

__all__ = ["Everything"]


class Everything:
    """Requests that no file holds. profile: as in a request."""

    file = "--all"

    def __init__(self, library: Library) -> None:
        self._library = library

    def sha256(self) -> str:
        """Of all requests, in hexadecimal."""
        return sha256(repr([row.cells for row in self.rows()]).encode()).hexdigest()

    def rows(self) -> Iterator[Row]:
        """By name, language and layout; in languages in which the program has words."""
        library, number = self._library, 0
        wordings, layouts = library.wordings(), library.layouts()
        for name in library.names():
            for language in library.languages(name):
                for layout in layouts if language in wordings else ():
                    number += 1
                    identifier = f"{name}.{language}.{layout}"
                    yield Row(number, {
                        "monograph": name, "language": language, "layout": layout,
                        "identifier": identifier,
                    })  # fmt: skip
