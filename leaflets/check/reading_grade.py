"""Reading grade by Flesch and Kincaid, with a small counter of syllables, for English.

The formula is 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al., 1975). A grade
is a warning, and never a proof that people understand. Other languages have no formula here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["ReadingGrade", "has_reading_grade", "reading_grade", "syllables"]

SILENT: Final = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$")
VOWELS: Final = re.compile(r"[aeiouy]+")
SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+")
WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’]*")
WORDS: Final = 20_000
NOT_LETTERS: Final = re.compile(r"[^a-z]")


class ReadingGrade(NamedTuple):
    """The school year in which a text can be read, and what it was counted from."""

    grade: float
    words: int
    sentences: int


def has_reading_grade(language: str) -> bool:
    """Return whether there is a formula for a language (BCP 47)."""
    return language.split("-")[0].lower() == "en"


@lru_cache(WORDS)  # the same words recur in every text
def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    word = NOT_LETTERS.sub("", word.lower())
    if len(word) > 3:
        word = SILENT.sub(lambda match: match[0][0], word)
    return max(1, len(VOWELS.findall(word)))


def reading_grade(paragraphs: Iterable[str], names: Iterable[str] = ()) -> ReadingGrade:
    """Return the grade of English paragraphs, each of which ends a sentence.

    names: of medicines and substances, which a reader meets on the pack anyway; each counts as one
    short word.
    """
    ordered = sorted(filter(None, names), key=len, reverse=True)
    choices = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in ordered)
    pattern = re.compile(choices, re.IGNORECASE) if ordered else None
    sentence_count = word_count = syllable_count = 0
    for paragraph in paragraphs:
        text = pattern.sub("it", paragraph) if pattern else paragraph
        for sentence in SENTENCE_END.split(text):
            words = WORD.findall(sentence)
            sentence_count += bool(words)
            word_count += len(words)
            syllable_count += sum(map(syllables, words))
    if not word_count:
        return ReadingGrade(0, 0, 0)
    per_sentence, per_word = word_count / sentence_count, syllable_count / word_count
    grade = 0.39 * per_sentence + 11.8 * per_word - 15.59
    return ReadingGrade(grade, word_count, sentence_count)
