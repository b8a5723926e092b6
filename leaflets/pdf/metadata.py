"""Metadata of the file: the XMP packet and the Info dictionary, with the same values in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..base.languages import BETWEEN_LANGUAGES
from .reading_order import SpokenElement, normalize_text, words_digest
from .writer import text

if TYPE_CHECKING:
    from ..leaflet.model import Leaflet

_XML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
NAMESPACE = "urn:leaflets:ns:1#"

# the properties of our own XMP schema: XMP name, field of Metadata, description in the schema
PROPERTIES = (
    ("identifier", "identifier", "Identifier printed on the leaflet"),
    ("edition", "edition", "Edition of the monograph"),
    ("status", "status", "Review status: draft or approved"),
    ("monograph", "monograph", "Name of the monograph"),
    ("layout", "layout", "Name of the layout"),
    ("profile", "profile", "Name of the jurisdiction whose rules the words keep"),
    ("extent", "extent", "The full leaflet, or a summary of it: full or summary"),
    ("route", "route", "The only route that the leaflet is for"),
    ("use", "use", "The only use that the leaflet is for"),
    ("secondLanguage", "second_language", "The second language, in which each block is repeated"),
    ("source", "source_sha256", "SHA-256 of the monograph"),
    ("words", "words_sha256", "SHA-256 of the words in reading order"),
    ("seal", "seal_sha256", "SHA-256 of the title, the date and the above"),
)
# properties that most leaflets lack, and that are then absent from the file and from the seal
OPTIONAL = frozenset(("route", "use", "secondLanguage"))


class Metadata(Struct, frozen=True, kw_only=True):
    """The metadata of a file.

    date: ISO; the only date in the file, written as 00:00:00Z of that day. conformance: the level
    of PDF/A beside PDF/UA-1, "2A" or "3A". words_sha256, seal_sha256: filled in by `with_digests`.
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
    route: str = ""
    use: str = ""
    second_language: str = ""
    producer: str
    conformance: str
    source_sha256: str
    words_sha256: str = ""
    seal_sha256: str = ""

    @property
    def languages(self) -> str:
        """The language, or both of a leaflet in two, as in `es,en`."""
        return BETWEEN_LANGUAGES.join(filter(None, (self.language, self.second_language)))


def leaflet_metadata(
    leaflet: Leaflet, layout: str, version: str, *, embedded: bool = False
) -> Metadata:
    """Return the metadata of a leaflet. version: of this program. embedded: it contains files."""
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
        route=leaflet.route,
        use=leaflet.use,
        second_language=leaflet.second_language,
        producer=f"leaflets {version}",
        conformance="3A" if embedded else "2A",
        source_sha256=leaflet.source,
    )


def with_digests(metadata: Metadata, words: Iterable[SpokenElement]) -> Metadata:
    """Return the metadata with the digests that show whether words or facts were altered."""
    metadata = replace(metadata, words_sha256=words_digest(words))
    values = {name: getattr(metadata, field) for name, field, _ in PROPERTIES}
    facts = values | {"title": metadata.title, "date": metadata.date}
    return replace(metadata, seal_sha256=seal_digest(facts))


def seal_digest(values: Mapping[str, str]) -> str:
    """Return the SHA-256 of the title, the date and our own properties.

    values: by XMP name; other names are ignored. The time of day is left out, because programs
    that save a file again write it in another form.
    """
    own = (name for name, _, _ in PROPERTIES if name not in OPTIONAL or values.get(name))
    names = ("title", "date", *(name for name in own if name != "seal"))
    facts = (
        values[name][:10] if name == "date" else normalize_text(values[name]) for name in names
    )
    return sha256("\n".join(facts).encode()).hexdigest()


def info_dictionary(metadata: Metadata) -> str:
    """Return the Info dictionary, which older PDF readers show."""
    stamp = f"(D:{metadata.date.replace('-', '')}000000Z)"
    return (
        f"<</Title {text(metadata.title)}/Subject {text(metadata.subject)}"
        f"/Creator {text(metadata.producer)}/Producer {text(metadata.producer)}"
        f"/CreationDate {stamp}/ModDate {stamp}>>"
    )


def xmp_packet(metadata: Metadata) -> bytes:
    """Return the XMP packet, with declarations of the schemas that PDF/A requires."""
    stamp = f"{metadata.date}T00:00:00Z"
    tags = filter(None, (metadata.language, metadata.second_language))
    languages = "".join(f"<rdf:li>{_escape(tag)}</rdf:li>" for tag in tags)
    values = {name: getattr(metadata, field) for name, field, _ in PROPERTIES}
    absent = frozenset(name for name in OPTIONAL if not values[name])
    own = "".join(
        f"<leaflets:{name}>{_escape(value)}</leaflets:{name}>"
        for name, value in values.items()
        if name not in absent
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
        f"<dc:title>{_in_default_language(metadata.title)}</dc:title>"
        f"<dc:description>{_in_default_language(metadata.subject)}</dc:description>"
        f"<dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>"
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
        f"<xmp:MetadataDate>{stamp}</xmp:MetadataDate>"
        f"<xmp:CreatorTool>{_escape(metadata.producer)}</xmp:CreatorTool>"
        f"<pdf:Producer>{_escape(metadata.producer)}</pdf:Producer>"
        f"<pdfaid:part>{metadata.conformance[0]}</pdfaid:part>"
        f"<pdfaid:conformance>{metadata.conformance[1]}</pdfaid:conformance>"
        "<pdfuaid:part>1</pdfuaid:part>\n"
        f"{own}\n</rdf:Description>\n{_extension(absent)}\n</rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    ).encode()


def _in_default_language(words: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_escape(words)}</rdf:li></rdf:Alt>'


def _schema(description: str, uri: str, prefix: str, properties: list[tuple[str, str, str]]) -> str:
    property_items = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>"
        for name, kind, meaning in properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{description}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{property_items}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


@cache
def _extension(absent: frozenset[str]) -> str:
    """Declare the schemas that PDF/A does not know. absent: properties that the file lacks."""
    pdfua = _schema(
        "PDF/UA identification",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        [("part", "Integer", "Part of ISO 14289")],
    )
    own = _schema(
        "Leaflets",
        NAMESPACE,
        "leaflets",
        [(name, "Text", meaning) for name, _, meaning in PROPERTIES if name not in absent],
    )
    return (
        '<rdf:Description rdf:about=""'
        ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{pdfua}{own}"
        "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )


def _escape(value: str) -> str:
    """Escape a text for XML. Not by `html`, whose table of entities is 1 % of a cold render."""
    return value.translate(_XML_ESCAPES)
