"""A text as a reader takes it: full-width signs as plain ones, times and names told apart."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = ["as_read"]

# each one sign for one sign, so that places stay the same
WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
ALIKE: Final = (
    WIDE
    | {ord(dash): "-" for dash in "‐‑–—−"}
    | {ord(slash): "/" for slash in "⁄∕"}
    | {ord("·"): "."}
)

TIME: Final = r"(?<![\d.,])(?:[01]?\d|2[0-3])[.,][0-5]\d(?!\d|[.,]\d)"
HALF: Final = r"(?:\s?[ap]\.?m(?!\w))"
NEXT: Final = rf"(?:(?:\s?[-,]\s?|,?\s(?:and|or|to|y|o|a)\s(?:at\s|las\s|a\slas\s)?){TIME}{HALF}?)*"
# what counts doses, not hours
MEASURE: Final = (
    r"\s?(?:(?:[mkc]?[gl]|mc?g|[µμ]g|ui?|iu|mmol|%)(?!\w)|unit|unid|micro"
    r"|tab|cap|comp|cáp|drop|got|puff|dos[ei]|sachet|sobre|spray)"
)
DOSE: Final = r"(?!{measure}|\s?(?:{to})\s?\d+(?:[.,]\d+)?{measure})"  # or the least of a range
AT_DOSE: Final = DOSE.format(measure=MEASURE, to="-|to|or|a|o")
FROM_DOSE: Final = DOSE.format(measure=MEASURE, to="-|to|or|and|a|o|y")
CLOCKS: Final = (
    rf"{TIME}(?={HALF}|\s?(?:h|hrs?|hours?|horas?|o.clock)(?!\w))"
    rf"|(?<!\w)(?:at|by|until|till|las?|hasta)\s{TIME}{NEXT}{AT_DOSE}"
    rf"|(?<!\w)(?:from|between|de|entre)\s{TIME}{NEXT}{FROM_DOSE}"
)
CHANGES: Final = ("increase", "raise", "lower", "reduce", "decrease", "cut")  # by an amount
# what a laboratory or a thermometer tells; the Joint Commission lets it keep its zeros
READINGS: Final = (
    r"\d+[.,]\d+(?=\s?(?:[°º]|mmol/L|mg/dL))"
    r"|INR\s(?:[a-z]+\s){0,3}\d[.,]\d(?:\s?(?:to|and|y|a|-)\s?\d[.,]\d)?"
)
INITIALS: Final = (
    r"(?<!\d\s)\b(?:D(?:r|R)|M(?:r|R)|M(?:rs|RS)|Ms|Prof|PROF)\.?\s(?:[A-Z]\.?){2,3}"
    r"(?=\s[A-Z][\w'’-]+)"
)
# what clocks and readings, and what initials cannot be without: the patterns take 2 ms to compile
POINT: Final = re.compile(r"(?<=\d)[.,](?=\d)")
TITLES: Final = ("Dr", "DR", "Mr", "MR", "Ms", "Prof", "PROF")


def as_read(text: str) -> str:
    """The text with look-alike signs made plain; the point in a time of day is a colon, and the
    initials in a person's name are strokes. As long as it was, so that places stay the same."""
    read = text if text.isascii() else text.translate(ALIKE)
    if POINT.search(read):
        by_amount = any(word in read.lower() for word in CHANGES)
        for times in _times():
            read = times.sub(lambda found: _colon(found[0], by_amount), read)
    if any(title in read for title in TITLES):
        read = _initials().sub(lambda found: re.sub(r"[A-Z]\.?", _stroke, found[0]), read)
    return read


def _colon(time: str, by_amount: bool) -> str:
    return time if by_amount and time[:2].lower() == "by" else POINT.sub(":", time)


@cache
def _times() -> tuple[re.Pattern[str], ...]:
    return re.compile(CLOCKS, re.IGNORECASE), re.compile(READINGS, re.IGNORECASE)


@cache
def _initials() -> re.Pattern[str]:
    return re.compile(INITIALS)


def _stroke(letter: re.Match[str]) -> str:
    return "_" * len(letter[0])
