"""Electronic product information for tests, in JSON and in XML, and a reader of its own."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from leaflets.importing import epi
from leaflets.importing.model import Document, Refusal
from leaflets.importing.source import Source

XHTML = "http://www.w3.org/1999/xhtml"
LEAFLET = {"coding": [{"system": "https://spor.ema.europa.eu/rmswi", "code": "100000155538"}]}
Section = dict[str, Any]


def narrative(inside: str) -> dict[str, str]:
    return {"status": "additional", "div": f'<div xmlns="{XHTML}">{inside}</div>'}


def section(title: str, inside: str = "", *sections: Section, **others: Any) -> Section:
    text = {"text": narrative(inside)} if inside else {}
    return {"title": title, **text, **({"section": list(sections)} if sections else {}), **others}


def composition(*sections: Section, **others: Any) -> dict[str, Any]:
    return {
        "resourceType": "Composition", "id": "c", "language": "en", "status": "final",
        "type": LEAFLET, "title": "Testine 10 mg tablets", "section": list(sections), **others,
    }  # fmt: skip


def bundle(*resources: dict[str, Any], **others: Any) -> dict[str, Any]:
    entries = [
        {"fullUrl": f"https://example.org/{r['resourceType']}/{r.get('id', number)}", "resource": r}
        for number, r in enumerate(resources)
    ]
    return {"resourceType": "Bundle", "type": "document", "entry": entries, **others}


def as_json(resource: dict[str, Any]) -> bytes:
    return json.dumps(resource).encode()


def as_xml(resource: dict[str, Any]) -> bytes:
    """The same resource in FHIR's XML."""
    kind = resource["resourceType"]
    return f'<{kind} xmlns="http://hl7.org/fhir">{_members(resource)}</{kind}>'.encode()


def _members(value: dict[str, Any]) -> str:
    return "".join(_member(key, inner) for key, inner in value.items() if key != "resourceType")


def _member(key: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_member(key, inner) for inner in value)
    if key == "div":
        return str(value)
    if isinstance(value, dict) and "resourceType" in value:
        kind = value["resourceType"]
        return f"<{key}><{kind}>{_members(value)}</{kind}></{key}>"
    if isinstance(value, dict):
        return f"<{key}>{_members(value)}</{key}>"
    return f"<{key} value={quoteattr(str(value))}/>"


def read(content: bytes, name: str = "leaflet.json", **others: Any) -> list[Document | Refusal]:
    return list(epi.read(Source(content, name, **others)))


def document(content: bytes) -> Document:
    (found,) = read(content)
    assert isinstance(found, Document)
    return found


class _Words(HTMLParser):
    """Reads the words of a narrative; a tag that is no part of a line of words ends a word."""

    inline = ("b", "strong", "em", "i", "u", "span", "a", "sup", "sub")

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.text += "" if tag.rpartition(":")[2] in self.inline else " "


def narrative_words(div: str) -> list[str]:
    reader = _Words()
    reader.feed(div)
    return reader.text.split()


def leaflet_words(element: dict[str, Any]) -> list[str]:
    """The words of the sections in an element, in their order."""
    words: list[str] = []
    for inner in element.get("section", ()):
        words += inner.get("title", "").split()
        if "emptyReason" not in inner:
            words += narrative_words(inner.get("text", {}).get("div", ""))
        words += leaflet_words(inner)
    return words


def sample_words(content: bytes) -> list[str]:
    """The words of the leaflet in a file in JSON or XML, in their order."""
    if content.lstrip().startswith(b"<"):
        return [word for words in xml_words(content) for word in words.split()]
    resources = [entry["resource"] for entry in json.loads(content)["entry"]]
    return leaflet_words(next(r for r in resources if r["resourceType"] == "Composition"))


def xml_words(content: bytes) -> list[str]:
    """The titles and texts of the sections in a file in XML."""
    space = "{http://hl7.org/fhir}"
    texts = []
    for part in ElementTree.fromstring(content).iter(f"{space}section"):
        texts.append(part.find(f"{space}title").attrib["value"])  # type: ignore[union-attr]
        for div in part.findall(f"{space}text/{{{XHTML}}}div"):
            texts += narrative_words(ElementTree.tostring(div, "unicode", method="html"))
    return texts
