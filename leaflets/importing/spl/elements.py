"""Find elements of a Structured Product Label, and the words in them."""

from __future__ import annotations

from collections.abc import Iterator

from ...source.xml import XmlElement
from ..xhtml.text import all_text

__all__ = ["attribute", "descendants", "first", "texts"]


def first(element: XmlElement, name: str) -> XmlElement | None:
    """Return the first child of a name, or None."""
    return next((child for child in element.children if child.name == name), None)


def descendants(element: XmlElement, *names: str) -> Iterator[XmlElement]:
    """Yield the elements of these names below an element, in the order of the file."""
    for child in element.children:
        if child.name in names:
            yield child
        yield from descendants(child, *names)


def attribute(element: XmlElement, name: str, key: str) -> str:
    """Return an attribute of the first child of a name; "" if there is none."""
    child = first(element, name)
    return child.attributes.get(key, "") if child is not None else ""


def texts(element: XmlElement, name: str) -> Iterator[str]:
    """Yield the words of the children of a name."""
    for child in element.children:
        if child.name == name and (words := " ".join(all_text(child).split())):
            yield words
