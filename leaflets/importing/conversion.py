"""From a document to the file of a monograph as given."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from ..base.errors import DocumentError, Fault, MonographError, Place
from ..base.limits import NAME_CHARACTERS
from ..content.library import is_name, printable
from ..content.monograph.reading import read_monograph
from ..content.monograph.review import ReviewPolicy
from ..content.monograph.sections import Sections
from .entries import monograph_values
from .ledger import check_words, document_words
from .lines import yaml_lines
from .model import Document, Omission
from .nesting import fit
from .proposals import propose
from .script import contradicting_script
from .source import Source
from .typed_lists import read_typed_lists

__all__ = ["Conversion", "convert", "is_edited", "is_same", "monograph_name"]

HEAD: Final = (
    "# Imported as given by 'leaflets import' from {file},\n"
    "# sha256 {digest}.\n"
    "# As imported, all that follows these lines has the sha256 {own}.\n"
)
HEAD_LINES: Final = HEAD.count("\n")
DATE: Final = re.compile(rb"  date: [0-9-]{10}\Z")
OWN: Final = re.compile(r"has the sha256 ([0-9a-f]{64})\.\n\Z")


class Conversion(Struct, frozen=True):
    """What one document became.

    place: of the document. name: of the monograph in a library. content: the bytes of its file.
    key: a digest of its words, the same for two documents that say the same. words: how many stand
    in it. pictures: the bytes of the files beside it, by name. changes: how often each kind of
    sign was read as what it stands for.
    """

    place: Place
    name: str
    language: str
    content: bytes
    key: bytes
    words: int
    omissions: tuple[Omission, ...]
    changes: Mapping[str, int]
    pictures: Mapping[str, bytes]


def convert(document: Document, source: Source, date: str, sections: Sections) -> Conversion:
    """Convert a document to a monograph as given.

    source: in which the document stood. date: of the edition. sections: the agreed lists. Raises
    DocumentError.
    """
    place = source.place
    document.blocks = read_typed_lists(document.blocks, document.changes)
    fit(document)
    propose(document)
    words = document_words(document)
    text = " ".join(words)
    if script := contradicting_script(document.language, text):
        message = f"The language is {document.language}, but most words are in {script} letters."
        hint = "Give the language of the words with --language."
        raise DocumentError([Fault("Q205", place, message, hint)])
    digest = _digest(source.content)
    values = monograph_values(document, date, digest)
    parts = ("\n".join(yaml_lines({key: value})) + "\n" for key, value in values.items())
    body = "\n".join(parts)
    file = printable(PurePath(source.name).name + (f" {source.path}" if source.path else ""))
    head = HEAD.format(file=file, digest=digest, own=_digest(body.encode()))
    content = f"{head}\n{body}".encode()
    try:
        monograph = read_monograph(content, source.name, sections, ReviewPolicy())
    except MonographError as error:
        raise _unwritable(error, place) from None
    check_words(words, monograph, place)
    return Conversion(
        place=place,
        name=monograph_name(document.stem or source.stem or document.name),
        language=document.language,
        content=content,
        key=sha256(f"{document.language}\n{document.name}\n{text}".encode()).digest(),
        words=len(words),
        omissions=tuple(document.omissions),
        changes=document.changes,
        pictures=document.pictures,
    )


def _unwritable(error: MonographError, place: Place) -> DocumentError:
    """Return the faults of a monograph as those of the source, of which no line is known."""
    return DocumentError(
        [Fault("Q207", place, f"As a monograph: {fault.code} {fault.says}", fault.hint)
         for fault in error.faults]
    )  # fmt: skip


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def monograph_name(stem: str) -> str:
    """Return the name of a monograph for that of a file: Aspirin 10% gives aspirin-10.

    A name that is too long, or has no letter that a name may have, ends with a digest of it.
    """
    plain = unicodedata.normalize("NFKD", stem.casefold()).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", plain))
    if is_name(name):
        return name
    digest = _digest(os.fsencode(stem))[:8]
    short = name[: NAME_CHARACTERS - len(digest) - 1].rstrip("-")
    return f"{short or 'leaflet'}-{digest}"


def is_same(content: bytes, other: bytes) -> bool:
    """Tell whether two imported files differ at most in the day of the import."""
    return _undated(content) == _undated(other)


def _undated(content: bytes) -> list[bytes]:
    lines = content.split(b"\n")
    return [*lines[: HEAD_LINES - 1], *(ln for ln in lines[HEAD_LINES:] if not DATE.match(ln))]


def is_edited(content: bytes) -> bool:
    """Tell whether a file is not as an import wrote it: a person changed it, or began it."""
    lines = content.decode("utf-8", "replace").split("\n", HEAD_LINES + 1)
    if len(lines) < HEAD_LINES + 2:
        return True
    match = OWN.search("\n".join(lines[:HEAD_LINES]) + "\n")
    return not match or match[1] != _digest(lines[-1].encode())
