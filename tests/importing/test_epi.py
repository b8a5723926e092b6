"""Electronic product information in FHIR becomes monographs with every word, in order."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.base.errors import SourceError
from leaflets.importing import epi
from leaflets.importing.conversion import convert
from leaflets.importing.ledger import document_words
from leaflets.importing.model import Document, Refusal
from leaflets.importing.source import Source

from ..minimal import sections as agreed_sections
from .epi_files import (
    XHTML,
    as_json,
    as_xml,
    bundle,
    composition,
    leaflet_words,
    narrative_words,
    section,
)

SAMPLES = Path(__file__).parents[3] / "shared/samples/epi"
DAY = "2026-11-26"
BULLETS = {"-", "•", "·"}  # typed before items


def read(content: bytes, name: str = "leaflet.json", **others: Any) -> list[Document | Refusal]:
    return list(epi.read(Source(content, name, **others)))


def document(content: bytes) -> Document:
    (found,) = read(content)
    assert isinstance(found, Document)
    return found


def faults(content: bytes) -> list[tuple[str, int, str]]:
    with pytest.raises(SourceError) as caught:
        read(content)
    return [(fault.code, fault.place.line, fault.place.path) for fault in caught.value.faults]


WORD = st.one_of(
    st.from_regex(r"[A-Za-zäé]{1,9}[,;.]?", fullmatch=True),
    st.sampled_from(["<18", "R&D", "≥65", "µg", "1.5", "a*b", "[x]", '"q"', "10%", "&amp;"]),
)


@st.composite
def narratives(draw: st.DrawFn) -> tuple[str, list[str]]:
    """XHTML, and its words in order."""
    parts, expected = [], []

    def phrase() -> str:
        words = ["word", *draw(st.lists(WORD, max_size=6))]
        expected.extend(word.replace("&amp;", "&") for word in words)
        sign = draw(st.sampled_from(["b", "i", "span", ""]))
        first, rest = escape(words[0]), escape(" ".join(words[1:]))
        return f"<{sign}>{first}</{sign}> {rest}" if sign else f"{first}\n {rest}"

    for kind in draw(st.lists(st.sampled_from("phbltdn"), min_size=1, max_size=4)):
        match kind:
            case "p":
                parts.append(f"<p>{phrase()}<br/>{phrase()}</p><p>&#160;</p>")
            case "h":
                level = draw(st.integers(1, 6))
                parts.append(f"<h{level}>{phrase()}</h{level}>")
            case "b":
                parts.append(f"<div style='border: 1px solid'>{phrase()}<p>{phrase()}</p></div>")
            case "l":
                parts.append(f"<ul><li>{phrase()}<ol><li>{phrase()}</li></ol></li></ul>{phrase()}")
            case "t":
                head = f"<tr><th>{phrase()}</th><th colspan='2'>{phrase()}</th></tr>"
                cells = f"<td rowspan='2'>{phrase()}</td><td/><td><ul><li>{phrase()}</li></ul></td>"
                tail = f"<tr><td>{phrase()}</td><td>{phrase()}</td></tr>"
                parts.append(f"<table>{head}<tr>{cells}</tr>{tail}</table>")
            case "d":
                parts.append(f"<dl><dt>{phrase()}</dt><dd>{phrase()}</dd></dl>")
            case "n":
                parts.append(f"<table><tr><td>{phrase()}<table><tr><td>{phrase()}</td>"
                             f"<td>{phrase()}</td></tr></table></td></tr></table>")  # fmt: skip
    return "".join(parts), expected


@st.composite
def documents(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A Composition, and its words in order."""
    expected: list[str] = []

    def one(depth: int) -> dict[str, Any]:
        title = " ".join(draw(st.lists(st.sampled_from(["How", "to", "take", "5"]), max_size=3)))
        expected.extend(title.split())
        inside, words = draw(narratives())
        expected.extend(words)
        inner = [one(depth + 1) for _ in range(draw(st.integers(0, 2 if depth < 3 else 0)))]
        return section(title, inside, *inner)

    return composition(*[one(1) for _ in range(draw(st.integers(1, 2)))]), expected


@settings(max_examples=30)
@given(documents())
def test_every_word_stands_in_the_monograph_in_order_in_json_and_xml(
    generated: tuple[dict[str, Any], list[str]],
) -> None:
    resource, expected = generated
    found = document(as_json(resource))
    assert document_words(found) == expected
    assert document_words(document(as_xml(bundle(resource)))) == expected
    source = Source(as_json(resource), "testine.json")
    assert convert(found, source, DAY, agreed_sections()).words == len(expected)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize(
    "name",
    [
        "Bundle-processedbundledovato-en.json",
        "Bundle-processedbundledovato-es.json",
        "Bundle-processedbundleflucelvax.json",
        "VfendTabletEN.xml",
    ],
)
def test_every_word_of_a_sample_stands_in_the_monograph(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    if name.endswith(".xml"):
        expected = [word for words in xml_words(content) for word in words.split()]
    else:
        entries = json.loads(content)["entry"]
        resources = [entry["resource"] for entry in entries]
        expected = leaflet_words(next(r for r in resources if r["resourceType"] == "Composition"))
    found = document(content)
    converted = convert(found, Source(content, name), DAY, agreed_sections())
    words = document_words(found)
    assert [w for w in words if w not in BULLETS] == [w for w in expected if w not in BULLETS]
    assert converted.words == len(words)
    assert found.identification.strengths


def xml_words(content: bytes) -> list[str]:
    """The titles and texts of the sections in a file in XML."""
    space = "{http://hl7.org/fhir}"
    texts = []
    for part in ElementTree.fromstring(content).iter(f"{space}section"):
        texts.append(part.find(f"{space}title").attrib["value"])  # type: ignore[union-attr]
        for div in part.findall(f"{space}text/{{{XHTML}}}div"):
            texts += narrative_words(ElementTree.tostring(div, "unicode", method="html"))
    return texts
