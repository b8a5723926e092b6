"""Typed access to the values of a FHIR element; a value of the wrong type is noted as a fault.

FHIR is extensible, so keys that are not read are not checked. Paths are those of FHIR, such as
Bundle.entry[1].resource.status.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ....base.errors import Fault, Place
from ....source.json import JsonNumber
from ....source.xml import XmlElement
from .xml_form import Occurrences, XmlObject, XmlText

__all__ = ["FhirElement"]

NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
FLAGS: Final = {"true": True, "false": False}
KEY: Final = re.compile(r"_?[A-Za-z][A-Za-z0-9]{0,63}")  # any other could be somebody's words


class FhirElement:
    """An element of a FHIR resource, from JSON or XML.

    faults: shared by all elements of the resource.
    """

    def __init__(self, value: dict[str, Any], path: str, place: Place, faults: list[Fault]) -> None:
        self._value, self.path, self._place, self.faults = value, path, place, faults

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        """Return whether both say the same, wherever they stand."""
        return isinstance(other, FhirElement) and self._value == other._value

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, key: str) -> bool:
        return key in self._value

    def with_faults(self, faults: list[Fault]) -> FhirElement:
        """Return the same element, which notes its faults in another list."""
        return FhirElement(self._value, self.path, self._place, faults)

    def place(self, key: str = "") -> Place:
        """Return the place of the element, or of the value of a key: file:line:path."""
        path = f"{self.path}.{key}" if key else self.path
        line = self._value.line if isinstance(self._value, XmlObject) else self._place.line
        return Place(self._place.file, line, path=path)

    def refuse(self, code: str, key: str, message: str, hint: str) -> None:
        """Note a fault in the value of a key, or in the element itself for the key ""."""
        fault = Fault(code, self.place(key), message, hint)
        if fault not in self.faults:  # a value may be read twice
            self.faults.append(fault)

    def keys_beside(self, known: Iterable[str]) -> list[str]:
        """Return the keys that are not among those known; one with other signs becomes ?."""
        keys = sorted(self._value.keys() - set(known))
        return [key if KEY.fullmatch(key) else "?" for key in keys]

    def text(self, key: str) -> str:
        """Return the text of a key without surrounding spaces, "" if it is absent."""
        value = self._single(key, "")
        if _is_text(value):
            return str(value).strip()
        self._refuse_type(key, "a text")
        return ""

    def narrative(self, key: str) -> XmlElement | str:
        """Return the XHTML of a key: its element in XML, its text in JSON, "" if it is absent."""
        value = self._single(key, "")
        return value if isinstance(value, XmlElement) else self.text(key)

    def number(self, key: str) -> str:
        """Return the number of a key exactly as typed, "" if it is absent."""
        value = self._single(key, JsonNumber(""))
        if isinstance(value, JsonNumber):
            return str(value)
        if isinstance(value, XmlText) and NUMBER.fullmatch(value.strip()):
            return str(value).strip()
        self._refuse_type(key, "a number")
        return ""

    def flag(self, key: str) -> bool | None:
        """Return the truth value of a key, None if it is absent."""
        value = self._single(key, None)
        if isinstance(value, XmlText):
            value = FLAGS.get(value.strip(), value)
        if value is None or isinstance(value, bool):
            return value
        self._refuse_type(key, "true or false")
        return None

    def child(self, key: str) -> FhirElement:
        """Return the object of a key, an empty one if it is absent."""
        return self._element(self._single(key, {}), key)

    def children(self, key: str) -> list[FhirElement]:
        """Return the objects in the list of a key."""
        values = self._value.get(key, [])
        if not isinstance(values, list):
            self._refuse_type(key, "a list")
            return []
        return [self._element(value, f"{key}[{index}]") for index, value in enumerate(values)]

    def child_or_children(self, key: str) -> list[FhirElement]:
        """Return the objects of a key that is a list in some editions of FHIR only."""
        value = self._value.get(key, [])
        return [self._element(value, key)] if isinstance(value, dict) else self.children(key)

    def texts(self, key: str) -> list[str]:
        """Return the texts in the list of a key."""
        values = self._value.get(key, [])
        if not isinstance(values, list) or not all(map(_is_text, values)):
            self._refuse_type(key, "a list of texts")
            return []
        return values

    def paths_of(self, key: str, beside: Iterable[str] = ()) -> Iterator[str]:
        """Yield the paths below this element at which a key has a value.

        beside: keys that are not looked into.
        """
        skipped = frozenset(beside)
        pending: list[tuple[str, Any]] = [("", self._value)]
        while pending:
            path, value = pending.pop()
            if isinstance(value, list):
                pending += [(f"{path}[{number}]", item) for number, item in enumerate(value)]
            elif isinstance(value, dict):
                if value.get(key):
                    yield f"{path}.{key}".lstrip(".")
                pending += [
                    (f"{path}.{name if KEY.fullmatch(name) else '?'}", member)
                    for name, member in value.items()
                    if name not in skipped and isinstance(member, (dict, list))
                ]

    def _single(self, key: str, default: object) -> Any:
        """Return the value of a key, and of an element in XML the only one of that name."""
        value = self._value.get(key, default)
        return value[0] if isinstance(value, Occurrences) and len(value) == 1 else value

    def _element(self, value: object, key: str) -> FhirElement:
        if not isinstance(value, dict):
            self._refuse_type(key, "an object")
            value = {}
        return FhirElement(value, f"{self.path}.{key}", self._place, self.faults)

    def _refuse_type(self, key: str, expected: str) -> None:
        name = key.partition("[")[0]
        self.refuse("D202", key, f"'{name}' must be {expected}.", "Export the record again.")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, JsonNumber)
