"""Faults of values, worded once for every kind of file; and names in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as PlainMapping
from types import MappingProxyType
from typing import Final

from ...base.errors import Fault, Place
from ..yaml import Mapping, Node, Sequence, Text

__all__ = ["BROKEN", "Broken", "Faults", "listed", "nearest", "suggestion"]

ALIKE: Final = 0.65  # difflib's ratio from which two names are near
QUOTED_CHARACTERS: Final = 60  # of a wrong value, in a message
LISTED_NAMES: Final = 20  # in a message
NO_HINTS: Final[PlainMapping[str, str]] = MappingProxyType({})


class Broken:
    """The type of BROKEN: a value that could not be read, and whose faults are noted."""


BROKEN: Final = Broken()


def nearest(name: str, known: Iterable[str], max_names: int = 1) -> list[str]:
    """Return at most `max_names` known names that resemble the name, best first."""
    if len(name) > QUOTED_CHARACTERS:
        return []
    import difflib

    by_lowercase = {str(known_name).lower(): str(known_name) for known_name in known}
    near = difflib.get_close_matches(name.lower().replace("_", "-"), by_lowercase, max_names, ALIKE)
    return [by_lowercase[match] for match in near]


def listed(names: Iterable[str], last: str = "and") -> str:
    """Join names as a sentence does: a, b and c."""
    items = list(names)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def quoted(text: str) -> str:
    """Quote a wrong value for a message: on one line, and short."""
    line = " ".join(text.split())
    return f"'{line[:QUOTED_CHARACTERS]}…'" if len(line) > QUOTED_CHARACTERS else f"'{line}'"


def is_sentence(key: Text, value: Node, known: Iterable[str]) -> bool:
    """Return whether a key is rather the beginning of a sentence with a colon in it."""
    looks_so = isinstance(value, Text) and (" " in key or key[:1].isupper())
    return looks_so and not nearest(key, known)


def kind_of(node: Node) -> str:
    """Name the kind of a value in plain words."""
    if isinstance(node, Mapping):
        return "a group of keys"
    return "a list" if isinstance(node, Sequence) else "a text"


class Faults:
    """The faults of one file so far. Each method adds one, and most return BROKEN.

    letter: begins the codes. faults: the list that grows. key, in the methods: the key whose value
    is wrong.
    """

    def __init__(self, letter: str, faults: list[Fault]) -> None:
        self.letter, self.faults = letter, faults

    def add(self, number: int, place: Place, message: str, hint: str) -> Broken:
        """Add a fault with a number and sentences of its own."""
        self.faults.append(Fault(f"{self.letter}{number:03}", place, message, hint))
        return BROKEN

    def wrong_kind(self, node: Node, key: str, expected: str, hint: str) -> Broken:
        """Add M103: a list instead of a text, and the like; or M106 for an empty value."""
        if isinstance(node, Text) and not node.strip():
            return self.empty(node, key)
        message = f"'{key}' must be {expected}, not {kind_of(node)}."
        return self.add(103, node.place, message, hint)

    def not_text(self, node: Node, key: str) -> Broken:
        """Add M103: a list, or a sentence with a colon, where a text should be."""
        if isinstance(node, Mapping) and len(node) == 1:
            (inner_key, value), *_ = node.items()
            if isinstance(value, Text):
                return self.sentence_with_colon(inner_key)
        return self.wrong_kind(node, key, "a text", "Write it on one line, or after | below.")

    def sentence_with_colon(self, key: Text) -> Broken:
        """Add M103: words before a colon, which YAML reads as a key."""
        message = f"{quoted(key)} and the colon behind it are read as a key, not as words."
        return self.add(103, key.place, message, "Put the whole text in double quotes.")

    def empty(self, node: Node, key: str, hint: str = "Fill it in, or remove the key.") -> Broken:
        """Add M106: a key without a value."""
        return self.add(106, node.place, f"'{key}' is empty.", hint)

    def empty_entry(self, node: Node, key: str) -> Broken:
        """Add M106: an empty item of a list or cell of a table."""
        message = f"Something in '{key}' is empty."
        hint = 'Fill it in (an empty cell of a table: ""), or remove it.'
        return self.add(106, node.place, message, hint)

    def unknown_key(
        self, key: Text, known: Iterable[str], hints: PlainMapping[str, str] = NO_HINTS
    ) -> list[str]:
        """Add M101: a key that the shape does not have. Return the keys probably meant.

        hints: for keys that people often try, the hint that leads to the right place.
        """
        near = [] if key in hints else nearest(key, known)
        hint = hints.get(key) or suggestion(near, known)
        self.add(101, key.place, f"{quoted(key)} is not a key known here.", hint)
        return near

    def missing(self, place: Place, keys: list[str], descriptions: dict[str, str]) -> None:
        """Add M102: required keys that are absent. descriptions: of each, by key."""
        if len(keys) == 1:
            self.add(102, place, f"'{keys[0]}' is missing.", f"Add it: {descriptions[keys[0]]}")
        else:
            names = listed(f"'{key}'" for key in keys)
            self.add(102, place, f"{names} are missing.", "Add them.")

    def not_among(self, node: Text, key: str, known: Iterable[str], hint: str = "") -> Broken:
        """Add M105: a word that is not among the allowed ones. hint: if no word is near."""
        message = f"{quoted(node)} is not a value that '{key}' can have."
        near = nearest(node, known)
        hint = hint if hint and not near else suggestion(near, known)
        return self.add(105, node.place, message, hint)


def suggestion(near: list[str], known: Iterable[str]) -> str:
    """Return the hint for an unknown name: what was probably meant, or the known names."""
    names = list(known)
    if near:
        return f"Did you mean '{near[0]}'?"
    ending = ", …" if len(names) > LISTED_NAMES else "."
    return f"Known: {', '.join(names[:LISTED_NAMES])}{ending}"
