"""Files inside the file: the leaflet's source and words, for software to read (PDF/A-3a)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5
from typing import Literal

from .writer import Writer, name, text


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to embed. relationship: what it is to the leaflet (ISO 32000-2, AFRelationship)."""

    name: str
    mime: str
    data: bytes
    relationship: Literal["Source", "Data", "Alternative", "Supplement"]
    description: str


def embed(out: Writer, attachments: tuple[Attachment, ...], date: str) -> str:
    """Write the files; gives the catalog's entries that name them."""
    if not attachments:
        return ""
    specs = [(file.name, _file(out, file, date)) for file in attachments]
    named = " ".join(f"{text(title)} {at} 0 R" for title, at in sorted(specs))
    associated = " ".join(f"{at} 0 R" for _, at in specs)
    return f"/AF[{associated}]/Names<</EmbeddedFiles<</Names[{named}]>>>>"


def _file(out: Writer, file: Attachment, date: str) -> int:
    stamp = f"(D:{date.replace('-', '')}000000Z)"
    checksum = md5(file.data, usedforsecurity=False).hexdigest()
    content = out.stream(
        f"/Type/EmbeddedFile/Subtype{name(file.mime)}"
        f"/Params<</Size {len(file.data)}/ModDate {stamp}/CheckSum<{checksum}>>>",
        file.data,
    )
    return out.add(
        f"<</Type/Filespec/F {text(file.name)}/UF {text(file.name)}"
        f"/Desc {text(file.description)}/AFRelationship/{file.relationship}"
        f"/EF<</F {content} 0 R/UF {content} 0 R>>>>"
    )
