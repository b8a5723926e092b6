"""Figures and signs in a text, marked so that a voice says them as a person would.

Nothing is taken from the text or added to it: what is said otherwise than it is written stands in
an attribute beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..content.pronunciation import Pronunciation
from .elements import element, escaped

__all__ = ["pronounced"]

SPACE: Final = "[ \u00a0\u202f]"
# what begins a word is not inside a number, a code or an address
START: Final = r"(?<![\w.,:/@+-])"
END: Final = r"(?![\w/@°-]|[.,:]\w)"
NUMBER: Final = r"\d+(?:[.,]\d+)*"
PATTERNS: Final = {
    "email": rf"{START}[A-Za-z0-9.]+@[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)+{END}",
    "code": rf"{START}[0-9a-f]{{4}}(?:-[0-9a-f]{{4}}){{2,}}{END}",
    "date": rf"{START}\d{{4}}-\d\d-\d\d{END}",
    "time": rf"{START}(?:[01]?\d|2[0-3]):[0-5]\d{END}",
    # a number to call begins with + or 0 and has seven digits or more; or it is American
    "telephone": (
        rf"{START}(?:\+|\(?(?=0\d))(?=(?:\D{{0,2}}\d){{7}})"
        rf"[\d(][\d()]*(?:[ \u00a0-]\(?\d[\d()]*)*{END}"
        rf"|{START}(?:1[ -])?(?:\(\d{{3}}\) |\d{{3}}-)\d{{3}}-\d{{4}}{END}"
    ),
    "unit": (
        rf"(?<![\w,.–-])(?P<least>{NUMBER}–)?(?P<number>{NUMBER})"
        rf"(?P<space>{SPACE})(?P<sign>[^\W\d]+(?:/l)?|°C){END}"
    ),
    "range": rf"{START}{NUMBER}–{NUMBER}(?![\w–-]|[.,:]\d)",
}
FIGURES: Final = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in PATTERNS.items()), re.IGNORECASE
)
GROUP: Final = re.compile(r"\+?\d+")
BELOW_TWO: Final = re.compile(r"[01](?:[.,]\d\d?)?")
UNCERTAIN: Final = re.compile(r"[01][.,]\d{3,}")  # a fraction, or a thousand


def pronounced(text: str, words: Pronunciation | None) -> str:
    """Return a text as SSML. words: how its language says signs; None: they are left as they are.

    Numbers to call and the codes of leaflets are said figure by figure in every language.
    """
    parts, start = [], 0
    for match in FIGURES.finditer(text):
        parts += [escaped(text[start : match.start()]), SAY[match.lastgroup or ""](match, words)]
        start = match.end()
    return "".join([*parts, escaped(text[start:])])


def _figure_by_figure(match: re.Match[str], _: Pronunciation | None) -> str:
    """Mark each group of figures; what parts them is a pause."""
    text, parts, start = match[0], [], 0
    for group in GROUP.finditer(text):
        parts += [escaped(text[start : group.start()]), _say_as(group[0], "characters")]
        start = group.end()
    return "".join([*parts, escaped(text[start:])])


def _say_as(text: str, kind: str, **form: str) -> str:
    return element("say-as", escaped(text), interpret_as=kind, **form)


def _sub(text: str, alias: str | None) -> str:
    return element("sub", escaped(text), alias=alias) if alias else escaped(text)


def _email(match: re.Match[str], words: Pronunciation | None) -> str:
    if not words or not words.at or not words.dot:
        return escaped(match[0])
    alias = match[0].replace("@", f" {words.at} ").replace(".", f" {words.dot} ")
    return _sub(match[0], alias)


def _range(numbers: str, words: Pronunciation | None) -> str:
    alias = numbers.replace("–", f" {words.range} ") if words and words.range else None
    return _sub(numbers, alias)


def _unit(match: re.Match[str], words: Pronunciation | None) -> str:
    """Mark the sign of a unit with its name, in the form that goes with the number before it."""
    number, sign = match["number"], match["sign"]
    numbers = _range(match["least"] + number, words) if match["least"] else escaped(number)
    return numbers + match["space"] + _sub(sign, _name_of_unit(number, sign, words))


def _name_of_unit(number: str, sign: str, words: Pronunciation | None) -> str | None:
    """Return the name of a unit, None for a sign that is none or a number that is uncertain."""
    key = sign.replace("L", "l").replace("μ", "µ")
    names = words.units.get(key) if words else None  # type: ignore[call-overload]
    if not words or not names:
        return None
    one, several = names
    if words.singular == "one":
        return str(one if number == "1" else several)
    if words.singular == "below-two" and UNCERTAIN.fullmatch(number):
        return None
    is_one = words.singular == "below-two" and BELOW_TWO.fullmatch(number)
    return str(one if is_one else several)


SAY: Final[dict[str, Callable[[re.Match[str], Pronunciation | None], str]]] = {
    "email": _email,
    "code": lambda match, _: _say_as(match[0], "characters"),
    "date": lambda match, _: _say_as(match[0], "date", format="ymd"),
    "time": lambda match, _: _say_as(match[0], "time", format="hms24"),
    "telephone": _figure_by_figure,
    "range": lambda match, words: _range(match[0], words),
    "unit": _unit,
}
