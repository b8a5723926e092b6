"""Check for digits and signs that look like others, so that people and computers read one dose."""

from __future__ import annotations

import unicodedata
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
    """Add M209 for look-alike digits in any text, and look-alike letters and signs in doses.

    Doses are the strengths and the name of the medicine.
    """
    identity = node.group("identity")
    doses = [*identity.list("strengths").texts()]
    if name := identity.text("name"):
        doses.append(name)
    dose_ids = {id(dose) for dose in doses}
    for text in _texts(node):
        if not text.isascii():
            _check_text(text, id(text) in dose_ids, faults)


def _check_text(text: Text, is_dose: bool, faults: Faults) -> None:
    for char in dict.fromkeys(text):
        if char.isascii():
            continue
        is_digit = char.isdecimal()
        resembles_ascii = _is_variant_of_ascii(char) and (is_digit or _is_letter(char))
        if (resembles_ascii and (is_digit or is_dose)) or (is_digit and is_dose):
            what = "digit" if is_digit else "letter"
            message = f"'{char}' (U+{ord(char):04X}) only looks like a plain {what}."
            faults.add(209, text.place, message, "Type it on the keyboard.")
        elif is_dose and char in REPAIRS:
            sign, repair = REPAIRS[char]
            message = f"'{char}' (U+{ord(char):04X}, {sign}) stands in a strength or a name."
            faults.add(209, text.place, message, repair)


def _is_variant_of_ascii(char: str) -> bool:
    """Return whether a character is an ASCII one in another form (wide, mathematical)."""
    return unicodedata.normalize("NFKC", char).isascii()


def _is_letter(char: str) -> bool:
    return char.isalpha() and char not in "ªº"  # which abbreviate ordinals


def _texts(node: Node) -> Iterator[Text]:
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, Text):
            yield node
        else:
            pending.extend(node.values() if isinstance(node, Mapping) else node)
