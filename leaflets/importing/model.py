"""A document as a source gives it: blocks of words, the same tree for every form of source.

A reader of a form (`formats`) builds this tree. It keeps the words, the headings and the order of
its source. It counts in `changes` what it read as something else, and puts what it leaves out into
`omissions`, so that each word of the source stands in the tree or there.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec
from msgspec import Struct

from ..base.errors import Fault
from ..content.monograph.inline import Run

__all__ = [
    "Block",
    "Boxed",
    "Cell",
    "Cells",
    "Document",
    "Figure",
    "GroupRow",
    "Identification",
    "ItemList",
    "Lines",
    "MedicineCode",
    "Omission",
    "Paragraph",
    "Refusal",
    "Row",
    "Runs",
    "Section",
    "Terms",
    "Urgent",
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


class Row(Struct, frozen=True):
    """A row of a table. cells: the blocks of each; an empty tuple is an empty cell."""

    cells: tuple[Cell, ...]


class GroupRow(Struct, frozen=True):
    """A row of one cell as wide as the table, which heads the rows below it."""

    heading: Runs


class Cells(Struct, frozen=True):
    """A table. heading_rows: how many rows head the columns. notes: what is printed below it."""

    rows: tuple[Row | GroupRow, ...]
    heading_rows: int
    notes: tuple[Block, ...] = ()


class Boxed(Struct, frozen=True):
    """A passage that the source prints in a frame."""

    blocks: tuple[Block, ...]


class Terms(Struct, frozen=True):
    """Terms, each with the blocks that tell its meaning."""

    terms: tuple[tuple[Runs, tuple[Block, ...]], ...]


class Figure(Struct, frozen=True):
    """A picture. name: its key in `Document.pictures`. alternative: what it shows, in the words of
    the source; empty if the source has none. line: in the source, from 1."""

    name: str
    alternative: str = ""
    caption: Runs = ()
    line: int = 0


class Urgent(Struct, frozen=True):
    """A passage that asks to get help at once; the file proposes it as a warning."""

    blocks: tuple[Block, ...]


class Section(Struct, frozen=True):
    """A heading, and what stands below it. A heading without words heads nothing: the blocks stand
    where the section stands.

    proposal: the id of the agreed list (data/sections.yaml) that the heading or a code of the
    source suggests. The file proposes it; it is nothing more until a person accepts it.
    """

    heading: Runs
    blocks: tuple[Block, ...]
    proposal: str | None = None


Block = Paragraph | Lines | ItemList | Cells | Boxed | Terms | Figure | Urgent | Section
Cell = tuple[Block, ...]


class Omission(Struct, frozen=True):
    """Words of the source that are not in the monograph, with their place and the reason.

    line: from 1; 0 where the source has no lines that mean anything. path: in JSON or XML, such as
    results[3].id.
    """

    line: int
    words: str
    reason: str
    path: str = ""


class MedicineCode(Struct, frozen=True):
    """The medicine in a coding system: ATC, RxNorm, NDC, UNII, SNOMED CT, PZN, GTIN …

    system: its short name, as here. value: exactly as the source writes it.
    """

    system: str
    value: str


class Identification(Struct, frozen=True):
    """Which medicine it is, as far as the source says so in fields of its own.

    also_called: other names. products: those that share the leaflet, if they are several.
    strengths, forms: as the source writes them. routes: ids of data/sections.yaml, only where the
    source gives a code or exactly that word.
    """

    generic_name: str | None = None
    also_called: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    codes: tuple[MedicineCode, ...] = ()
    products: tuple[str, ...] = ()


class Document(Struct):
    """One leaflet of a source.

    name: the medicine, as the source heads it. language: BCP 47 tag. origin: as a monograph names
    it (generated-or-crowd-sourced, official-label or written-by-professionals). note: what the
    source says of its own making. written_for: for whom the source wrote it.

    stem: what the monograph is called in a library, if not by its file: needed where a source
    holds several medicines; several languages of one medicine share it. It is made a name:
    "Testine 10 mg" becomes testine-10-mg.

    title, publisher, identifier, version, date (year-month-day), link, licence: of the source work,
    as far as it states them. pictures: the bytes of each, by the name that a Figure gives.
    changes: how often each kind of sign was read as what it stands for.
    """

    name: str
    language: str
    blocks: tuple[Block, ...]
    origin: str
    written_for: Literal["patients", "professionals"] = "patients"
    stem: str | None = None
    identification: Identification = Identification()
    note: Runs = ()
    title: str | None = None
    publisher: str | None = None
    identifier: str | None = None
    version: str | None = None
    date: str | None = None
    link: str | None = None
    licence: str | None = None
    pictures: dict[str, bytes] = msgspec.field(default_factory=dict)
    omissions: list[Omission] = msgspec.field(default_factory=list)
    changes: Counter[str] = msgspec.field(default_factory=Counter)


class Refusal(Struct, frozen=True):
    """A document that holds no leaflet, and is set aside: it is empty, or refuses to tell."""

    fault: Fault


def plain(runs: Runs) -> str:
    """Return the characters of runs."""
    return "".join(run.text for run in runs)
