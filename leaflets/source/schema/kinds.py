"""The kinds of value that a shape can have, and how each is read from a node."""

from __future__ import annotations

from typing import Any

from ..yaml import Mapping, Node, Sequence, Text
from .declare import InvalidText
from .faults import BROKEN, Faults, listed, shown

__all__ = [
    "Choice",
    "Items",
    "Kind",
    "Named",
    "Record",
    "Scalar",
    "Slot",
    "Union",
    "Whole",
    "Words",
]


class Kind:
    """Something that a value can be. takes: the sort of node that it is read from."""

    takes: type = Text

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        """The value, or BROKEN when faults were noted."""
        raise NotImplementedError


class Words(Kind):
    """Any text, as typed."""

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if type(node) is not Text:
            return faults.wrong_kind(node, key, "a text", "Write it on one line, or after | below.")
        return node if node.strip() else faults.empty(node, key)


class Scalar(Kind):
    """A text that a class of ours makes a value of."""

    def __init__(self, made: Any, least: float | None, most: float | None) -> None:
        self.made, self.least, self.most = made, least, most

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if type(node) is not Text:
            return faults.wrong_kind(node, key, "a text", "Write it on one line, or after | below.")
        if not node.strip():
            return faults.empty(node, key)
        try:
            value = self.made.from_text(node)
        except InvalidText as why:
            return faults.refused(node, why.number, why.says, why.hint)
        return self.within(value, node, key, faults)

    def within(self, value: Any, node: Text, key: str, faults: Faults) -> Any:
        """The value, if it is inside its bounds."""
        least, most = self.least, self.most
        # written so that not-a-number is outside
        if (least is None or value >= least) and (most is None or value <= most):
            return value
        low, high = (self.spell(bound) if bound is not None else "" for bound in (least, most))
        if low and high:
            allowed = f"from {low} to {high}"
        else:
            allowed = f"at least {low}" if low else f"at most {high}"
        return faults.add(108, node.place, f"'{key}' is {shown(node)}.", f"It must be {allowed}.")

    def spell(self, bound: float) -> str:
        """A bound as a reader would write it."""
        spell = getattr(self.made, "spell", None)
        return str(spell(bound)) if spell else f"{bound:g}"


class Whole(Scalar):
    """A whole number."""

    def __init__(self, least: float | None, most: float | None) -> None:
        super().__init__(_WholeNumber, least, most)


class _WholeNumber:
    @staticmethod
    def from_text(text: Text) -> int:
        """Read plain digits; a sign only before."""
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
            raise InvalidText(
                107, f"{shown(text)} is not a whole number.", "Write digits, such as 12."
            )
        return int(text)


