"""Search texts for phrases of a list, as words and in any capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Final, Literal

__all__ = ["Matching", "Phrases", "sentences"]

Matching = Literal["whole", "beginnings", "anywhere"]

TEXTS: Final = 512
SHORT: Final = 3  # letters of a word that begins too many others
WORD: Final = re.compile(r"\w+")
# the wide marks have their space inside them
SENTENCE_END: Final = re.compile(
    r"(?<=[.?!…؟۔।])[”\"'’)]*\s+(?=\S)|(?<=[。！？])[”’）」]*\s*(?=\S)"
)


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
    """Phrases that are searched for in texts.

    matching: as whole words; as the beginnings of words, for a language that changes their ends (a
    word of three letters or less still is a whole one); or anywhere, for a language without spaces.
    prefixes: what a language puts before a word without a space. plural: a phrase is also found
    with an s or es behind it, as a whole word.
    """

    def __init__(
        self,
        phrases: Iterable[str],
        matching: Matching = "whole",
        prefixes: Iterable[str] = (),
        *,
        plural: bool = False,
    ) -> None:
        self.phrases = tuple(sorted({phrase.lower() for phrase in phrases}, key=len, reverse=True))
        self._matching, self._prefixes, self._plural = matching, tuple(prefixes), plural
        first_words = {WORD.findall(phrase)[0] for phrase in self.phrases}
        endings = ("", "s", "es") if plural else ("",)
        self._first_words = {word + ending for word in first_words for ending in endings}

    def search(self, text: str) -> str | None:
        """Return the first phrase as the text writes it, or None."""
        return next(self.all_in(text), None)

    def all_in(self, text: str) -> Iterator[str]:
        """Iterate over all phrases in a text, in its order, as the text writes them."""
        return (written for _, written in self.found_in(text))

    def found_in(self, text: str) -> Iterator[tuple[str, str]]:
        """Iterate over all phrases in a text, each with the words as the text writes them."""
        if not self.phrases:
            return
        if self._matching == "whole" and self._first_words.isdisjoint(_words(text)):
            return
        for match in self._pattern.finditer(text):
            yield match["phrase"].lower(), match[0]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        choices = "|".join(map(self._choice, self.phrases))
        if self._matching == "anywhere":
            return re.compile(rf"(?P<phrase>{choices})", re.IGNORECASE)
        before = "|".join(map(re.escape, self._prefixes))
        ending = "(?:e?s)?" if self._plural and self._matching == "whole" else ""
        behind = r"\w*" if self._matching == "beginnings" else ""
        return re.compile(
            rf"(?<!\w)(?:{before})*(?P<phrase>{choices}){ending}{behind}(?!\w)", re.IGNORECASE
        )

    def _choice(self, phrase: str) -> str:
        is_short = self._matching == "beginnings" and len(phrase) <= SHORT
        return re.escape(phrase) + (r"(?!\w)" if is_short else "")
