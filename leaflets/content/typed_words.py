"""The words of data/typed-words.yaml: in which language directions were typed."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from ..check.typed_language import TypedWords, read_typed_words
from .library.lookup import Library

__all__ = ["load_typed_words", "other_language"]

CACHED_TEXTS: Final = 4096  # many patients have the same directions


@cache
def load_typed_words() -> TypedWords:
    """Return the words of every language, read once a process. Raises VocabularyError."""
    file = Library().program_list("typed-words")
    return read_typed_words(file.source, file.file)


@lru_cache(CACHED_TEXTS)
def other_language(text: str, language: str) -> str | None:
    """Return the language in which directions seem to be, if that is another one, else None.

    language: of the leaflet, BCP 47.
    """
    return load_typed_words().other_language(text, language)
