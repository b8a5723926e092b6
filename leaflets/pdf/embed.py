"""Files inside the PDF: the leaflet's monograph and its words as data (PDF/A-3a)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import md5
from typing import Literal

from msgspec import Struct

from ..leaflet.model import Leaflet
from .elements import StructureTree
from .reading_order import SpokenElement, normalize_text
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


def embedded_files(
    leaflet: Leaflet, tree: StructureTree, source: bytes
) -> tuple[EmbeddedFile, ...]:
    """Return the monograph, and the leaflet's words as JSON. Both lack a patient's particulars.

    source: the bytes of the monograph, whose SHA-256 is `leaflet.source`.
    """
    stem = f"{leaflet.monograph}.{leaflet.language}"
    description = f"The monograph from which this leaflet was made, edition {leaflet.edition}"
    return (
        EmbeddedFile(f"{stem}.yaml", "application/yaml", source, "Source", description),
        EmbeddedFile(
            f"{stem}.words.json",
            "application/json",
            _words_file(leaflet, tree),
            "Alternative",
            "The words of this leaflet in reading order, each with its role and language",
        ),
    )


def _words_file(leaflet: Leaflet, tree: StructureTree) -> bytes:
    content = {
        "format": FORMAT,
        "title": leaflet.title,
        "language": leaflet.language,
        "monograph": leaflet.monograph,
        "edition": leaflet.edition,
        "date": leaflet.date,
        "status": leaflet.status,
        "identifier": leaflet.identifier,
        "source_sha256": leaflet.source,
        "words": [element._asdict() for element in tree.words()],
    }
    import json  # 1 % of a cold render, and few leaflets embed files

    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def is_words_file_of(
    content: bytes, elements: list[SpokenElement], properties: Mapping[str, str]
) -> bool:
    """Return True if an embedded file of words has exactly the words and facts of the leaflet.

    elements: the words of the PDF. properties: its metadata by XMP name.
    """
    import json

    try:
        file = json.loads(content)
        expected_facts = {
            **properties,
            "date": properties["date"][:10],
            "source_sha256": properties["source"],
        }
        return bool(file["words"] == [element._asdict() for element in elements]) and all(
            normalize_text(file[name]) == normalize_text(expected_facts[name]) for name in _FACTS
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def embed(out: Writer, files: tuple[EmbeddedFile, ...], date: str) -> str:
    """Write the files; return the catalog entries that list them. date: ISO."""
    if not files:
        return ""
    specs = [(file.name, _file_specification(out, file, date)) for file in files]
    names = " ".join(f"{text(title)} {at} 0 R" for title, at in sorted(specs))
    references = " ".join(f"{at} 0 R" for _, at in specs)
    return f"/AF[{references}]/Names<</EmbeddedFiles<</Names[{names}]>>>>"


def _file_specification(out: Writer, file: EmbeddedFile, date: str) -> int:
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
