"""The registry of the forms of documents that can be imported.

A form is a module of this room with two functions, and a row in FORMATS:

    recognises(beginning: bytes) -> bool
        Tell by the first HEAD_BYTES of a document whether it has this form. It raises nothing.

    read(source: Source) -> Iterator[Document | Refusal]
        Yield each leaflet of a document: its languages, its products; or why there is none.
        Raises DocumentError (also XmlError, JsonError) with a place. Nothing is read further then;
        leaflets that were yielded before stay imported.

A library that only one form needs is imported inside its functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from ..base.errors import DocumentError, Fault
from . import epi, markdown, spl
from .model import Document, Refusal
from .source import Source

__all__ = ["FORMATS", "HEAD_BYTES", "Format", "find_format", "format_names"]

HEAD_BYTES: Final = 65_536  # of a document, by which its form is known


class Format(Struct, frozen=True):
    """A form of documents. name: for --format. title: for messages. The rest is told above."""

    name: str
    title: str
    recognises: Callable[[bytes], bool]
    read: Callable[[Source], Iterator[Document | Refusal]]


# the first that recognises a document reads it; Markdown takes any text, so it is the last
FORMATS: Final = (
    Format("epi", "electronic product information in FHIR", epi.recognises, epi.read),
    Format("spl", "a Structured Product Label", spl.recognises, spl.read),
    Format("markdown", "a page in Markdown", markdown.recognises, markdown.read),
)


def format_names() -> list[str]:
    """Return the names of all forms."""
    return [form.name for form in FORMATS]


def find_format(source: Source, name: str | None = None) -> Format:
    """Return the form of a document. name: of the form that the user states.

    Raises DocumentError.
    """
    beginning = source.content[:HEAD_BYTES]
    for form in FORMATS:
        if form.name == name or (name is None and form.recognises(beginning)):
            return form
    message = "No form of document that can be imported is recognised."
    hint = f"Give it with --format: {', '.join(format_names())}."
    raise DocumentError([Fault("Q213", source.place, message, hint)])
