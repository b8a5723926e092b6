"""The wording of a language, from the shelves of a library."""

from __future__ import annotations

from ..library import Library
from ..monograph.sections import read_sections
from .model import Wording
from .reading import check_complete
from .reading import read_wording as read_file

__all__ = ["read_wording", "wording_of"]


def wording_of(library: Library, language: str) -> Wording:
    """The wording of a language, complete or not. Raises WordingError, NotFoundError."""
    words = library.wording(language)
    return read_file(words.source, words.file)


def read_wording(library: Library, language: str) -> Wording:
    """Read the program's own words in a language, all of them.

    Raises WordingError with what is missing, NotFoundError.
    """
    agreed, wording = library.sections(), wording_of(library, language)
    sections = read_sections(agreed.source, agreed.file)
    ids = [part.id for part in sections.walk()]
    check_complete(wording, language, ids, sections.routes)
    return wording
