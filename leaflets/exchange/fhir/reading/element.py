"""Typed access to the values of a FHIR element; a value of the wrong type is noted as a fault.

FHIR is extensible, so keys that are not read are not checked. Paths are those of FHIR, such as
Bundle.entry[1].resource.status.
"""

from __future__ import annotations

from typing import Any

from ....base.errors import Fault, Place
from ....source.json import JsonNumber

__all__ = ["FhirElement"]


class FhirElement:
    """A JSON object of a FHIR resource. faults: shared by all elements of the resource."""

    def __init__(self, value: dict[str, Any], path: str, place: Place, faults: list[Fault]) -> None:
        self._value, self.path, self._place, self.faults = value, path, place, faults

    def __bool__(self) -> bool:
        return bool(self._value)

    def __contains__(self, key: str) -> bool:
        return key in self._value

    def with_own_faults(self) -> FhirElement:
        """Return the same element with a new list of faults."""
        return FhirElement(self._value, self.path, self._place, [])

    def place(self, key: str = "") -> Place:
        """Return the place of the element, or of the value of a key: file:line:path."""
        path = f"{self.path}.{key}" if key else self.path
        file, line, column = self._place
        at = f"{file}:{line}" if line else file
        return Place(f"{at}:{path}", 0, column)

    def refuse(self, code: str, key: str, says: str, hint: str) -> None:
        """Note a fault in the value of a key."""
        self.faults.append(Fault(code, self.place(key), says, hint))

    def text(self, key: str) -> str:
        """Return the text of a key without surrounding spaces, "" if it is absent."""
        value = self._value.get(key, "")
        if _is_text(value):
            return str(value).strip()
        self._refuse_type(key, "a text")
        return ""

    def number(self, key: str) -> str:
        """Return the number of a key exactly as typed, "" if it is absent."""
        value = self._value.get(key, JsonNumber(""))
        if isinstance(value, JsonNumber):
            return str(value)
        self._refuse_type(key, "a number")
        return ""

    def child(self, key: str) -> FhirElement:
        """Return the object of a key, an empty one if it is absent."""
        return self._element(self._value.get(key, {}), key)

    def children(self, key: str) -> list[FhirElement]:
        """Return the objects in the list of a key."""
        values = self._value.get(key, [])
        if not isinstance(values, list):
            self._refuse_type(key, "a list")
            return []
        return [self._element(value, f"{key}[{index}]") for index, value in enumerate(values)]

    def texts(self, key: str) -> list[str]:
        """Return the texts in the list of a key."""
        values = self._value.get(key, [])
        if not isinstance(values, list) or not all(map(_is_text, values)):
            self._refuse_type(key, "a list of texts")
            return []
        return values

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
