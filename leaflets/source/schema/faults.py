"""Gathering what is wrong with values, worded once for every kind of file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...base.errors import Fault, Place
from ..yaml import Mapping, Node, Sequence, Text

__all__ = ["BROKEN", "Broken", "Faults", "listed", "nearest", "suggestion"]

SHOWN: Final = 60  # characters of a wrong value that a message repeats
TOLD: Final = 12  # names that a message lists


class Broken:
    """Stands for a value that could not be read; its faults are noted."""


BROKEN: Final = Broken()


def nearest(name: str, known: Iterable[str], many: int = 1) -> list[str]:
    """The known names that look most like this one, best first; none if nothing is near."""
    if len(name) > SHOWN:
        return []
    import difflib

    plain = {str(other).lower(): str(other) for other in known}
    near = difflib.get_close_matches(name.lower().replace("_", "-"), plain, many, 0.6)
    return [plain[other] for other in near]


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names as a sentence lists them: a, b and c."""
    told = list(names)
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])} {last} {told[-1]}"


def shown(text: str) -> str:
    """A wrong value as a message repeats it: on one line, and short."""
    line = " ".join(text.split())
    return f"'{line[:SHOWN]}…'" if len(line) > SHOWN else f"'{line}'"


def kind_of(node: Node) -> str:
    """What a value is, in plain words."""
    if isinstance(node, Mapping):
        return "a group of keys"
    return "a list" if isinstance(node, Sequence) else "a text"


class Faults:
    """The faults of one file so far. `key` in every method: the key whose value is wrong."""

    def __init__(self, letter: str, found: list[Fault]) -> None:
        self.letter, self.found = letter, found

    def add(self, number: int, place: Place, says: str, hint: str) -> Broken:
        """Note a fault."""
        self.found.append(Fault(f"{self.letter}{number:03}", place, says, hint))
        return BROKEN

    def wrong_kind(self, node: Node, key: str, wanted: str, hint: str) -> Broken:
        """A list where a text is wanted, and the like; nothing at all is called empty."""
        if isinstance(node, Text) and not node.strip():
            return self.empty(node, key)
        says = f"'{key}' must be {wanted}, not {kind_of(node)}."
        return self.add(103, node.place, says, hint)

    def empty(self, node: Node, key: str) -> Broken:
        """A key with nothing behind it."""
        return self.add(106, node.place, f"'{key}' is empty.", "Fill it in, or remove the key.")

    def empty_entry(self, node: Node, key: str) -> Broken:
        """An item of a list, or a cell of a table, with nothing in it."""
        says = f"Something in '{key}' is empty."
        return self.add(106, node.place, says, "Fill it in (a table's cell: with –), or remove it.")

    def unknown_key(self, key: Text, known: Iterable[str]) -> list[str]:
        """A key that the shape does not have; returns what was probably meant."""
        near = nearest(key, known)
        self.add(101, key.place, f"{shown(key)} is not a key known here.", suggestion(near, known))
        return near

    def missing(self, place: Place, keys: list[str], says: dict[str, str]) -> None:
        """Keys that must be there and are not."""
        if len(keys) == 1:
            self.add(102, place, f"'{keys[0]}' is missing.", f"Add it: {says[keys[0]]}")
        else:
            names = listed(f"'{key}'" for key in keys)
            self.add(102, place, f"{names} are missing.", "Add them.")

    def not_among(self, node: Text, key: str, known: Iterable[str]) -> Broken:
        """A word that is not one of those allowed."""
        says = f"{shown(node)} is not a value that '{key}' can have."
        return self.add(105, node.place, says, suggestion(nearest(node, known), known))

    def refused(self, node: Text, number: int, says: str, hint: str) -> Broken:
        """A text that a scalar class cannot take."""
        return self.add(number, node.place, says, hint)


def suggestion(near: list[str], known: Iterable[str]) -> str:
    """The next step after a name that is not known: what was probably meant, or what is known."""
    names = list(known)
    if near:
        return f"Did you mean '{near[0]}'?"
    more = ", …" if len(names) > TOLD else "."
    return f"Known: {', '.join(names[:TOLD])}{more}"
