"""What the file says about itself: XMP and the Info dictionary, always in agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from .words import Spoken, digest, plain
from .writer import text

if TYPE_CHECKING:
    from ..leaflet.model import Leaflet

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

NAMESPACE = "urn:leaflets:ns:1#"

# our own properties: XMP name, field of Metadata, what an archivist is told
PROPERTIES = (
    ("identifier", "identifier", "Identifier printed on the leaflet"),
    ("edition", "edition", "Edition of the monograph"),
    ("status", "status", "Review status: draft or approved"),
    ("monograph", "monograph", "Name of the monograph"),
    ("layout", "layout", "Name of the layout"),
    ("profile", "profile", "Name of the jurisdiction whose rules the words keep"),
    ("extent", "extent", "The full leaflet, or a summary of it: full or summary"),
    ("source", "source_sha256", "SHA-256 of the monograph"),
    ("words", "words_sha256", "SHA-256 of the words in reading order"),
    ("seal", "seal_sha256", "SHA-256 of the title, the date and the above"),
)


class Metadata(Struct, frozen=True, kw_only=True):
    """What a file says about itself. date: ISO; the only date in the file, at 00:00:00Z.

    conformance: the level of PDF/A claimed beside PDF/UA-1, "2A" or "3A". words_sha256,
    seal_sha256: see `sealed`, which fills them in when all has been shown.
    """

    title: str
    subject: str
    language: str
    identifier: str
    edition: str
    date: str
    status: str
    monograph: str
    layout: str
    profile: str
    extent: str
    producer: str
    conformance: str
    source_sha256: str
    words_sha256: str = ""
    seal_sha256: str = ""


def metadata(leaflet: Leaflet, layout: str, version: str, *, embedded: bool = False) -> Metadata:
    """The metadata of a leaflet in a layout, made by a version of this program."""
    return Metadata(
        title=leaflet.title,
        subject=leaflet.subject,
        language=leaflet.language,
        identifier=leaflet.identifier,
        edition=leaflet.edition,
        date=leaflet.date,
        status=leaflet.status,
        monograph=leaflet.monograph,
        layout=layout,
        profile=leaflet.profile,
        extent=leaflet.extent,
        producer=f"leaflets {version}",
        conformance="3A" if embedded else "2A",
        source_sha256=leaflet.source,
    )


def sealed(meta: Metadata, words: Iterable[Spoken]) -> Metadata:
    """The metadata with the digests by which other words or facts are found."""
    told = replace(meta, words_sha256=digest(words))
    values = {name: getattr(told, of) for name, of, _ in PROPERTIES}
    return replace(told, seal_sha256=seal(values | {"title": told.title, "date": told.date}))


def seal(values: Mapping[str, str]) -> str:
    """SHA-256 of what a file says it is. values: by XMP name; what is not ours is left out.

    Who saves a file again may write the date in another form, so the time is left out as well.
    """
    names = ("title", "date", *(name for name, _, _ in PROPERTIES if name != "seal"))
    told = (values[name][:10] if name == "date" else plain(values[name]) for name in names)
    return sha256("\n".join(told).encode()).hexdigest()


def info(meta: Metadata) -> str:
    """The Info dictionary, which older readers show."""
    stamp = f"(D:{meta.date.replace('-', '')}000000Z)"
    return (
        f"<</Title {text(meta.title)}/Subject {text(meta.subject)}"
        f"/Creator {text(meta.producer)}/Producer {text(meta.producer)}"
        f"/CreationDate {stamp}/ModDate {stamp}>>"
    )


def xmp(meta: Metadata) -> bytes:
    """The XMP packet, with the schemas that PDF/A wants declared."""
    stamp = f"{meta.date}T00:00:00Z"
    own = "".join(
        f"<leaflets:{name}>{_escape(getattr(meta, of))}</leaflets:{name}>"
        for name, of, _ in PROPERTIES
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
        f' xmlns:leaflets="{NAMESPACE}">\n'
        "<dc:format>application/pdf</dc:format>"
        f"<dc:title>{_worded(meta.title)}</dc:title>"
        f"<dc:description>{_worded(meta.subject)}</dc:description>"
        f"<dc:language><rdf:Bag><rdf:li>{_escape(meta.language)}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
        f"<xmp:MetadataDate>{stamp}</xmp:MetadataDate>"
        f"<xmp:CreatorTool>{_escape(meta.producer)}</xmp:CreatorTool>"
        f"<pdf:Producer>{_escape(meta.producer)}</pdf:Producer>"
        f"<pdfaid:part>{meta.conformance[0]}</pdfaid:part>"
        f"<pdfaid:conformance>{meta.conformance[1]}</pdfaid:conformance>"
        "<pdfuaid:part>1</pdfuaid:part>\n"
        f"{own}\n</rdf:Description>\n{_EXTENSION}\n</rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    ).encode()


def _escape(value: str) -> str:
    """Text as it may stand between XML tags. The library's own function would load all entities."""
    return value.translate(_ESCAPES)


def _worded(words: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_escape(words)}</rdf:li></rdf:Alt>'


def _schema(says: str, uri: str, prefix: str, properties: list[tuple[str, str, str]]) -> str:
    declared = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>"
        for name, kind, meaning in properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{says}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{declared}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


_EXTENSION = (
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    "<pdfaExtension:schemas><rdf:Bag>"
    + _schema(
        "PDF/UA identification",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        [("part", "Integer", "Part of ISO 14289")],
    )
    + _schema(
        "Leaflets", NAMESPACE, "leaflets", [(name, "Text", says) for name, _, says in PROPERTIES]
    )
    + "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
