"""A document as a source gives it: blocks of words, the same tree for every form of source."""

from __future__ import annotations

from collections import Counter

import msgspec
from msgspec import Struct

from ..base.errors import Fault
from ..content.monograph.inline import Run

__all__ = [
    "Block",
    "Cells",
    "Document",
    "ItemList",
    "Lines",
    "Omission",
    "Paragraph",
    "Refusal",
    "Runs",
    "Section",
    "plain",
]

Runs = tuple[Run, ...]


class Paragraph(Struct, frozen=True):
    """Words that stand together. line: in the source, from 1."""

    runs: Runs
    line: int = 0


class ItemList(Struct, frozen=True):
    """A list. start: the number of the first item; None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


class Lines(Struct, frozen=True):
    """Words that break where the source breaks them, such as an address."""

    lines: tuple[Runs, ...]


class Cells(Struct, frozen=True):
    """A table: rows of cells, each with the words that stand in it."""

    rows: tuple[tuple[Runs, ...], ...]
    has_heading_row: bool


class Section(Struct, frozen=True):
    """A heading, and what stands below it."""

    heading: Runs
    blocks: tuple[Block, ...]


Block = Paragraph | Lines | ItemList | Cells | Section


class Omission(Struct, frozen=True):
    """Words of the source that are not in the monograph, with their line and the reason."""

    line: int
    words: str
    reason: str


class Document(Struct):
    """One leaflet of a source.

    name: the medicine, as the source heads it. origin: as a monograph names it. generic_name:
    None if the source gives none. note: what the source says of its own making. changes: how often
    each kind of sign was read as what it stands for.
    """

    name: str
    language: str
    blocks: tuple[Block, ...]
    origin: str
    generic_name: str | None = None
    note: Runs = ()
    omissions: list[Omission] = msgspec.field(default_factory=list)
    changes: Counter[str] = msgspec.field(default_factory=Counter)


class Refusal(Exception):
    """A source holds no leaflet, and is set aside: it is empty, or refuses to tell anything."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def plain(runs: Runs) -> str:
    """Return the characters of runs."""
    return "".join(run.text for run in runs)
