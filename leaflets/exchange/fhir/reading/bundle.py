"""A FHIR file: one resource, a Bundle, or JSON lines; and where its references lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ....base.errors import DispenseError, Fault, Place, SourceError
from ....source.json import json_lines, parse
from .element import FhirElement

__all__ = ["Bundle", "elements"]

INSIDE: Final = ("#", "urn:")  # references that mean nothing outside their file


class Bundle:
    """The resources that came together, by the addresses with which they refer to each other."""

    def __init__(self, entries: list[tuple[str, FhirElement]]) -> None:
        self._by_address: dict[str, FhirElement] = {}
        for address, resource in entries:
            kind, name = resource.text("resourceType"), resource.text("id")
            for each in filter(None, (address, name and f"{kind}/{name}")):
                self._by_address.setdefault(each, resource)

    def followed(self, reference: FhirElement, within: FhirElement) -> FhirElement | None:
        """The resource that a reference leads to, in the bundle or contained; else None."""
        address = reference.text("reference")
        if address.startswith("#"):
            inside = within.children("contained")
            return next((each for each in inside if f"#{each.text('id')}" == address), None)
        return self._by_address.get(address)

    def stable(self, reference: FhirElement, within: FhirElement) -> str:
        """A reference as it can be kept for years: Type/id or an address, else system|value."""
        address = reference.text("reference")
        if address and not address.startswith(INSIDE):
            return address
        found = self.followed(reference, within)
        if found is not None and (token := identifier_of(found)):
            return token
        if found is not None and not address.startswith("#") and found.text("id"):
            return f"{found.text('resourceType')}/{found.text('id')}"
        return token_of(reference.child("identifier"))


def identifier_of(resource: FhirElement) -> str:
    """The first identifier that is not an old one, as system|value; empty if there is none."""
    if "identifier" not in resource:
        return ""
    current = (each for each in resource.children("identifier") if each.text("use") != "old")
    return next(filter(None, map(token_of, current)), "")


def token_of(identifier: FhirElement) -> str:
    """An identifier as FHIR searches for it: system|value, or the value alone."""
    system, value = identifier.text("system"), identifier.text("value")
    return f"{system}|{value}" if system and value else value


def elements(
    source: bytes, file: str, kind: str
) -> Iterator[tuple[FhirElement, Bundle] | SourceError]:
    """Every resource of a kind in a file, with its surroundings, or why it cannot be told.

    Raises JsonError if the file is no JSON at all, DispenseError for a bundle that is none.
    """
    if not _is_lines(source):
        yield from _of_kind(parse(source, Place(file)), Place(file), kind)
        return
    for number, line in json_lines(source):
        try:
            found = list(_of_kind(parse(line, Place(file, number)), Place(file, number), kind))
        except SourceError as fault:
            yield fault
        else:
            yield from found


def _is_lines(source: bytes) -> bool:
    """Whether the first line is a whole object and more follow."""
    first, _, rest = source.strip().partition(b"\n")
    return first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{"


def _of_kind(value: Any, place: Place, kind: str) -> Iterator[tuple[FhirElement, Bundle]]:
    if not isinstance(value, dict):
        return
    root = _resource(value, "", place)
    entries: list[tuple[str, FhirElement]] = []
    if root.text("resourceType") == "Bundle":
        for entry in root.children("entry"):
            below = entry.child("resource")
            entries.append((entry.text("fullUrl"), below.alone()))
    else:
        entries.append(("", root))
    if root.faults:
        raise DispenseError(root.faults)
    bundle = Bundle(entries)
    for _, resource in entries:
        if resource.text("resourceType") == kind:
            yield resource, bundle


def _resource(value: dict[str, Any], path: str, place: Place) -> FhirElement:
    faults: list[Fault] = []
    kind = value.get("resourceType")
    name = kind if isinstance(kind, str) and kind.isalpha() and len(kind) <= 64 else "?"
    return FhirElement(value, path or name, place, faults)
