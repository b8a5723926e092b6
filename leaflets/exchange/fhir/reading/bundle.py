"""The resources of a FHIR file and their references.

A file is one resource, a Bundle, a Parameters resource or JSON lines of these. Bundles and
Parameters may hold each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ....base.errors import DispenseError, Fault, Place, SourceError
from ....source.json import json_lines, parse
from .element import FhirElement
from .kinds import refuse_modifier_extensions
from .xml_form import parse_fhir_xml

__all__ = ["Bundle", "Root", "current_identifier", "is_xml", "read_root", "read_roots"]

LOCAL_REFERENCES: Final = ("#", "urn:")  # prefixes of references that are valid in one file only
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class Bundle:
    """Resources that came together, by the addresses with which they refer to each other.

    around: the bundle in which this one stands, if any.
    """

    def __init__(self, around: Bundle | None = None) -> None:
        self._around = around
        self._by_address: dict[str, list[FhirElement]] = {}

    def add(self, full_url: str, resource: FhirElement) -> None:
        """Add a resource. full_url: its address in the file, or ""."""
        kind, name = resource.text("resourceType"), resource.text("id")
        addresses = [full_url, name and f"{kind}/{name}"]
        if name and not full_url:  # in Parameters, where resources have no address
            addresses.append(f"urn:uuid:{name}")
        for address in filter(None, addresses):
            resources = self._by_address.setdefault(address, [])
            # a bundle may hold the same one twice; two that differ are enough to refuse them
            if not resources or (len(resources) == 1 and resource != resources[0]):
                resources.append(resource)

    def resolve(self, reference: FhirElement, source: FhirElement) -> FhirElement | None:
        """Return the resource of a reference, in the bundle or contained in source, or None.

        Its faults are those of source. Notes the fault D212 if several resources have that address,
        as in a bundle of two servers: one of them may be another patient; and D208 if it carries
        a modifier extension.
        """
        address = reference.text("reference")
        resources = self._resources_at(address, source)
        if len(resources) > 1:
            message = "'reference' fits several resources that are not the same."
            reference.refuse(
                "D212", "reference", message, "Export the record again, in a bundle alone."
            )
            return None
        if not resources:
            return None
        resource = resources[0].with_faults(source.faults)
        refuse_modifier_extensions(resource)
        return resource

    def find(self, address: str, source: FhirElement) -> FhirElement | None:
        """Return the only resource of an address, in the bundle or contained in source, or None.

        Its faults are its own.
        """
        resources = self._resources_at(address, source)
        return resources[0].with_faults([]) if len(resources) == 1 else None

    def _resources_at(self, address: str, source: FhirElement) -> list[FhirElement]:
        if address.startswith("#"):
            contained = source.children("contained")
            return [item for item in contained if f"#{item.text('id')}" == address]
        bundle: Bundle | None = self
        while bundle is not None:
            if address in bundle._by_address:
                return bundle._by_address[address]
            bundle = bundle._around
        return []

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


class Root(NamedTuple):
    """What one file, or one line of JSON lines, holds.

    kind: its type. place: of the file or line. resources: each with the bundle around it, in
    order, without bundles and Parameters themselves.
    """

    kind: str
    place: Place
    resources: tuple[tuple[FhirElement, Bundle], ...]


def is_xml(source: bytes) -> bool:
    """Return whether the bytes begin as XML does."""
    return source.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] == b"<"


def read_roots(source: bytes, place: Place) -> Iterator[Root | SourceError]:
    """Yield what a file holds, or for JSON lines what each line holds, or the error of a line.

    place: of the file, or of the one line that source is. Raises JsonError or XmlError if a file of
    one resource cannot be parsed, DispenseError if its Bundle is invalid.
    """
    if is_xml(source):
        yield read_root(parse_fhir_xml(source, place.file), place)
        return
    if not _is_json_lines(source):
        yield read_root(parse(source, place), place)
        return
    for number, line in json_lines(source):
        at = Place(place.file, number)
        try:
            yield read_root(parse(line, at), at)
        except SourceError as error:
            yield error


def _is_json_lines(source: bytes) -> bool:
    """Return whether the first line ends an object and another object follows."""
    first, _, rest = source.strip().partition(b"\n")
    return first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{"


def read_root(value: Any, place: Place) -> Root:
    """Return what a parsed file or line holds. Raises DispenseError if its bundles are invalid."""
    if not isinstance(value, dict):
        return Root("?", place, ())
    kind = value.get("resourceType")
    if not isinstance(kind, str) or not kind.isalpha() or len(kind) > 64:
        kind = "?"  # it could be somebody's words
    faults: list[Fault] = []
    root = FhirElement(value, kind, place, faults)
    resources = tuple(_resources_in(root, "", Bundle()))
    if faults:
        raise DispenseError(faults)
    return Root(kind, place, resources)


def _resources_in(
    element: FhirElement, full_url: str, bundle: Bundle
) -> Iterator[tuple[FhirElement, Bundle]]:
    """Yield the resources in a Bundle or Parameters, or else the element itself."""
    match element.text("resourceType"):
        case "Bundle":
            inner = Bundle(bundle)
            for entry in element.children("entry"):
                address = entry.text("fullUrl")
                yield from _resources_in(entry.child("resource"), address, inner)
        case "Parameters":
            yield from _resources_of_parameters(element.children("parameter"), Bundle(bundle))
        case _:
            resource = element.with_faults([])
            bundle.add(full_url, resource)
            yield resource, bundle


def _resources_of_parameters(
    parameters: list[FhirElement], bundle: Bundle
) -> Iterator[tuple[FhirElement, Bundle]]:
    for parameter in parameters:
        if "resource" in parameter:
            yield from _resources_in(parameter.child("resource"), "", bundle)
        yield from _resources_of_parameters(parameter.children("part"), bundle)
