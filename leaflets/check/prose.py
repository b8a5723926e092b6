"""Search prose for what is hard to read: long sentences, passive voice, jargon, double denial."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from .lexicon import Lexicon, PassiveForms
from .phrases import sentences

__all__ = [
    "Jargon",
    "abbreviations",
    "double_negative",
    "explained_abbreviations",
    "jargon",
    "long_sentence",
    "passive_voice",
    "word_count",
]

ABBREVIATION: Final = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*s?(?![\w-])")
EXPLAINED: Final = re.compile(
    r"(?<![\w-])([A-Z][A-Z0-9]*[A-Z][A-Z0-9]*)s?\s?\(|[(,;]\s?([A-Z][A-Z0-9]*[A-Z][A-Z0-9]*)s?\)"
)
BRACKETS: Final = re.compile(r"\([^()]*\)")
PUNCTUATION: Final = re.compile(r"[.,;:!?()–—…]|\s-\s")
# with the marks among the letters of India, which are no letters to Python
WORD: Final = re.compile(r"\w[\w\u0900-\u0963\u0966-\u0dff'’.-]*")


class Jargon(NamedTuple):
    """A word of professionals in a text, and what to write instead."""

    term: str
    write: str


def word_count(text: str) -> int:
    """Return the number of words of a text."""
    return len(WORD.findall(text))


def long_sentence(text: str, most: int) -> str | None:
    """Return the first sentence of more than `most` words, or None."""
    if word_count(text) <= most:
        return None
    return next((part for part in sentences(text) if word_count(part) > most), None)


def jargon(text: str, lexicon: Lexicon) -> Iterator[Jargon]:
    """Iterate over the words of professionals that the paragraph does not explain.

    What stands in brackets explains or is explained; and so is a word with its lay word in the same
    paragraph.
    """
    small = text.lower()
    outside = BRACKETS.sub("()", text)
    found = dict(lexicon.phrases["glossary"].found_in(outside))
    for term, written in found.items():
        write = lexicon.lay_words[term]
        if not _contains_any(small, write):
            yield Jargon(written.lower(), write)


def _contains_any(small: str, write: str) -> bool:
    """Return whether a text has one of the lay words, which commas part."""
    return any(choice.strip() in small for choice in write.lower().split(","))


def explained_abbreviations(text: str) -> set[str]:
    """Return the abbreviations that stand before or in brackets, with their words beside them."""
    return {first or second for first, second in EXPLAINED.findall(text)}


def abbreviations(text: str) -> Iterator[str]:
    """Iterate over the abbreviations in a text; in a text all in capitals there are none."""
    if text != text.upper():
        yield from dict.fromkeys(match[0] for match in ABBREVIATION.finditer(text))


def passive_voice(text: str, lexicon: Lexicon) -> str | None:
    """Return the first words in the passive voice, or None."""
    assert lexicon.passive
    exceptions = frozenset(map(str, lexicon.passive.exceptions))
    for match in _passive_pattern(lexicon.passive).finditer(text):
        if match["participle"].lower() not in exceptions:
            return match[0]
    return None


@lru_cache(8)
def _passive_pattern(forms: PassiveForms) -> re.Pattern[str]:
    def choice(words: Collection[str]) -> str:
        return "|".join(map(re.escape, words))

    irregular = f"|{choice(forms.participles)}" if forms.participles else ""
    return re.compile(
        rf"(?<!\w)(?:{choice(forms.auxiliaries)})\s(?:\w+ly\s|not\s)?"
        rf"(?P<participle>\w{{2,}}(?:{choice(forms.endings)}){irregular})(?!\w)",
        re.IGNORECASE,
    )


def double_negative(text: str, lexicon: Lexicon) -> str | None:
    """Return the first clause that denies twice, or None."""
    negatives = lexicon.phrases["negatives"]
    if negatives.search(text) is None:
        return None
    conjunctions = _conjunction_pattern(tuple(lexicon.conjunctions))
    for part in PUNCTUATION.split(text):
        for clause in conjunctions.split(part):
            if len(list(negatives.all_in(clause))) > 1:
                return clause.strip()
    return None


@lru_cache(8)
def _conjunction_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
