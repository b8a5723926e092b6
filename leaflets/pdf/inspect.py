"""Inspection of a PDF: what it says about itself, and whether its words were altered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import md5, sha256
from html import unescape
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from ..base.errors import UsageError
from ..base.languages import BETWEEN_LANGUAGES
from .embed import EmbeddedFile, is_words_file_of
from .metadata import NAMESPACE, PROPERTIES, seal_digest
from .reading import FileWords, open_pdf, read_words
from .reading_order import words_digest
from .structure import CONTENTS_ENTRY
from .writer import is_as_written

if TYPE_CHECKING:
    from pikepdf import Pdf

Verdict = Literal["foreign", "altered", "changed", "exact"]

_PLAIN_NAME = re.compile(r"[\w-][\w. -]{0,199}")
_AGAIN = "Do not rely on the file; get the leaflet again where it came from."
_STANDARD = {
    "title": "http://purl.org/dc/elements/1.1/",
    "date": "http://ns.adobe.com/xap/1.0/",
    "producer": "http://ns.adobe.com/pdf/1.3/",
    "part": "http://www.aiim.org/pdfa/ns/id/",
    "level": "http://www.aiim.org/pdfa/ns/id/",
    "ua": "http://www.aiim.org/pdfua/ns/id/",
}
_LOCAL = {"date": "CreateDate", "producer": "Producer", "level": "conformance", "ua": "part"}
_SENTENCES = {
    "foreign": "It was not made by leaflets: it carries none of the marks that every leaflet has.",
    "altered": "ALTERED: its words, its links or what it says it is are not those with which it "
    "was made. Do not use it.",
    "changed": "Its words and links are those with which it was made, but the file was changed "
    "since (saved again, signed or annotated, for example). Look at it before use.",
    "exact": "It is, byte for byte, the file that was made.",
}
_ADDED_ALTERED = (
    "ALTERED: it holds words that a pharmacy added for one patient, and it is not, byte for byte, "
    "the file that was made. Nothing tells whether those words are still the same. Do not use it."
)
LIMITS = (
    "A forger who can compute digests can make a file that passes: no signature is involved. To be "
    "sure, compare it with a leaflet made again from the monograph."
)


class Inspection(Struct, frozen=True, kw_only=True):
    """What a PDF says about itself, and the verdict.

    verdict: see `sentence`. conformance: as claimed; only a validator can confirm it. language: of
    a leaflet in two, both, as in `es,en`. source_intact, data_intact: whether the embedded
    monograph and words are those of this leaflet; None if nothing is embedded. embedded: names of
    all embedded files. personal: a pharmacy added words for one patient. contents: the page that
    each line of a table of contents names.
    """

    verdict: Verdict
    title: str = ""
    monograph: str = ""
    edition: str = ""
    date: str = ""
    layout: str = ""
    profile: str = ""
    extent: str = ""
    route: str = ""
    use: str = ""
    language: str = ""
    status: str = ""
    identifier: str = ""
    source_sha256: str = ""
    words_sha256: str = ""
    contents: tuple[int, ...] = ()
    producer: str = ""
    conformance: tuple[str, ...] = ()
    pages: int = 0
    embedded: tuple[str, ...] = ()
    source_intact: bool | None = None
    data_intact: bool | None = None
    personal: bool = False

    @property
    def ours(self) -> bool:
        """True if the file says that this program made it."""
        return self.verdict != "foreign"

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        personal = self.personal and self.verdict == "altered"
        return _ADDED_ALTERED if personal else _SENTENCES[self.verdict]


def inspect(pdf: bytes) -> Inspection:
    """Inspect any PDF. Raises UsageError: I801 it cannot be read, I802 pikepdf is missing."""
    with open_pdf(pdf) as file:
        properties = _properties(file)
        if not properties["words"]:
            return Inspection(verdict="foreign", title=properties["title"], pages=len(file.pages))
        words = read_words(file)
        files = [attached for attached, _ in _embedded(file)]
        return Inspection(
            verdict=_verdict(pdf, properties, words),
            personal=bool(words.added),
            title=properties["title"],
            monograph=properties["monograph"],
            edition=properties["edition"],
            date=properties["date"][:10],
            layout=properties["layout"],
            profile=properties["profile"],
            extent=properties["extent"],
            route=properties["route"],
            use=properties["use"],
            language=BETWEEN_LANGUAGES.join(
                filter(None, (str(file.Root.get("/Lang", "")), properties["secondLanguage"]))
            ),
            status=properties["status"],
            identifier=properties["identifier"],
            source_sha256=properties["source"],
            words_sha256=properties["words"],
            contents=tuple(_contents_pages(words)),
            producer=properties["producer"],
            conformance=_conformance(properties),
            pages=len(file.pages),
            embedded=tuple(attached.name for attached in files),
            source_intact=_all_true(
                sha256(attached.content).hexdigest() == properties["source"]
                for attached in files
                if attached.relationship == "Source"
            ),
            data_intact=_all_true(
                is_words_file_of(attached.content, words.own, properties)
                for attached in files
                if attached.relationship == "Alternative"
            ),
        )


def _verdict(pdf: bytes, properties: dict[str, str], words: FileWords) -> Verdict:
    """No digest covers what a pharmacy added, so any change to such a file counts as altered."""
    is_sealed = seal_digest(properties) == properties["seal"]
    if words_digest(words.own) != properties["words"] or not is_sealed:
        return "altered"
    if is_as_written(pdf):
        return "exact"
    return "altered" if words.added else "changed"


def _contents_pages(words: FileWords) -> Iterator[int]:
    lines = (element.text for element in words.own if element.role == CONTENTS_ENTRY)
    numbers = (re.findall(r"[0-9]{1,4}", line) for line in lines)
    return (int(line_numbers[-1]) for line_numbers in numbers if line_numbers)


def _properties(file: Pdf) -> dict[str, str]:
    """Return our own properties and the standard ones by XMP name; "" if absent.

    The packet is searched as text, because an XML parser would have to be guarded against hostile
    packets.
    """
    stream = file.Root.get("/Metadata")
    packet = stream.read_bytes().decode("utf-8", "replace") if stream is not None else ""
    namespaces = dict.fromkeys((name for name, _, _ in PROPERTIES), NAMESPACE) | _STANDARD
    return {name: _value(packet, namespace, name) for name, namespace in namespaces.items()}


def _value(packet: str, namespace: str, name: str) -> str:
    """Return the value of a property, written as an element (perhaps a list) or an attribute."""
    prefix = re.search(rf'xmlns:([\w-]+)\s*=\s*["\']{re.escape(namespace)}["\']', packet)
    if not prefix:
        return ""
    key = rf"{prefix[1]}:{_LOCAL.get(name, name)}"
    item = r"(?:<rdf:(?:Alt|Seq|Bag)>\s*<rdf:li\b[^>]*>)?"
    match = re.search(rf"<{key}>\s*{item}([^<]*)<|\s{key}\s*=\s*[\"\']([^\"\'<]*)", packet)
    return unescape(match[1] or match[2] or "") if match else ""


def _conformance(properties: dict[str, str]) -> tuple[str, ...]:
    claims = (
        f"PDF/UA-{properties['ua']}",
        f"PDF/A-{properties['part']}{properties['level'].lower()}",
    )
    return tuple(claim for claim in claims if claim[-1] != "-")


def _all_true(answers: Iterable[bool]) -> bool | None:
    """Return whether all answers are True; None if there are none."""
    answer_list = list(answers)
    return all(answer_list) if answer_list else None


def extract(pdf: bytes) -> tuple[EmbeddedFile, ...]:
    """Return the embedded files of a leaflet, compared with their checksums and with its words.

    Raises UsageError: I803 not a leaflet, I804 nothing embedded, I805 damaged or of another
    leaflet, I806 unsafe name, and what `inspect` raises.
    """
    inspection = inspect(pdf)
    if not inspection.ours:
        raise UsageError("The file is not one of our leaflets.", "Give a leaflet.", code="I803")
    with open_pdf(pdf) as file:
        pairs = list(_embedded(file))
    if not pairs:
        hint = "Render the leaflet again with --embed."
        raise UsageError("The leaflet carries no embedded files.", hint, code="I804")
    for attached, is_intact in pairs:
        if not _PLAIN_NAME.fullmatch(attached.name):
            raise UsageError("An embedded file has an unsafe name.", _AGAIN, code="I806")
        ours = {"Source": inspection.source_intact, "Alternative": inspection.data_intact}
        if not is_intact or ours.get(attached.relationship) is False:
            message = f"The embedded file {attached.name} is damaged, or not of this leaflet."
            raise UsageError(message, _AGAIN, code="I805")
    return tuple(attached for attached, _ in pairs)


def embedded(pdf: bytes) -> tuple[EmbeddedFile, ...]:
    """Return the embedded files of any PDF, without checks. Raises UsageError (I801, I802)."""
    with open_pdf(pdf) as file:
        return tuple(attached for attached, _ in _embedded(file))


def _embedded(file: Pdf) -> list[tuple[EmbeddedFile, bool]]:
    """Return the embedded files, and whether each has its declared size and checksum."""
    pairs = []
    for name, spec in file.attachments.items():
        stream = spec.get_file()
        content = stream.read_bytes()
        checksum = md5(content, usedforsecurity=False).digest()
        is_intact = stream.size == len(content) and stream.md5 == checksum
        relation: Any = str(spec.relationship or "")[1:]
        attached = EmbeddedFile(name, stream.mime_type, content, relation, spec.description)
        pairs.append((attached, is_intact))
    return pairs
