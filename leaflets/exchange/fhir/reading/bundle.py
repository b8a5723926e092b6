"""The resources of a FHIR file (one resource, a Bundle, or JSON lines) and their references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ....base.errors import DispenseError, Fault, Place, SourceError
from ....source.json import json_lines, parse
from .element import FhirElement

__all__ = ["Bundle", "current_identifier", "resources_of_type"]

LOCAL_REFERENCES: Final = ("#", "urn:")  # prefixes of references that are valid in one file only


class Bundle:
    """Resources that came together, by the addresses with which they refer to each other."""

    def __init__(self, entries: list[tuple[str, FhirElement]]) -> None:
        self._by_address: dict[str, FhirElement] = {}
        for full_url, resource in entries:
            kind, name = resource.text("resourceType"), resource.text("id")
            for address in filter(None, (full_url, name and f"{kind}/{name}")):
                self._by_address.setdefault(address, resource)

    def resolve(self, reference: FhirElement, source: FhirElement) -> FhirElement | None:
        """Return the resource of a reference, in the bundle or contained in source, or None."""
        address = reference.text("reference")
        if address.startswith("#"):
            contained = source.children("contained")
            return next((item for item in contained if f"#{item.text('id')}" == address), None)
        return self._by_address.get(address)

    def stable_reference(self, reference: FhirElement, source: FhirElement) -> str:
        """Return a reference that stays valid outside the file, or "".

        This is Type/id or an address if the reference has one, else system|value of an identifier.
        """
        address = reference.text("reference")
        if address and not address.startswith(LOCAL_REFERENCES):
            return address
        resource = self.resolve(reference, source)
        if resource is not None and (identifier := current_identifier(resource)):
            return identifier
        if resource is not None and not address.startswith("#") and resource.text("id"):
            return f"{resource.text('resourceType')}/{resource.text('id')}"
        return _search_token(reference.child("identifier"))


def current_identifier(resource: FhirElement) -> str:
    """Return the first identifier whose use is not "old", as system|value, or ""."""
    if "identifier" not in resource:
        return ""
    current = (item for item in resource.children("identifier") if item.text("use") != "old")
    return next(filter(None, map(_search_token, current)), "")


def _search_token(identifier: FhirElement) -> str:
    """Return an identifier in the form of a FHIR search: system|value, or the value alone."""
    system, value = identifier.text("system"), identifier.text("value")
    return f"{system}|{value}" if system and value else value


def resources_of_type(
    source: bytes, file: str, resource_type: str
) -> Iterator[tuple[FhirElement, Bundle] | SourceError]:
    """Yield each resource of a type in a file with its bundle, or the error of its JSON line.

    Raises JsonError if a file of one resource is not JSON, DispenseError if its Bundle is invalid.
    """
    if not _is_json_lines(source):
        yield from _resources_in(parse(source, Place(file)), Place(file), resource_type)
        return
    for number, line in json_lines(source):
        place = Place(file, number)
        try:
            resources = list(_resources_in(parse(line, place), place, resource_type))
        except SourceError as error:
            yield error
        else:
            yield from resources


def _is_json_lines(source: bytes) -> bool:
    """Return whether the first line ends an object and another object follows."""
    first, _, rest = source.strip().partition(b"\n")
    return first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{"


def _resources_in(
    value: Any, place: Place, resource_type: str
) -> Iterator[tuple[FhirElement, Bundle]]:
    if not isinstance(value, dict):
        return
    root = _root_element(value, place)
    entries: list[tuple[str, FhirElement]] = []
    if root.text("resourceType") == "Bundle":
        for entry in root.children("entry"):
            resource = entry.child("resource")
            entries.append((entry.text("fullUrl"), resource.with_own_faults()))
    else:
        entries.append(("", root))
    if root.faults:
        raise DispenseError(root.faults)
    bundle = Bundle(entries)
    for _, resource in entries:
        if resource.text("resourceType") == resource_type:
            yield resource, bundle


def _root_element(value: dict[str, Any], place: Place) -> FhirElement:
    """Return the element of a file; its path begins with its type, or "?" if that is no name."""
    faults: list[Fault] = []
    kind = value.get("resourceType")
    if not isinstance(kind, str) or not kind.isalpha() or len(kind) > 64:
        kind = "?"
    return FhirElement(value, kind, place, faults)
