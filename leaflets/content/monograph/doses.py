"""Digits and signs that look like others: nobody may read a dose differently from a computer."""

from __future__ import annotations

from collections.abc import Iterator

from ...source.schema import Faults
from ...source.yaml import Mapping, Node, Text

__all__ = ["check_doses"]

MINUS, MU, FRACTION_SLASH = "\u2212", "\u03bc", "\u2044"
REPAIRS = {
    MINUS: ("a minus sign", "Type the hyphen of the keyboard, or to."),
    MU: ("the Greek letter mu", "Type the micro sign µ (U+00B5), or better: microgram."),
    FRACTION_SLASH: ("a fraction slash", "Type the slash of the keyboard."),
}


def check_doses(node: Mapping, faults: Faults) -> None:
    """Strengths and names have plain digits and signs; no text has digits in disguise."""
    identity = node.group("identity")
    doses = [*identity.list("strengths").texts()]
    name = identity.text("name")
    if name:
        doses.append(name)
    exact = {id(dose) for dose in doses}
    for text in _texts(node):
        if not text.isascii():
            _check_text(text, id(text) in exact, faults)


def _check_text(text: Text, dose: bool, faults: Faults) -> None:
    for char in dict.fromkeys(text):
        if char.isascii():
            continue
        digit = char.isdecimal()
        if (digit and (dose or _disguised(char))) or (dose and _disguised_letter(char)):
            what = "digit" if digit else "letter"
            says = f"'{char}' (U+{ord(char):04X}) only looks like a plain {what}."
            faults.add(209, text.place, says, "Type it on the keyboard.")
        elif dose and char in REPAIRS:
            called, repair = REPAIRS[char]
            says = f"'{char}' (U+{ord(char):04X}, {called}) stands in a strength or a name."
            faults.add(209, text.place, says, repair)


def _disguised(char: str) -> bool:
    """Whether a digit is a plain one in another form (wide, mathematical), not one of a script."""
    import unicodedata

    return unicodedata.normalize("NFKC", char).isascii()


def _disguised_letter(char: str) -> bool:
    return char.isalpha() and char not in "ªº" and _disguised(char)


def _texts(node: Node) -> Iterator[Text]:
    waiting: list[Node] = [node]
    while waiting:
        seen = waiting.pop()
        if isinstance(seen, Text):
            yield seen
        else:
            waiting.extend(seen.values() if isinstance(seen, Mapping) else seen)
