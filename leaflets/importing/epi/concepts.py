"""What FHIR's concepts, names and quantities say, as texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...exchange.fhir.reading.element import FhirElement

__all__ = ["codes", "in_one_line", "kind", "once", "quantity_text", "words"]

# codes of UCUM that could be misread
UNITS: Final = {"ug": "micrograms", "[iU]": "international units", "[IU]": "international units"}


def kind(resource: FhirElement) -> str:
    """Return the type of a resource."""
    return resource.text("resourceType")


def codes(concept: FhirElement) -> list[str]:
    """Return the codes of a concept, whatever their systems."""
    return [coding.text("code") for coding in concept.children("coding")]


def words(concept: FhirElement) -> list[str]:
    """Return what a concept is called: its text, then what its codes stand for."""
    displays = (coding.text("display") for coding in concept.children("coding"))
    return once(map(in_one_line, [concept.text("text"), *displays]))


def quantity_text(quantity: FhirElement) -> str:
    """Return a number with its unit, or "" if one of them is missing."""
    number, code = quantity.number("value"), quantity.text("code")
    unit = UNITS.get(code, quantity.text("unit") or code)
    return f"{number} {unit}" if number and unit else ""


def in_one_line(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def once(texts: Iterable[str]) -> list[str]:
    """Return texts that are not empty, each once."""
    return list(dict.fromkeys(filter(None, texts)))
