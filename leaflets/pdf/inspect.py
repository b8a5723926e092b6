"""What a PDF says it is, and whether that still holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import md5, sha256
from html import unescape
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from ..base.errors import UsageError
from .embed import EmbeddedFile, same_words
from .metadata import NAMESPACE, PROPERTIES, seal
from .reading import Told, opened, told
from .words import digest
from .writer import as_written

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
    """What a PDF says of itself, and what was found.

    verdict: see `sentence`. conformance: what it claims; a validator can say if it is true.
    source_intact, data_intact: whether the embedded monograph and words are those of this leaflet;
    None where nothing is embedded. embedded: names of all embedded files. personal: a pharmacy has
    added words for one patient.
    """

    verdict: Verdict
    title: str = ""
    monograph: str = ""
    edition: str = ""
    date: str = ""
    layout: str = ""
    profile: str = ""
    extent: str = ""
    language: str = ""
    status: str = ""
    identifier: str = ""
    source_sha256: str = ""
    words_sha256: str = ""
    producer: str = ""
    conformance: tuple[str, ...] = ()
    pages: int = 0
    embedded: tuple[str, ...] = ()
    source_intact: bool | None = None
    data_intact: bool | None = None
    personal: bool = False

    @property
    def ours(self) -> bool:
        """True when the file says that it was made by this program."""
        return self.verdict != "foreign"

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        personal = self.personal and self.verdict == "altered"
        return _ADDED_ALTERED if personal else _SENTENCES[self.verdict]


def inspect(pdf: bytes) -> Inspection:
    """Read any PDF and say what it is. Raises UsageError (I801, I802) for what cannot be read."""
    with opened(pdf) as file:
        about = _metadata(file)
        if not about["words"]:
            return Inspection(verdict="foreign", title=about["title"], pages=len(file.pages))
        said = told(file)
        files = [found for found, _ in _embedded(file)]
        return Inspection(
            verdict=_verdict(pdf, about, said),
            personal=bool(said.added),
            title=about["title"],
            monograph=about["monograph"],
            edition=about["edition"],
            date=about["date"][:10],
            layout=about["layout"],
            profile=about["profile"],
            extent=about["extent"],
            language=str(file.Root.get("/Lang", "")),
            status=about["status"],
            identifier=about["identifier"],
            source_sha256=about["source"],
            words_sha256=about["words"],
            producer=about["producer"],
            conformance=_conformance(about),
            pages=len(file.pages),
            embedded=tuple(found.name for found in files),
            source_intact=_all(
                sha256(found.content).hexdigest() == about["source"]
                for found in files
                if found.relationship == "Source"
            ),
            data_intact=_all(
                same_words(found.content, said.own, about)
                for found in files
                if found.relationship == "Alternative"
            ),
        )


def _verdict(pdf: bytes, about: dict[str, str], said: Told) -> Verdict:
    """No digest stands for what a pharmacy added: any change to such a file may be one to that."""
    if digest(said.own) != about["words"] or seal(about) != about["seal"]:
        return "altered"
    if as_written(pdf):
        return "exact"
    return "altered" if said.added else "changed"


def _metadata(file: Pdf) -> dict[str, str]:
    """Our own properties by their XMP names, and the standard ones that we show; "" if absent.

    Read as text: an XML library would have to be guarded against hostile packets.
    """
    packet = file.Root.get("/Metadata")
    told = packet.read_bytes().decode("utf-8", "replace") if packet is not None else ""
    prefixes = dict.fromkeys((name for name, _, _ in PROPERTIES), NAMESPACE) | _STANDARD
    return {name: _value(told, namespace, name) for name, namespace in prefixes.items()}


def _value(told: str, namespace: str, name: str) -> str:
    """The value of a property, written as an element (perhaps with one item) or an attribute."""
    declared = re.search(rf'xmlns:([\w-]+)\s*=\s*["\']{re.escape(namespace)}["\']', told)
    if not declared:
        return ""
    key = rf"{declared[1]}:{_LOCAL.get(name, name)}"
    item = r"(?:<rdf:(?:Alt|Seq|Bag)>\s*<rdf:li\b[^>]*>)?"
    found = re.search(rf"<{key}>\s*{item}([^<]*)<|\s{key}\s*=\s*[\"\']([^\"\'<]*)", told)
    return unescape(found[1] or found[2] or "") if found else ""


def _conformance(about: dict[str, str]) -> tuple[str, ...]:
    claims = (f"PDF/UA-{about['ua']}", f"PDF/A-{about['part']}{about['level'].lower()}")
    return tuple(claim for claim in claims if claim[-1] not in "-")


def _all(answers: Iterable[bool]) -> bool | None:
    found = list(answers)
    return all(found) if found else None


def extract(pdf: bytes) -> tuple[EmbeddedFile, ...]:
    """The files that a leaflet carries, each compared with its checksum and with the leaflet.

    Raises UsageError: I803 not a leaflet of ours, I804 nothing embedded, I805 damaged or foreign.
    """
    found = inspect(pdf)
    if not found.ours:
        raise UsageError("The file is not one of our leaflets.", "Give a leaflet.", code="I803")
    with opened(pdf) as file:
        pairs = list(_embedded(file))
    if not pairs:
        hint = "Render the leaflet again with --embed."
        raise UsageError("The leaflet carries no embedded files.", hint, code="I804")
    for carried, whole in pairs:
        if not _PLAIN_NAME.fullmatch(carried.name):
            raise UsageError("An embedded file has an unsafe name.", _AGAIN, code="I806")
        ours = {"Source": found.source_intact, "Alternative": found.data_intact}
        if not whole or ours.get(carried.relationship) is False:
            says = f"The embedded file {carried.name} is damaged, or not of this leaflet."
            raise UsageError(says, _AGAIN, code="I805")
    return tuple(carried for carried, _ in pairs)


def embedded(pdf: bytes) -> tuple[EmbeddedFile, ...]:
    """The files that any PDF carries, whatever they are."""
    with opened(pdf) as file:
        return tuple(carried for carried, _ in _embedded(file))


def _embedded(file: Pdf) -> list[tuple[EmbeddedFile, bool]]:
    """Embedded files, and whether each equals its size and checksum."""
    found = []
    for name, spec in file.attachments.items():
        stream = spec.get_file()
        content = stream.read_bytes()
        checksum = md5(content, usedforsecurity=False).digest()
        whole = stream.size == len(content) and stream.md5 == checksum
        relation: Any = str(spec.relationship or "")[1:]
        kind = stream.mime_type
        found.append((EmbeddedFile(name, kind, content, relation, spec.description), whole))
    return found
