"""XMP and Info say the same, and nothing about the moment or the machine."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from msgspec.structs import replace

from leaflets.pdf.metadata import (
    NAMESPACE,
    PROPERTIES,
    Metadata,
    leaflet_metadata,
    seal_digest,
    xmp_packet,
)
from leaflets.pdf.reading_order import words_digest
from leaflets.pdf.structure import structure_tree

from .toy import draw, leaflet


def test_xmp_and_info_agree() -> None:
    with pikepdf.open(BytesIO(draw())) as pdf:
        meta, info = pdf.open_metadata(), pdf.docinfo
        assert meta["dc:title"] == str(info.Title) == leaflet().title == "Toyamine & <co>"
        assert meta["dc:description"] == str(info.Subject) == leaflet().subject
        assert meta["pdf:Producer"] == str(info.Producer) == "leaflets 0.0"
        assert meta["xmp:CreatorTool"] == str(info.Creator)
        assert meta["xmp:CreateDate"] == meta["xmp:ModifyDate"] == "2026-11-22T00:00:00Z"
        assert str(info.CreationDate) == str(info.ModDate) == "D:20261122000000Z"
        assert meta["dc:language"] == {"en"}
        assert meta["pdfaid:part"] == "2"
        assert meta["pdfaid:conformance"] == "A"
        assert meta["pdfuaid:part"] == "1"


def test_our_own_properties() -> None:
    with pikepdf.open(BytesIO(draw())) as pdf:
        meta = pdf.open_metadata()
        own = {name: meta.get(f"{{{NAMESPACE}}}{name}") for name, _, _ in PROPERTIES}
    absent = ("route", "use", "secondLanguage")  # it is for everybody, in one language
    assert [own.pop(name) for name in absent] == [None, None, None]
    assert own == {
        "identifier": "0123456789ab",
        "edition": "3",
        "status": "draft",
        "monograph": "toyamine",
        "layout": "toy",
        "profile": "generic",
        "extent": "full",
        "source": "ab" * 32,
        "words": words_digest(structure_tree(leaflet()).words()),
        "seal": seal_digest(own | {"title": leaflet().title, "date": "2026-11-22T00:00:00Z"}),
    }


@pytest.mark.parametrize("name", ["title", "date", *(name for name, _, _ in PROPERTIES[:-1])])
def test_every_particular_is_sealed(name: str) -> None:
    values = dict.fromkeys(("title", "date", *(name for name, _, _ in PROPERTIES)), "same")
    assert seal_digest(values) == seal_digest(values | {"seal": "other"})
    assert seal_digest(values) != seal_digest(values | {name: "other"})


def test_every_date_is_the_editions() -> None:
    dates = re.findall(
        rb"\d{4}-?\d\d-?\d\d[T0]\d\d:?\d\d", xmp_packet(leaflet_metadata(leaflet(), "toy", "0"))
    )
    assert dates
    assert set(dates) == {b"2026-11-22T00:00"}


def test_values_are_escaped() -> None:
    words = [name for name in Metadata.__struct_fields__ if name not in ("date", "conformance")]
    made = replace(leaflet_metadata(leaflet(), "toy", "0"), **dict.fromkeys(words, "<&\"'>"))
    packet = xmp_packet(made).decode()
    assert "<&" not in packet
    assert "&lt;&amp;" in packet
    assert "]]>" not in packet


def test_the_catalog() -> None:
    with pikepdf.open(BytesIO(draw())) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert pdf.Root.Metadata.get("/Filter") is None  # so that any tool finds the packet
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)
        assert "/Helvetica" not in str(pdf.pages[0].resources)
