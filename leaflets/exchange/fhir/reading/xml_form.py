"""FHIR's XML as the same values that its JSON gives.

XML does not say which elements are lists, nor which texts are numbers. All elements of one name
are therefore `Occurrences`, and each text is an `XmlText`; `FhirElement` takes them for what it
expects.
The form is defined at hl7.org/fhir/R4/xml.html.
"""

from __future__ import annotations

from typing import Any, Final

from ....base.errors import Fault, Place, XmlError
from ....source.xml import XmlElement, parse_xml

__all__ = ["Occurrences", "XmlObject", "XmlText", "parse_fhir_xml"]

FHIR: Final = "http://hl7.org/fhir"
XHTML: Final = "http://www.w3.org/1999/xhtml"
ATTRIBUTES: Final = ("id", "url")  # which are keys in JSON


class XmlText(str):
    """The value of an element: a text, a number or a truth value, exactly as typed."""

    __slots__ = ()


class XmlObject(dict[str, Any]):
    """An element with elements in it. line: where it begins."""

    __slots__ = ("line",)
    line: int


class Occurrences(list[Any]):
    """All elements of one name in an element, in order."""

    __slots__ = ()


def parse_fhir_xml(source: bytes, file: str, *, take_empty: bool = False) -> XmlObject:
    """Return the resource of a file. take_empty: pass over elements that hold nothing, which FHIR
    does not allow. Raises XmlError.
    """
    root = parse_xml(source, file)
    faults: list[Fault] = []
    if root.space != FHIR:
        message = "The first element is not in the namespace of FHIR."
        faults.append(_fault(file, root, message))
    resource = _Converter(file, faults, take_empty).resource(root)
    if faults:
        raise XmlError(faults)
    return resource


def _fault(file: str, element: XmlElement, message: str) -> Fault:
    place = Place(file, element.line, element.column)
    return Fault("K205", place, message, "Export the file again as FHIR.")


class _Converter:
    """Converts the elements of one file, and notes what FHIR's XML does not allow."""

    def __init__(self, file: str, faults: list[Fault], take_empty: bool) -> None:
        self.file, self.faults, self.take_empty = file, faults, take_empty

    def resource(self, element: XmlElement) -> XmlObject:
        result = XmlObject(resourceType=element.name)
        result.line = element.line
        self.add_children(element, result)
        return result

    def add_children(self, element: XmlElement, result: XmlObject) -> None:
        """Add attributes and children to an object by their names."""
        if element.text.strip():
            self.refuse(element, "Words stand between elements, where FHIR has none.")
        for name, value in element.attributes.items():
            if name in ATTRIBUTES:
                result[name] = XmlText(value)
            elif " " not in name and name != "value":
                self.refuse(element, "An attribute is none that FHIR has.")
        for child in element.children:
            if child.space == XHTML and child.name == "div":
                result[child.name] = child  # a narrative, whose words are no values of FHIR
                continue
            if child.space != FHIR:
                self.refuse(child, "An element is not in the namespace of FHIR.")
                continue
            self.add(child, result)

    def add(self, child: XmlElement, result: XmlObject) -> None:
        name, value = child.name, child.attributes.get("value")
        if value is not None:
            result.setdefault(name, Occurrences()).append(XmlText(value))
        extra = self.object(child)
        if value is None and not extra:
            if not self.take_empty:
                self.refuse(child, "An element holds nothing.")
        elif value is None and set(extra) <= {"id", "extension"} and "extension" in extra:
            # an extension in place of a value, which has this name in JSON
            result.setdefault(f"_{name}", Occurrences()).append(extra)
        elif value is None:
            result.setdefault(name, Occurrences()).append(extra)
        elif extra:
            result.setdefault(f"_{name}", Occurrences()).append(extra)

    def object(self, element: XmlElement) -> XmlObject:
        """Return an object; one that holds nothing but a resource is that resource."""
        if len(element.children) == 1 and element.children[0].name[:1].isupper():
            if element.children[0].space != FHIR:
                self.refuse(element, "An element is not in the namespace of FHIR.")
            return self.resource(element.children[0])
        result = XmlObject()
        result.line = element.line
        self.add_children(element, result)
        return result

    def refuse(self, element: XmlElement, message: str) -> None:
        self.faults.append(_fault(self.file, element, message))
