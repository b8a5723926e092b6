"""XML keeps texts and elements in their order, and refuses what could reach outside."""

from __future__ import annotations

import pytest

from leaflets.base.errors import XmlError
from leaflets.source.xml import XmlElement, parse_xml


def outline(element: XmlElement) -> list[object]:
    return [
        part if isinstance(part, str) else [part.name, *outline(part)] for part in element.content
    ]


def test_texts_and_elements_stay_in_their_order() -> None:
    root = parse_xml(b"<p>One <b>two</b> three<!-- no --> four<br/><![CDATA[<5>]]></p>", "p.xml")
    assert ["".join(map(str, outline(root)))] == ["One ['b', 'two'] three four['br']<5>"]
    assert root.text == "One  three four<5>"
    assert [child.name for child in root.children] == ["b", "br"]


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        (b"<p>\n<b></p>", "K201", 2),
        (b"<p>\nf\xfcr</p>", "K201", 2),
        (b"\n<!DOCTYPE p [<!ENTITY a 'aa'>]><p>&a;</p>", "K204", 2),
    ],
)
def test_what_is_not_sound_has_its_place(source: bytes, code: str, line: int) -> None:
    with pytest.raises(XmlError) as caught:
        parse_xml(source, "p.xml")
    assert [(fault.code, fault.place.line) for fault in caught.value.faults] == [(code, line)]
