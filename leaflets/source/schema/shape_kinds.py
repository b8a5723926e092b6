"""The kinds of value that are groups of declared keys, or one of several kinds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from ..yaml import Mapping, Node, Sequence, Text
from .declare import FileShape
from .faults import BROKEN, Faults, is_sentence, listed
from .kinds import ChoiceKind, Kind

__all__ = ["ShapeField", "ShapeKind", "UnionKind"]


class ShapeField:
    """A field of a shape: its name in Python, key in YAML, kind and description."""

    __slots__ = ("is_required", "key", "kind", "name", "says")

    def __init__(self, name: str, key: str, kind: Kind, says: str, is_required: bool) -> None:
        self.name, self.key, self.kind, self.says = name, key, kind, says
        self.is_required = is_required

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        """Return the value, or BROKEN after adding faults."""
        is_empty = isinstance(node, Text) and not node.strip()
        if is_empty and self.is_required and not self.kind.hint:
            return faults.empty(node, key, f"Fill it in: {self.says}")
        return self.kind.read(node, key, faults)

    def holds(self, key: str) -> bool:
        """Return whether the value may be a group that has this key."""
        kinds = self.kind.kinds if isinstance(self.kind, UnionKind) else [self.kind]
        return any(isinstance(kind, ShapeKind) and key in kind.fields for kind in kinds)


class ShapeKind(Kind):
    """A mapping with declared keys.

    fields_of: returns the fields of a shape. It is called when they are first needed, because
    shapes may hold each other, and most files hold few of the shapes that they could.
    """

    takes = Mapping

    def __init__(
        self, shape: type[FileShape], fields_of: Callable[[type[FileShape]], list[ShapeField]]
    ) -> None:
        self.shape, self._fields_of = shape, fields_of
        self.elsewhere: dict[str, str] = shape.__elsewhere__

    @cached_property
    def fields(self) -> dict[str, ShapeField]:
        """The fields by their keys in YAML."""
        return {field.key: field for field in self._fields_of(self.shape)}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The keys that a mapping must have."""
        return tuple(key for key, field in self.fields.items() if field.is_required)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        """Return an instance of the shape, or BROKEN after adding faults."""
        if not isinstance(node, Mapping):
            hint = f"Its keys are {listed(self.fields)}."
            return faults.wrong_kind(node, key, "a group of keys", hint)
        values: dict[str, Any] = {}
        near: set[str] = set()  # one typo is one fault, not also a missing key
        for inner_key, inner_node in node.items():
            field = self.fields.get(inner_key)
            if field is None:
                near.update(faults.unknown_key(inner_key, self.fields, self._hints(inner_key)))
            else:
                values[field.name] = field.read(inner_node, inner_key, faults)
        absent = [key for key in self.required if key not in node]
        missing = [key for key in absent if key not in near]
        if missing:
            faults.missing(node.place, missing, {key: self.fields[key].says for key in missing})
        if absent or any(value is BROKEN for value in values.values()):
            return BROKEN
        return self.shape(**values)

    def _hints(self, key: str) -> dict[str, str]:
        """Return where an unknown key belongs, if it is known to lead somewhere."""
        if key in self.elsewhere:
            return self.elsewhere
        homes = [field.key for field in self.fields.values() if field.holds(key)]
        return {key: f"It belongs under '{homes[0]}'."} if homes else {}


class UnionKind(Kind):
    """One of several kinds, chosen by the type of node, then by the keys of a mapping."""

    def __init__(self, kinds: list[Kind], hint: str = "") -> None:
        self.kinds, self.hint = kinds, hint
        self.choices = [kind for kind in kinds if isinstance(kind, ChoiceKind)]
        self.texts = [kind for kind in kinds if kind.takes is Text and kind not in self.choices]
        self.lists = [kind for kind in kinds if kind.takes is Sequence]
        self.mappings = [kind for kind in kinds if kind.takes is Mapping]
        self.takes_empty = any(kind.takes_empty for kind in self.texts)

    def read(self, node: Node, key: str, faults: Faults) -> Any:
        """Return the value of the kind that fits the node, or BROKEN after adding faults."""
        if isinstance(node, Text):
            return self._read_text(node, key, faults)
        fitting = self.lists if isinstance(node, Sequence) else self.mappings
        has_choice = len(fitting) > 1 or bool(self.texts)  # a mapping may be a text with a colon
        if (
            isinstance(node, Mapping)
            and has_choice
            and any(isinstance(k, ShapeKind) for k in fitting)
        ):
            return self._read_shape(node, key, faults)
        return (fitting or self.kinds)[0].read(node, key, faults)

    def _read_text(self, node: Text, key: str, faults: Faults) -> Any:
        kind = self._text_kind(node)
        if self.hint and not node.strip():
            return faults.empty(node, key, self.hint)
        if self.hint and isinstance(kind, ChoiceKind) and node not in kind.words:
            return faults.not_among(node, key, kind.words, self.hint)
        return kind.read(node, key, faults)

    def _text_kind(self, node: Text) -> Kind:
        """Choose the choices that have the word, else the first kind that is read from a text."""
        for choice in self.choices:
            if node in choice.words:
                return choice
        return (self.texts or self.choices or self.kinds)[0]

    def _read_shape(self, node: Mapping, key: str, faults: Faults) -> Any:
        """Read the shape that has most of the mapping's keys; among equals, its first known key."""
        shapes = [kind for kind in self.mappings if isinstance(kind, ShapeKind)]
        most = max((sum(name in shape.fields for name in node) for shape in shapes), default=0)
        fitting = [s for s in shapes if sum(name in s.fields for name in node) == most]
        for inner_key in node if most else ():
            for shape in fitting:
                if inner_key in shape.fields:
                    return shape.read(node, key, faults)
        known = [name for shape in shapes for name in shape.fields]
        elsewhere = {key: hint for shape in shapes for key, hint in shape.elsewhere.items()}
        for inner_key, inner_node in node.items():
            if is_sentence(inner_key, inner_node, known):
                faults.sentence_with_colon(inner_key)
            else:
                faults.unknown_key(inner_key, known, elsewhere)
        return BROKEN if node else faults.add(106, node.place, f"'{key}' is empty.", "Fill it in.")