class Choice(Kind):
    """One of a few words, compared with the text as typed."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.known = frozenset(words)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if type(node) is not Text:
            return faults.wrong_kind(node, key, "a text", f"Write {listed(self.words, 'or')}.")
        if node in self.known:
            return str(node)
        return faults.not_among(node, key, self.words) if node.strip() else faults.empty(node, key)


def _counted(node: Mapping | Sequence, key: str, faults: Faults, bounds: tuple[Any, Any]) -> bool:
    """Whether a list or mapping holds neither too few nor too many."""
    least, most = bounds
    if least is not None and len(node) < least:
        says = f"'{key}' holds {len(node)}; it must hold at least {least:g}."
        faults.add(108, node.place, says, "Add what is missing.")
        return False
    if most is not None and len(node) > most:
        says = f"'{key}' holds {len(node)}; it may hold at most {most:g}."
        faults.add(108, node.place, says, "Take some out.")
        return False
    return True


class Items(Kind):
    """A list whose items are all of one kind."""

    takes = Sequence

    def __init__(self, item: Kind, least: float | None, most: float | None) -> None:
        self.item, self.bounds = item, (least, most)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if type(node) is not Sequence:
            hint = 'Put "- " before it.' if node else 'Write its items below, each after "- ".'
            return faults.wrong_kind(node, key, "a list", hint)
        sound = _counted(node, key, faults, self.bounds)
        read = self.item.read
        values = tuple(
            [
                faults.empty_entry(item, key)
                if type(item) is Text and not item.strip()
                else read(item, key, faults)
                for item in node
            ]
        )
        return values if sound and BROKEN not in values else BROKEN


class Named(Kind):
    """A mapping from names of one kind to values of one kind."""

    takes = Mapping

    def __init__(self, name: Kind, value: Kind, least: float | None, most: float | None) -> None:
        self.name, self.value, self.bounds = name, value, (least, most)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if type(node) is not Mapping:
            hint = "Write each key, a colon and its value."
            return faults.wrong_kind(node, key, "a group of keys", hint)
        sound = _counted(node, key, faults, self.bounds)
        values = {}
        for typed, below in node.items():
            name = self.name.read(typed, key, faults)
            value = self.value.read(below, typed, faults)
            if name is BROKEN or value is BROKEN:
                sound = False
            else:
                values[name] = value
        return values if sound else BROKEN


class Slot:
    """A field of a record: its key in YAML, its name in Python, its kind."""

    __slots__ = ("key", "kind", "name", "required", "says")

    def __init__(self, name: str, key: str, kind: Kind, says: str, required: bool) -> None:
        self.name, self.key, self.kind, self.says, self.required = name, key, kind, says, required


class Record(Kind):
    """A mapping with declared keys. Its slots are filled in later: shapes may hold each other."""

    takes = Mapping

    def __init__(self, shape: type) -> None:
        self.shape = shape
        self.slots: dict[str, Slot] = {}
        self.required: tuple[str, ...] = ()

    def declare(self, slots: list[Slot]) -> None:
        """Give the record its fields."""
        self.slots = {slot.key: slot for slot in slots}
        self.required = tuple(slot.key for slot in slots if slot.required)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if type(node) is not Mapping:
            hint = f"Its keys are {listed(self.slots)}."
            return faults.wrong_kind(node, key, "a group of keys", hint)
        values: dict[str, Any] = {}
        slots = self.slots
        guessed: set[str] = set()  # one typo is one fault, not also a missing key
        whole = True
        for key, below in node.items():
            slot = slots.get(key)
            if slot is None:
                guessed.update(faults.unknown_key(key, slots))
                continue
            value = slot.kind.read(below, key, faults)
            if value is BROKEN:
                whole = False
            else:
                values[slot.name] = value
        absent = [key for key in self.required if key not in node]
        missing = [key for key in absent if key not in guessed]
        if missing:
            faults.missing(node.place, missing, {key: slots[key].says for key in missing})
        return self.shape(**values) if whole and not absent else BROKEN


class Union(Kind):
    """One of several kinds, told apart by the sort of node, then by a mapping's first known key."""

    def __init__(self, kinds: list[Kind]) -> None:
        self.choices = [kind for kind in kinds if isinstance(kind, Choice)]
        self.texts = [kind for kind in kinds if kind.takes is Text and kind not in self.choices]
        self.lists = [kind for kind in kinds if kind.takes is Sequence]
        self.records = [kind for kind in kinds if kind.takes is Mapping]
        self.kinds = kinds

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        if type(node) is Text:
            return self.text(node, key, faults)
        fitting = self.lists if type(node) is Sequence else self.records
        if not fitting:
            return self.kinds[0].read(node, key, faults)
        if len(fitting) == 1:
            return fitting[0].read(node, key, faults)
        assert type(node) is Mapping
        return self.record(node, key, faults)

    def text(self, node: Text, key: str, faults: Faults) -> Any:
        """A word that is one of the choices, else a value of the first class of texts."""
        for choice in self.choices:
            if node in choice.known:
                return choice.read(node, key, faults)
        if self.texts:
            return self.texts[0].read(node, key, faults)
        if self.choices:
            return self.choices[0].read(node, key, faults)
        return self.kinds[0].read(node, key, faults)

    def record(self, node: Mapping, key: str, faults: Faults) -> Any:
        """The record that knows the mapping's first known key."""
        for typed in node:
            for kind in self.records:
                if isinstance(kind, Record) and typed in kind.slots:
                    return kind.read(node, key, faults)
        known = [name for kind in self.records if isinstance(kind, Record) for name in kind.slots]
        for typed in node:
            faults.unknown_key(typed, known)
        return BROKEN if node else faults.add(106, node.place, f"'{key}' is empty.", "Fill it in.")
