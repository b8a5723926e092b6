"""What the pages for people share: words in their language, choices, and pictures of leaflets."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar, cast

from msgspec import Struct

from ..base.errors import Fault, WordingError
from ..content.library.folder import SourceFile
from ..pdf.page_pictures import page_pictures
from ..source.schema import FileShape, read
from ..source.yaml import parse

__all__ = ["Choice", "Page", "choices_among", "draw_pages", "read_words"]

Words = TypeVar("Words", bound=FileShape)


class Choice(Struct, frozen=True):
    """One of several values of a field."""

    value: str
    text: str
    is_chosen: bool


class Page(Struct, frozen=True):
    """A page of a leaflet as a picture. address: a data URI that holds it."""

    number: int
    width: int
    height: int
    address: str


def read_words(shape: type[Words], file: SourceFile) -> Words:
    """Read the words of a page in one language. Raises WordingError."""
    return cast(Words, _read_words(shape, file.source, file.file))


@lru_cache(16)
def _read_words(shape: type[FileShape], source: bytes, file: str) -> FileShape:
    faults: list[Fault] = []
    node = parse(source, file, WordingError, faults)
    return read(shape, node, WordingError, faults)


def choices_among(texts: Mapping[str, str], chosen: str | None) -> tuple[Choice, ...]:
    """Return the choices of a field. texts: what each value is called."""
    return tuple(Choice(value, text, value == chosen) for value, text in texts.items())


def draw_pages(pdf: bytes, numbers: Iterable[int], dpi: int) -> tuple[Page, ...]:
    """Draw the pages of a PDF that have these numbers, from 1. dpi: dots per inch."""
    return tuple(
        Page(picture.number, picture.width, picture.height, _address(picture.png))
        for picture in page_pictures(pdf, numbers, dpi)
    )


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"
