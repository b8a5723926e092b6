"""What is read from left to right in any text: numbers with their units, and Latin words."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["LEFT_TO_RIGHT"]

# Digits of Europe, Arabia and Persia, and Latin letters, with the signs inside and around them.
# Numbers with units, telephone numbers and addresses are read from left to right as a whole, which
# UAX 9 leaves to the program (HL4): by itself it would turn around "01632 960 123" and "25 °C". A
# minus is a sign of the number unless a letter or digit stands before it. A number behind a unit
# begins another whole, so that "5 mL 3" is a dose and what follows it, in this order.
_DIGIT: Final = "0-9٠-٩۰-۹"
_LETTER: Final = "A-Za-zµÀ-ɏ"
_SIGN: Final = r"(?:[+<>≤≥~±]|(?<![^\W_])[-−])?"
_GOES_ON: Final = f"(?:[{_DIGIT}{_LETTER}.,:;/@°%+_٫٬–-]*[{_DIGIT}{_LETTER}%°])?"
_DIGITS: Final = f"{_SIGN}[{_DIGIT}](?:[{_DIGIT}.,:;/+٫٬–-]*[{_DIGIT}])?(?![{_LETTER}%°])"
_WORD: Final = f"{_SIGN}[°µ]?[{_LETTER}]{_GOES_ON}"
_NUMBER: Final = f"{_SIGN}[{_DIGIT}]{_GOES_ON}"
_SPACE: Final = "[ \u00a0](?:×[ \u00a0])?"
LEFT_TO_RIGHT: Final = re.compile(
    f"(?P<number>(?:{_DIGITS}{_SPACE})*{_NUMBER}(?:[ \u00a0]{_WORD})*)"
    f"|{_WORD}(?:{_SPACE}(?:{_WORD}|{_NUMBER}))*"
)
