"""From the text of a narrative to its elements, however it is encoded."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Final

from ...base.errors import Fault, Place, XmlError
from ...source.html import parse_html
from ...source.xml import XmlElement, parse_xml

__all__ = ["parse_narrative", "with_plain_names"]

# a name that HTML has for a character, and XML has not
NAMED: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")
# a tag in the characters of a text: the text was encoded once more than it should be
TAG: Final = re.compile(r"</?(?:p|div|br|b|strong|i|em|ul|ol|li|table|tr|td|span|h[1-6])\b[^<>]*>")
UNSOUND: Final = "K201"  # the code of an error in the syntax of XML


def parse_narrative(text: str, place: Place, changes: Counter[str]) -> XmlElement:
    """Return the element of a narrative, as FHIR has it in JSON.

    The names that HTML has for characters are read. What is no sound XML is read as HTML, and
    counted. Raises XmlError for a document type, and where limits are exceeded.
    """
    for _ in range(3):
        element = _parse(text, place, changes)
        inner = _only_text(element)
        if not TAG.search(inner):
            return element
        changes["texts decoded once more"] += 1
        text = f"<div>{inner}</div>"
    return element


def with_plain_names(source: bytes) -> bytes:
    """Return XML in UTF-8 with the characters for which HTML has names, in place of the names."""
    return NAMED.sub(lambda match: unescape(match.group().decode()).encode(), source)


def _parse(text: str, place: Place, changes: Counter[str]) -> XmlElement:
    if not text.lstrip().startswith("<"):
        text = f"<div>{text}</div>"
    try:
        return parse_xml(with_plain_names(text.encode("utf-8", "replace")), place.file)
    except XmlError as error:
        if any(fault.code != UNSOUND for fault in error.faults):
            faults = [Fault(f.code, place, f.says, f.hint) for f in error.faults]
            raise XmlError(faults) from None
    changes["texts that are no sound XML, read as HTML"] += 1
    return parse_html(text, place)


def _only_text(element: XmlElement) -> str:
    """Return the characters in an element if it holds nothing else, however often wrapped."""
    while len(element.content) == 1 and isinstance(element.content[0], XmlElement):
        element = element.content[0]
    return element.text if not element.children else ""
