"""Read electronic product information in FHIR: R4, R4B and R5, in JSON and XML.

Each Composition is a leaflet: alone, or in a Bundle with the product that it is about. Its sections
are told apart by their codes; their texts are XHTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from ...base.errors import DocumentError, Fault, Place, SourceError
from ...content.library import is_language
from ...exchange.fhir.reading.bundle import Bundle, Root, is_xml, read_root
from ...exchange.fhir.reading.element import FhirElement
from ...exchange.fhir.reading.xml_form import parse_fhir_xml
from ...source.json import JsonNumber, parse
from ..ledger import document_words
from ..model import Document, Refusal
from ..outline import outline
from ..source import Source
from ..xhtml.source import with_plain_names
from .concepts import in_one_line
from .kind import DocumentKind
from .pictures import Pictures
from .product import Product, read_product
from .sections import SectionReader

__all__ = ["read", "recognises"]

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
NAMESPACE: Final = b"http://hl7.org/fhir"
JSON_FHIR: Final = re.compile(rb'"resourceType"\s*:')
FULL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


def recognises(beginning: bytes) -> bool:
    """Tell whether a document may be a resource of FHIR, in JSON or XML."""
    text = beginning.removeprefix(BYTE_ORDER_MARK).lstrip()
    if text[:1] == b"<":
        return NAMESPACE in text
    return text[:1] == b"{" and bool(JSON_FHIR.search(text))


def read(source: Source) -> Iterator[Document | Refusal]:
    """Yield the leaflet of each Composition. Raises DocumentError, JsonError, XmlError.

    Where one cannot be read, the others are yielded before its error is raised.
    """
    root, language = _root(source)
    compositions = [
        (resource, bundle)
        for resource, bundle in root.resources
        if resource.text("resourceType") == "Composition"
    ]
    if not compositions:
        message = f"The file holds no leaflet: there is no Composition in this {root.kind}."
        hint = "Give the Bundle of the electronic product information."
        raise DocumentError([Fault("Q231", source.place, message, hint)])
    stems = _Stems()
    faults: list[Fault] = []
    for composition, bundle in compositions:
        try:
            document = _Leaflet(composition, bundle, root, source).read(language)
        except SourceError as error:
            faults += error.faults
            continue
        if isinstance(document, Document):
            document.stem = stems.stem(document) if len(compositions) > 1 else None
        yield document
    if faults:
        raise DocumentError(faults)


class _Stems:
    """Names the monographs of one file: the languages of a medicine share a name."""

    def __init__(self) -> None:
        self.by_key: dict[str, str] = {}
        self.counts: Counter[tuple[str, str]] = Counter()

    def stem(self, document: Document) -> str:
        """Return the name of a document; with a number if its medicine has others in its language.

        Its stem so far tells the documents of one medicine.
        """
        stem = self.by_key.setdefault(document.stem or document.name, document.name)
        self.counts[stem, document.language] += 1
        count = self.counts[stem, document.language]
        return stem if count == 1 else f"{stem} {count}"


def _root(source: Source) -> tuple[Root, str]:
    """Return what the file holds, and the language of its Bundle, or ""."""
    place = Place(source.name)
    if is_xml(source.content):
        value = parse_fhir_xml(with_plain_names(source.content), source.name, take_empty=True)
    else:
        value = parse(source.content, place)
        _name_numbers(value, place)
    root = read_root(value, place)
    bundle = FhirElement(value, root.kind, place, []) if isinstance(value, dict) else None
    return root, bundle.text("language") if bundle and root.kind == "Bundle" else ""


def _name_numbers(value: Any, place: Place) -> None:
    """Write as names what the EMA's service writes as numbers of its own: type, status, language.

    Raises DocumentError for a language whose number is not known.
    """
    entries = value.get("entry") if isinstance(value, dict) else None
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            continue
        if isinstance(resource.get("resourceType"), JsonNumber) and "section" in resource:
            resource["resourceType"] = "Composition"
            if isinstance(resource.get("status"), JsonNumber):
                del resource["status"]
            if resource.get("language") == "0":
                resource["language"] = "en"  # as all its documents in English have it
        if isinstance(resource.get("language"), JsonNumber):
            message = "The language is a number, and nobody has published which one it is."
            hint = 'Write it as a tag in the file, such as "fr".'
            path = f"Bundle.entry[{number}].resource.language"
            raise DocumentError([Fault("Q232", place._replace(path=path), message, hint)])


class _Leaflet:
    """Reads one Composition. composition: with faults of its own."""

    def __init__(
        self, composition: FhirElement, bundle: Bundle, root: Root, source: Source
    ) -> None:
        self.composition, self.bundle, self.root, self.source = composition, bundle, root, source
        self.pictures = Pictures(composition, bundle, source.companion)
        self.kind = DocumentKind(composition)
        self.document = Document("", "", (), self.kind.origin)
        self.sections = SectionReader(self.document, self.pictures, source.part)

    def read(self, language: str) -> Document | Refusal:
        """Return the leaflet, or why there is none. language: of the Bundle, or "".

        Raises DocumentError, XmlError.
        """
        if fault := self.kind.refusal(self.source.part):
            return Refusal(fault)
        document = self.document
        document.blocks = outline(self.sections.parts(self.composition))
        document.language = self.language(language)
        if self.composition.faults:
            raise DocumentError(self.composition.faults)
        if not document_words(document):
            message = "The document has no words."
            fault = Fault("Q210", self.place(), message, "There is nothing to import.")
            return Refusal(fault)
        self.identify()
        document.pictures = self.pictures.by_name
        return document

    def place(self, key: str = "") -> Place:
        return self.composition.place(key)

    def language(self, language: str) -> str:
        """Return the language that the document states, its Bundle, its first text, or the user.

        Raises DocumentError if it is stated as no tag.
        """
        stated = (self.composition.text("language") or language).replace("_", "-")
        if stated and not is_language(stated):
            message = f"'{stated[:30]}' is not the tag of a language."
            hint = "Write it as en, pt-BR or zh-Hant in the file."
            raise DocumentError([Fault("Q232", self.place("language"), message, hint)])
        return stated or self.sections.language or self.source.language

    def identify(self) -> None:
        """Say of the document which medicine it is about, and who published it."""
        document, composition = self.document, self.composition
        product: Product = read_product(composition, self.bundle, self.root, document.language)
        title = in_one_line(composition.text("title"))
        document.name = product.name or title
        if not document.name:
            message = "The document has no title, and its medicine has no name."
            raise DocumentError([Fault("Q203", self.place("title"), message, "Give it a title.")])
        document.stem = product.key
        document.title = title or None
        document.identification = product.identification
        document.publisher = product.holder
        identifiers = composition.child_or_children("identifier")
        values = (identifier.text("value") for identifier in identifiers)
        document.identifier = next(filter(None, values), None)
        document.version = composition.text("version") or None
        date = composition.text("date")[:10]
        document.date = date if FULL_DATE.fullmatch(date) else None
        document.written_for = self.kind.written_for
        document.origin = self.kind.origin
