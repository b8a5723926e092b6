"""Search texts for phrases of a list, as whole words and in any capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Final

__all__ = ["Phrases", "sentences"]

TEXTS: Final = 512
WORD: Final = re.compile(r"\w+")
SENTENCE_END: Final = re.compile(r"(?<=[.?!…])[”\"'’)]*\s+(?=\S)")


def sentences(text: str) -> list[str]:
    """Split a paragraph into its sentences. A full stop before a small letter ends none."""
    parts, start = [], 0
    for gap in SENTENCE_END.finditer(text):
        if not text[gap.end()].islower():
            parts.append(text[start : gap.start()])
            start = gap.end()
    return [part for part in [*parts, text[start:]] if part.strip()]


@lru_cache(TEXTS)  # one text is searched for many lists
def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


class Phrases:
    """Phrases, searched for as whole words.

    plural: a phrase is also found with an s or es behind it.
    """

    def __init__(self, phrases: Iterable[str], *, plural: bool = False) -> None:
        self.phrases = tuple(sorted({phrase.lower() for phrase in phrases}, key=len, reverse=True))
        self._plural = plural
        first_words = {WORD.findall(phrase)[0] for phrase in self.phrases}
        endings = ("", "s", "es") if plural else ("",)
        self._first_words = {word + ending for word in first_words for ending in endings}

    def search(self, text: str) -> str | None:
        """Return the first phrase as the text writes it, or None."""
        return next(self.all_in(text), None)

    def all_in(self, text: str) -> Iterator[str]:
        """Iterate over all phrases in a text, in its order, as the text writes them."""
        if not self._first_words.isdisjoint(_words(text)):
            yield from (match[0] for match in self._pattern.finditer(text))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        choices = "|".join(map(re.escape, self.phrases))
        return re.compile(rf"(?<!\w)(?:{choices}){'(?:e?s)?' if self._plural else ''}(?!\w)", re.I)
