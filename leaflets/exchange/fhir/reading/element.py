"""An element of a FHIR resource: values by name, with a fault where one is of the wrong kind.

FHIR is open: what is not asked for is not looked at. Paths are FHIR's own, such as
Bundle.entry[1].resource.status.
"""

from __future__ import annotations

from typing import Any

from ....base.errors import Fault, Place
from ....source.json import JsonNumber

__all__ = ["FhirElement"]


class FhirElement:
    """One object. faults: shared by all elements of a resource."""

    def __init__(self, value: dict[str, Any], path: str, place: Place, faults: list[Fault]) -> None:
        self._value, self.path, self._place, self.faults = value, path, place, faults

    def __bool__(self) -> bool:
        return bool(self._value)

    def __contains__(self, key: str) -> bool:
        return key in self._value

    def alone(self) -> FhirElement:
        """The same element, whose faults from here on are its own."""
        return FhirElement(self._value, self.path, self._place, [])

    def place(self, key: str = "") -> Place:
        """Where the element, or the value behind a key, stands."""
        path = f"{self.path}.{key}" if key else self.path
        file, line, column = self._place
        at = f"{file}:{line}" if line else file
        return Place(f"{at}:{path}", 0, column)

    def refuse(self, code: str, key: str, says: str, hint: str) -> None:
        """Note a fault of the value behind a key."""
        self.faults.append(Fault(code, self.place(key), says, hint))

    def text(self, key: str) -> str:
        """The text behind a key; empty if there is none."""
        value = self._value.get(key, "")
        if type(value) is str:
            return value.strip()
        self._wrong(key, "a text")
        return ""

    def number(self, key: str) -> str:
        """The number behind a key exactly as typed; empty if there is none."""
        value = self._value.get(key, JsonNumber(""))
        if type(value) is JsonNumber:
            return str(value)
        self._wrong(key, "a number")
        return ""

    def child(self, key: str) -> FhirElement:
        """The object behind a key; an empty one if there is none."""
        return self._element(self._value.get(key, {}), key)

    def children(self, key: str) -> list[FhirElement]:
        """The objects of the list behind a key."""
        value = self._value.get(key, [])
        if type(value) is not list:
            self._wrong(key, "a list")
            return []
        return [self._element(each, f"{key}[{number}]") for number, each in enumerate(value)]

    def texts(self, key: str) -> list[str]:
        """The texts of the list behind a key."""
        value = self._value.get(key, [])
        if type(value) is not list or not all(type(each) is str for each in value):
            self._wrong(key, "a list of texts")
            return []
        return value

    def _element(self, value: object, key: str) -> FhirElement:
        if type(value) is not dict:
            self._wrong(key, "an object")
            value = {}
        return FhirElement(value, f"{self.path}.{key}", self._place, self.faults)

    def _wrong(self, key: str, wanted: str) -> None:
        name = key.partition("[")[0]
        self.refuse("D202", key, f"'{name}' must be {wanted}.", "Export the record again.")
