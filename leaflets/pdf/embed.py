"""Files inside the file: the leaflet's source and words, for software to read (PDF/A-3a)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import md5
from typing import Literal

from msgspec import Struct

from ..leaflet.model import Leaflet
from .structure import Tree
from .words import Spoken, plain
from .writer import Writer, name, text

FORMAT = "leaflets words 1"
_FACTS = (
    "title", "monograph", "edition", "date", "status", "identifier", "source_sha256",
)  # fmt: skip


class EmbeddedFile(Struct, frozen=True):
    """A file to embed. relationship: what it is to the leaflet (AFRelationship of PDF/A-3)."""

    name: str
    mime: str
    content: bytes
    relationship: Literal["Source", "Data", "Alternative", "Supplement"]
    description: str


def embedded_files(leaflet: Leaflet, tree: Tree, source: bytes) -> tuple[EmbeddedFile, ...]:
    """The monograph, and the leaflet's words as data. Never particulars of a patient.

    source: the monograph's bytes, those of `leaflet.source`.
    """
    stem = f"{leaflet.monograph}.{leaflet.language}"
    says = f"The monograph from which this leaflet was made, edition {leaflet.edition}"
    return (
        EmbeddedFile(f"{stem}.yaml", "application/yaml", source, "Source", says),
        EmbeddedFile(
            f"{stem}.words.json",
            "application/json",
            _words_file(leaflet, tree),
            "Alternative",
            "The words of this leaflet in reading order, each with its role and language",
        ),
    )


def _words_file(leaflet: Leaflet, tree: Tree) -> bytes:
    import json

    about = {
        "format": FORMAT,
        "title": leaflet.title,
        "language": leaflet.language,
        "monograph": leaflet.monograph,
        "edition": leaflet.edition,
        "date": leaflet.date,
        "status": leaflet.status,
        "identifier": leaflet.identifier,
        "source_sha256": leaflet.source,
        "words": [said._asdict() for said in tree.words()],
    }
    return json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n"


def same_words(content: bytes, said: list[Spoken], about: Mapping[str, str]) -> bool:
    """True when an embedded file of words holds exactly what the leaflet says.

    about: the leaflet's metadata, by XMP name.
    """
    import json

    try:
        told = json.loads(content)
        same = told["words"] == [one._asdict() for one in said]
        named = {**about, "date": about["date"][:10], "source_sha256": about["source"]}
        return same and all(plain(told[name]) == plain(named[name]) for name in _FACTS)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def embed(out: Writer, files: tuple[EmbeddedFile, ...], date: str) -> str:
    """Write the files; gives the catalog's entries that name them."""
    if not files:
        return ""
    specs = [(file.name, _file(out, file, date)) for file in files]
    named = " ".join(f"{text(title)} {at} 0 R" for title, at in sorted(specs))
    associated = " ".join(f"{at} 0 R" for _, at in specs)
    return f"/AF[{associated}]/Names<</EmbeddedFiles<</Names[{named}]>>>>"


def _file(out: Writer, file: EmbeddedFile, date: str) -> int:
    stamp = f"(D:{date.replace('-', '')}000000Z)"
    checksum = md5(file.content, usedforsecurity=False).hexdigest()
    content = out.stream(
        f"/Type/EmbeddedFile/Subtype{name(file.mime)}"
        f"/Params<</Size {len(file.content)}/ModDate {stamp}/CheckSum<{checksum}>>>",
        file.content,
    )
    return out.add(
        f"<</Type/Filespec/F {text(file.name)}/UF {text(file.name)}"
        f"/Desc {text(file.description)}/AFRelationship/{file.relationship}"
        f"/EF<</F {content} 0 R/UF {content} 0 R>>>>"
    )
