"""Reading grade by Flesch and Kincaid, with a small counter of syllables, for English."""

from __future__ import annotations

import re
from typing import NamedTuple

# words that a reader of this leaflet meets on the pack; scored with and without them
NAMES = re.compile(
    r"N-acetyl-p-benzoquinone imine|N-acetylcysteine|acetylcysteine|paracetamol|acetaminophen|"
    r"glutathione|NAPQI|NAC|COPD|CIN|glycoproteins|disulfide|bronchospasm|anaphylaxis|hypotension|"
    r"stomatitis|nephropathy|\bR05CB01\b|\bV03AB23\b",
    re.IGNORECASE,
)
SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$")
VOWELS = re.compile(r"[aeiouy]+")


class Grade(NamedTuple):
    """The grade of a text, and what it was counted from."""

    grade: float
    words: int
    sentences: int


def syllables(word: str) -> int:
    """About how many syllables an English word has."""
    word = re.sub(r"[^a-z]", "", word.lower())
    if len(word) > 3:
        word = SILENT.sub(lambda found: found.group()[0], word)
    return max(1, len(VOWELS.findall(word)))


def reading_grade(paragraphs: list[str], *, names: bool = True) -> Grade:
    """The grade of some paragraphs; each ends a sentence. names: with names of substances."""
    sentences = words = spoken = 0
    for paragraph in paragraphs:
        text = paragraph if names else NAMES.sub("it", paragraph)
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            found = re.findall(r"[A-Za-z][A-Za-z'’]*", sentence)
            if found:
                sentences += 1
                words += len(found)
                spoken += sum(map(syllables, found))
    if not words:
        return Grade(0, 0, 0)
    return Grade(0.39 * words / sentences + 11.8 * spoken / words - 15.59, words, sentences)
