"""The kinds of value that a shape can have, and how each is read from a node of a file."""

from __future__ import annotations

import re
from typing import Any, Final

from ..yaml import Mapping, Node, Sequence, Text
from .declare import InvalidText
from .faults import BROKEN, Faults, listed, quoted

__all__ = [
    "ChoiceKind",
    "IntegerKind",
    "Kind",
    "ListKind",
    "MappingKind",
    "ScalarKind",
    "TextKind",
]


UNSPACED_DASH: Final = re.compile(r"-[^\s\d-]")
WORD: Final = re.compile(r"[\w-]+")


class Kind:
    """A kind of value.

    takes: the type of the nodes that it is read from. hint: as in `field`.
    """

    takes: type = Text
    hint: str = ""
    takes_empty: bool = False  # a text in quotes may be empty

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        """Return the value, or BROKEN after adding faults. key: that of the node, for messages."""
        raise NotImplementedError


class TextKind(Kind):
    """Any text, as typed."""

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if not isinstance(node, Text):
            return faults.not_text(node, key)
        return node if node.strip() else faults.empty(node, key)


class ScalarKind(Kind):
    """A text from which the class method `from_text` of a scalar class makes a value."""

    def __init__(self, scalar: Any, least: float | None, most: float | None) -> None:
        self.scalar, self.least, self.most = scalar, least, most
        self.takes_empty = getattr(scalar, "takes_empty", False)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if not isinstance(node, Text):
            return faults.not_text(node, key)
        if not node.strip() and (node.is_plain or not self.takes_empty):
            return faults.empty(node, key)
        try:
            value = self.scalar.from_text(node)
        except InvalidText as why:
            return faults.add(why.number, node.place, why.says, why.hint)
        return self._within_bounds(value, node, key, faults)

    def _within_bounds(self, value: Any, node: Text, key: str, faults: Faults) -> Any:
        least, most = self.least, self.most
        # written so that not-a-number is out of bounds
        if (least is None or value >= least) and (most is None or value <= most):
            return value
        low, high = (self._spell(bound) if bound is not None else "" for bound in (least, most))
        if low and high:
            bounds = f"from {low} to {high}"
        else:
            bounds = f"at least {low}" if low else f"at most {high}"
        return faults.add(108, node.place, f"'{key}' is {quoted(node)}.", f"It must be {bounds}.")

    def _spell(self, bound: float) -> str:
        """Spell a bound as it is written in a file."""
        spell = getattr(self.scalar, "spell", None)
        return str(spell(bound)) if spell else f"{bound:g}"


class IntegerKind(ScalarKind):
    """A whole number."""

    def __init__(self, least: float | None, most: float | None) -> None:
        super().__init__(_Integer, least, most)


class _Integer:
    @staticmethod
    def from_text(text: Text) -> int:
        """Read plain digits, with an optional minus sign before them."""
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
            message = f"{quoted(text)} is not a whole number."
            raise InvalidText(107, message, "Write digits, such as 12.")
        return int(text)


class ChoiceKind(Kind):
    """One of a few words, compared with the text as typed."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if not isinstance(node, Text):
            return faults.wrong_kind(node, key, "a text", f"Write {listed(self.words, 'or')}.")
        if node in self.words:
            return str(node)
        return faults.not_among(node, key, self.words) if node.strip() else faults.empty(node, key)


class ListKind(Kind):
    """A list whose items are all of one kind."""

    takes = Sequence

    def __init__(self, item: Kind, least: float | None, most: float | None) -> None:
        self.item, self.bounds = item, (least, most)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if not isinstance(node, Sequence):
            return faults.wrong_kind(node, key, "a list", self._hint(node, key))
        is_sized = _has_size(node, key, faults, self.bounds)
        values = tuple(self._item(item, key, faults) for item in node)
        return values if is_sized and BROKEN not in values else BROKEN

    def _hint(self, node: Text | Mapping, key: str) -> str:
        """Return how the value would be written as a list."""
        if isinstance(node, Mapping):
            return 'Write its items below, each after "- ".'
        if UNSPACED_DASH.match(node):
            return 'Put a space after each "-".'
        if WORD.fullmatch(node):
            return f"Write [{node}]."
        is_beside = isinstance(key, Text) and key.place.line == node.place.line
        return f'{"Move it to the next line, and put" if is_beside else "Put"} "- " before it.'

    def _item(self, item: Node, key: str, faults: Faults) -> Any:
        if (
            isinstance(item, Text)
            and not item.strip()
            and (item.is_plain or not self.item.takes_empty)
        ):
            return faults.empty_entry(item, key)
        return self.item.read(item, key, faults)


class MappingKind(Kind):
    """A mapping from names of one kind to values of one kind."""

    takes = Mapping

    def __init__(self, name: Kind, value: Kind, least: float | None, most: float | None) -> None:
        self.name, self.value, self.bounds = name, value, (least, most)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if not isinstance(node, Mapping):
            hint = "Write each key, a colon and its value."
            return faults.wrong_kind(node, key, "a group of keys", hint)
        is_complete = _has_size(node, key, faults, self.bounds)
        values = {}
        for inner_key, inner_node in node.items():
            name = self.name.read(inner_key, key, faults)
            value = self.value.read(inner_node, inner_key, faults)
            if name is BROKEN or value is BROKEN:
                is_complete = False
            else:
                values[name] = value
        return values if is_complete else BROKEN


def _has_size(node: Mapping | Sequence, key: str, faults: Faults, bounds: tuple[Any, Any]) -> bool:
    """Return whether the size of a list or mapping is within its bounds; add a fault if not."""
    least, most = bounds
    if least is not None and len(node) < least:
        message = f"'{key}' holds {len(node)}; it must hold at least {least:g}."
        faults.add(108, node.place, message, "Add what is missing.")
        return False
    if most is not None and len(node) > most:
        message = f"'{key}' holds {len(node)}; it may hold at most {most:g}."
        faults.add(108, node.place, message, "Take some out.")
        return False
    return True
