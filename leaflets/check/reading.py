"""A text as a reader takes it: full-width signs as plain ones, times and names told apart."""

from __future__ import annotations

import re
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
    r"(?!\s?(?:(?:[mkc]?[gl]|mc?g|[µμ]g|ui?|iu|mmol|%)(?!\w)|unit|unid|micro"
    r"|tab|cap|comp|cáp|drop|got|puff|dos[ei]|sachet|sobre|spray))"
)
CLOCKS: Final = re.compile(
    rf"{TIME}(?={HALF}|\s?(?:h|hrs?|hours?|horas?|o.clock)(?!\w))"
    rf"|(?<!\w)(?:at|by|until|till|from|between|las?|hasta|de|entre)\s{TIME}{NEXT}{MEASURE}",
    re.IGNORECASE,
)
# what a laboratory or a thermometer tells; the Joint Commission lets it keep its zeros
READINGS: Final = re.compile(
    r"\d+[.,]\d+(?=\s?(?:[°º]|mmol/L|mg/dL))"
    r"|INR\s(?:[a-z]+\s){0,3}\d[.,]\d(?:\s?(?:to|and|y|a|-)\s?\d[.,]\d)?",
    re.IGNORECASE,
)
INITIALS: Final = re.compile(
    r"(?<!\d\s)\b(?:D(?:r|R)|M(?:r|R)|M(?:rs|RS)|Ms|Prof|PROF)\.?\s(?:[A-Z]\.?){2,3}(?=\s[A-Z][\w'’-]+)"
)


def as_read(text: str) -> str:
    """The text with look-alike signs made plain; the point in a time of day is a colon, and the
    initials in a person's name are strokes. As long as it was, so that places stay the same."""
    read = text if text.isascii() else text.translate(ALIKE)
    for times in (CLOCKS, READINGS):
        read = times.sub(lambda found: re.sub(r"(?<=\d)[.,](?=\d)", ":", found[0]), read)
    return INITIALS.sub(lambda found: re.sub(r"[A-Z]\.?", _stroke, found[0]), read)


def _stroke(letter: re.Match[str]) -> str:
    return "_" * len(letter[0])
