"""Facts about languages and their punctuation that several rooms need."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .errors import UsageError

__all__ = [
    "BETWEEN_LANGUAGES", "CLOSING_MARKS", "decimal_sign", "full_stop_after", "is_right_to_left",
    "one_letter_words",
    "runs_right_to_left", "script_name", "space_after", "split_languages",
]  # fmt: skip

BETWEEN_LANGUAGES: Final = ","  # the tags of a leaflet in two languages, as in es,en

# of the scripts that have fonts (data/script-fonts.yaml): CLDR, characterOrder
RIGHT_TO_LEFT_LANGUAGES: Final = frozenset(["ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
RIGHT_TO_LEFT: Final = ("R", "AL")  # classes of the letters of Hebrew and Arabic
# such letters begin with Hebrew, and from Devanagari on are in the forms for presentation and above
# them: Blocks.txt of Unicode
MAY_RUN_TO_LEFT: Final = re.compile("[^\x00-\u058f\u0900-\ufb1c]")
# marks that have their space inside them: in CJK Symbols and Punctuation, and the wide forms
WIDE_MARKS: Final = frozenset("、。」』】》〉〕！），．：；？")
# CLDR, numbers/symbols; Arabic and Persian, which write both signs with our digits, are in neither
POINT_LANGUAGES: Final = frozenset([
    "en", "he", "hi", "ja", "ko", "so", "th", "ur", "zh", "de-ch", "de-li", "it-ch", "es-419",
    "es-cu", "es-do", "es-gt", "es-hn", "es-mx", "es-ni", "es-pa", "es-pe", "es-pr", "es-sv",
    "es-us",
])  # fmt: skip
COMMA_LANGUAGES: Final = frozenset([
    "bg", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu", "it",
    "lt", "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv",
    "tr", "uk", "vi",
])  # fmt: skip
# which end a text, so that it needs no full stop or colon; also those of India and of Arabic
CLOSING_MARKS: Final = (".", ":", "?", "!", "…", "।", "。", "：", "？", "！", "؟", "۔")
# by the beginning of the Unicode names of letters; Thai parts sentences by a space alone
FULL_STOPS: Final = {
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA"), "。"),
    **dict.fromkeys(("DEVANAGARI", "BENGALI"), "।"),
    "THAI": "",
}
# conjunctions and prepositions of one letter, which careful typesetting leaves at no line's end
ONE_LETTER_WORDS: Final = {
    "cs": "aikosuvz", "pl": "aiouwz", "ru": "авикосуя", "sk": "aikosuvz", "uk": "абвжзійоуя",
}  # fmt: skip


def split_languages(languages: str) -> tuple[str, ...]:
    """Return the languages of one leaflet: one or two, as in `es,en`.

    Raises UsageError (U231) for three or more, for an empty one, and for one that is given twice.
    """
    tags = tuple(tag.strip() for tag in languages.split(BETWEEN_LANGUAGES))
    if len(tags) == 1:
        return tags
    if len(tags) > 2:
        message = f"A leaflet has two languages at most, and here are {len(tags)}."
        raise UsageError(message, "Give two, such as es,en.", code="U231")
    if not all(tags):
        message = "One of two languages is missing."
        raise UsageError(message, "Give two, such as es,en, or one.", code="U231")
    if tags[0].casefold() == tags[1].casefold():
        message = f"Both languages of the leaflet are '{tags[0]}'."
        raise UsageError(message, "Give two different ones, or one alone.", code="U231")
    return tags


def runs_right_to_left(language: str) -> bool:
    """Return whether a language (BCP 47) is written from right to left."""
    return language.partition("-")[0].casefold() in RIGHT_TO_LEFT_LANGUAGES


def decimal_sign(language: str) -> str:
    """Return the decimal sign of a language (BCP 47), "" where it is not known or not settled."""
    for tag in (language.casefold(), language.partition("-")[0].casefold()):
        if tag in POINT_LANGUAGES or tag in COMMA_LANGUAGES:
            return "." if tag in POINT_LANGUAGES else ","
    return ""


def is_right_to_left(text: str) -> bool:
    """Return whether a text has letters that run from right to left."""
    if text.isascii():
        return False
    letters = MAY_RUN_TO_LEFT.findall(text)
    return any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in letters)


def one_letter_words(language: str) -> str:
    """Return the letters that are words in a language (BCP 47), and that no line may end with."""
    return ONE_LETTER_WORDS.get(language.partition("-")[0].casefold(), "")


def space_after(text: str) -> str:
    """Return what parts a text from the next sentence: a space, or "" after a wide mark.

    A closing quotation mark counts as the mark before it.
    """
    return "" if text.rstrip("”’")[-1:] in WIDE_MARKS else " "


def full_stop_after(text: str) -> str:
    """Return the full stop for a text that has none, by the script of its last letter."""
    caseless = (char for char in reversed(text) if unicodedata.category(char) == "Lo")
    return FULL_STOPS.get(script_name(next(caseless, ".")), ".")


def script_name(character: str) -> str:
    """Return the first word of the Unicode name of a character, such as CJK or THAI."""
    return unicodedata.name(character, "").split(" ")[0].split("-")[0]
