"""Normalize a text for the rules of notation, which then need not know look-alikes and times."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

__all__ = ["normalize"]

# one character for one character, so that indices stay the same
FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
LOOK_ALIKES: Final = (
    FULL_WIDTH
    | {ord(dash): "-" for dash in "‐‑–—−"}
    | {ord(slash): "/" for slash in "⁄∕"}
    | {ord(point): "." for point in "·٫"}
    | {ord(comma): "," for comma in "٬،"}
)
CASELESS: Final = "※"  # a sign, so that shorthand beside such letters stands as a word of its own
LATIN_1: Final = 0xFF
KANJI_OF_SHORTHAND: Final = "分"  # which a rule searches for


class PlainCharacters(dict[int, int | str]):
    """What each character is replaced by: a digit of any script by ours, and a letter that is
    neither small nor capital, as of Chinese and Arabic, by a sign."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code > LATIN_1 and (digit := unicodedata.decimal(char, None)) is not None:
            char = str(digit)
        elif code > LATIN_1 and unicodedata.category(char) in ("Lo", "Lm"):
            char = char if char in KANJI_OF_SHORTHAND else CASELESS
        self[code] = char
        return char


PLAIN_CHARACTERS: Final = PlainCharacters(LOOK_ALIKES)

TIME: Final = r"(?<![\d.,])(?:[01]?\d|2[0-3])[.,][0-5]\d(?!\d|[.,]\d)"
AM_PM: Final = r"(?:\s?[ap]\.?m(?!\w))"
FURTHER_TIMES: Final = (
    rf"(?:(?:\s?[-,]\s?|,?\s(?:and|or|to|y|o|a)\s(?:at\s|las\s|a\slas\s)?){TIME}{AM_PM}?)*"
)
# units and forms: a number before one is a dose and no time
MEASURE: Final = (
    r"\s?(?:(?:[mkc]?[gl]|mc?g|[µμ]g|ui?|iu|mmol|%)(?!\w)|unit|unid|micro"
    r"|tab|cap|comp|cáp|drop|got|puff|dos[ei]|sachet|sobre|spray)"
)
NO_DOSE: Final = r"(?!{measure}|\s?(?:{to})\s?\d+(?:[.,]\d+)?{measure})"  # nor a range of doses
NO_DOSE_AT: Final = NO_DOSE.format(measure=MEASURE, to="-|to|or|a|o")
NO_DOSE_FROM: Final = NO_DOSE.format(measure=MEASURE, to="-|to|or|and|a|o|y")
TIMES_OF_DAY: Final = (
    rf"{TIME}(?={AM_PM}|\s?(?:h|hrs?|hours?|horas?|o.clock)(?!\w))"
    rf"|(?<!\w)(?:at|by|until|till|las?|hasta)\s{TIME}{FURTHER_TIMES}{NO_DOSE_AT}"
    rf"|(?<!\w)(?:from|between|de|entre)\s{TIME}{FURTHER_TIMES}{NO_DOSE_FROM}"
)
# verbs after which "by 1.30" is an amount and no time
CHANGE_VERBS: Final = ("increase", "raise", "lower", "reduce", "decrease", "cut")
# results of a laboratory or a thermometer; the Joint Commission lets them keep their zeros
READINGS: Final = (
    r"\d+[.,]\d+(?=\s?(?:[°º]|mmol/L|mg/dL))"
    r"|INR\s(?:[a-z]+\s){0,3}\d[.,]\d(?:\s?(?:to|and|y|a|-)\s?\d[.,]\d)?"
)
INITIALS: Final = (
    r"(?<!\d\s)\b(?:D(?:r|R)|M(?:r|R)|M(?:rs|RS)|Ms|Prof|PROF)\.?\s(?:[A-Z]\.?){2,3}"
    r"(?=\s[A-Z][\w'’-]+)"
)
# Cheap tests before the patterns above, which take 2 ms to compile.
POINT: Final = re.compile(r"(?<=\d)[.,](?=\d)")
TITLES: Final = ("Dr", "DR", "Mr", "MR", "Ms", "Prof", "PROF")


def normalize(text: str) -> str:
    """Replace characters that would mislead the rules, without changing the length of the text.

    Look-alike signs and digits of other scripts become plain ones; letters that have no capitals, a
    sign. The point in a time of day or a reading becomes a colon. The
    initials of a person become underscores.
    """
    normalized = text if text.isascii() else text.translate(PLAIN_CHARACTERS)
    if POINT.search(normalized):
        is_change = any(verb in normalized.lower() for verb in CHANGE_VERBS)
        for pattern in _time_patterns():
            normalized = pattern.sub(
                lambda match: _with_colon(match[0], is_change=is_change), normalized
            )
    if any(title in normalized for title in TITLES):
        normalized = _initials_pattern().sub(_without_initials, normalized)
    return normalized


def _with_colon(time: str, *, is_change: bool) -> str:
    return time if is_change and time[:2].lower() == "by" else POINT.sub(":", time)


def _without_initials(name: re.Match[str]) -> str:
    return re.sub(r"[A-Z]\.?", lambda initial: "_" * len(initial[0]), name[0])


@cache
def _time_patterns() -> tuple[re.Pattern[str], ...]:
    return re.compile(TIMES_OF_DAY, re.IGNORECASE), re.compile(READINGS, re.IGNORECASE)


@cache
def _initials_pattern() -> re.Pattern[str]:
    return re.compile(INITIALS)
