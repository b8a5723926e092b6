"""The registry of the forms of documents that can be imported.

A form is a package of this room with two functions, and a row in FORMATS:

    recognises(beginning: bytes) -> bool
        Tell by the first HEAD_BYTES of a document whether it has this form. It raises nothing.

    read(source: Source) -> Iterator[Document | Refusal]
        Yield each leaflet of a document: its languages, its products; or why there is none.
        Raises DocumentError (also XmlError, JsonError) with a place. Nothing is read further then;
        leaflets that were yielded before stay imported.

A form of which one file holds thousands of documents has a third one:

    split(stream: BufferedReader, place: Place) -> Iterator[tuple[str, bytes]]
        Yield the path and the bytes of each document as the stream is read. Raises DocumentError.

A library that only one form needs is imported inside its functions.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import Any, Final

from msgspec import Struct

from ..base.errors import DocumentError, Fault, Place
from . import epi, markdown, openfda, spl
from .model import Document, Refusal
from .source import Source

__all__ = ["FORMATS", "HEAD_BYTES", "SUFFIXES", "Format", "find_format", "format_by_name"]

HEAD_BYTES: Final = 65_536  # of a document, by which its form is known


class Format(Struct, frozen=True):
    """A form of documents. name: for --format. suffixes: of files that are taken from folders and
    archives. The rest is told above."""

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[Source], Iterator[Document | Refusal]]
    split: Callable[[BufferedReader[Any], Place], Iterator[tuple[str, bytes]]] | None = None


# the first that recognises a document reads it; Markdown takes any text, so it is the last
FORMATS: Final = (
    Format("epi", (".json", ".xml"), epi.recognises, epi.read),
    Format("openfda", (".json",), openfda.recognises, openfda.read, openfda.split),
    Format("spl", (".xml",), spl.recognises, spl.read),
    Format("markdown", (".md", ".markdown"), markdown.recognises, markdown.read),
)  # fmt: skip
SUFFIXES: Final = frozenset(suffix for form in FORMATS for suffix in form.suffixes)
BY_NAME: Final = {form.name: form for form in FORMATS}


def format_by_name(name: str) -> Format:
    """Return the form of that name, which must be one of the registry."""
    return BY_NAME[name]


def find_format(beginning: bytes, place: Place) -> Format:
    """Return the form of a document by its first bytes. Raises DocumentError."""
    for form in FORMATS:
        if form.recognises(beginning):
            return form
    if beginning.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        message, hint = "The text is UTF-16, and not UTF-8.", "Save it as UTF-8."
        raise DocumentError([Fault("Q202", place, message, hint)])
    message = "No form of document that can be imported is recognised."
    hint = f"Name it with --format: {', '.join(BY_NAME)}."
    raise DocumentError([Fault("Q213", place, message, hint)])
