"""Ordinary words of languages that are spelled as shorthand is in others.

"po" is Polish for "after", not a prescriber's p.o.; "tid" is Danish for "time". In a language that
is not listed, everything that looks like shorthand counts as shorthand. That is the safe side:
whoever checks the text gets a finding, and can accept it.
"""

from __future__ import annotations

from typing import Final

__all__ = ["is_ordinary"]

# by primary language, as they are usually written, without a full stop behind them
ORDINARY_WORDS: Final = {
    language: frozenset(words.split())
    for language, words in {
        "af": "om",
        "bs": "i od po",
        "ca": "i os",
        "cs": "i od po",
        "cy": "ac os",
        "da": "i om stat tid ud vi",
        "de": "im od",
        "es": "os sos TAC ud",
        "fr": "au bd grain grains os ou",
        "gl": "os ou",
        "hr": "i od po",
        "hsb": "po",
        "it": "i po",
        "lt": "po",
        "lv": "po",
        "nb": "i om stat tid vi",
        "nl": "o.m om",
        "nn": "i om stat tid vi",
        "no": "i om stat tid vi",
        "pl": "i od po",
        "pt": "os ou",
        "ro": "ac au minim os stat",
        "sk": "i od po",
        "sl": "i od po",
        "sq": "po",
        "sr": "i od po",
        "sv": "i om stat tid vi",
    }.items()
}


def is_ordinary(match: str, text: str, language: str) -> bool:
    """Return whether a match is an ordinary word of the language of the text.

    Capitals amid small letters are shorthand, as in "1 tabl. OD". In a text in capitals they are
    the word, as are a capital first letter and a full stop behind the word.
    """
    words = ORDINARY_WORDS.get(language.split("-")[0].lower())
    if not words:
        return False
    word = match.strip().rstrip(".")
    if word in words or word[:1].lower() + word[1:] in words:
        return True
    return word.lower() in words and text == text.upper()
