"""The model of a leaflet: the exact words for one reader, in order, in blocks of a known kind.

Nothing here has a size, a colour, a font or a page. Every block has a `path`, unique in the
leaflet and stable for the same monograph (such as "side-effects/2"); the structure tree, the
completeness check and every message name a block by it.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from ..content.monograph.inline import Run, Words
from ..content.pictures.model import Drawing, Picture, RasterPicture
from .furniture import Furniture

__all__ = [
    "PERSONAL", "Block", "Box", "BoxKind", "ContentsEntry", "Figure", "Furniture", "Heading",
    "Illustration", "Item", "ItemList", "Leaflet", "Lines", "Paragraph", "ParagraphRole",
    "PictogramRow", "Question", "Row", "Run", "Section", "SideBySide", "Table", "TableOfContents",
    "Term", "Terms", "Words",
]  # fmt: skip

ParagraphRole = Literal[
    "generic", "about", "body", "action", "label", "note", "particular", "directions"
]  # fmt: skip
"""generic: generic name and strength below the title. about: what this leaflet is. action: what to
do, in a warning box. label: a short line that leads a group ("By mouth"). note: sources and
edition. particular: what concerns one patient. directions: the patient's own, the same."""

PERSONAL: Final[frozenset[str]] = frozenset(("particular", "directions"))
"""The roles of paragraphs that hold words of one patient."""

BoxKind = Literal[
    "draft", "dispensing", "monitoring", "key-points", "emergency", "urgent", "information"
]  # fmt: skip
"""draft: not yet reviewed. dispensing: added by the pharmacy for one patient. monitoring: watched
more closely by the authorities. key-points: the most important things. emergency: get help now.
urgent: call today. information: set apart, no alarm."""


class Heading(Struct, frozen=True):
    """A heading. level: 1 is the medicine's name, then 2, 3, 4 without skips."""

    path: str
    level: int
    words: Words


class Paragraph(Struct, frozen=True):
    """A paragraph of one role."""

    path: str
    words: Words
    role: ParagraphRole = "body"


class Item(Struct, frozen=True):
    """An item of a list. label: printed before it, such as "•" or "1."."""

    path: str
    label: str
    blocks: tuple[Block, ...]


class ItemList(Struct, frozen=True):
    """A list. ordered: its labels number steps."""

    path: str
    items: tuple[Item, ...]
    ordered: bool = False


class Lines(Struct, frozen=True):
    """Lines that end where they end in the source, such as those of an address."""

    path: str
    lines: tuple[Paragraph, ...]


class Term(Struct, frozen=True):
    """A term, and the blocks that say what it means."""

    path: str
    name: Paragraph
    blocks: tuple[Block, ...]


class Terms(Struct, frozen=True):
    """Terms with their meanings."""

    path: str
    entries: tuple[Term, ...]


class Question(Struct, frozen=True):
    """A question that patients ask, and its answer, kept together. The question is a heading."""

    path: str
    heading: Heading
    answer: tuple[Block, ...]


class Row(Struct, frozen=True):
    """A table row. cells: the blocks of each column; none in an empty cell.

    A row of one cell, where the table has more columns, heads the rows below it.
    """

    path: str
    cells: tuple[tuple[Block, ...], ...]


class Table(Struct, frozen=True):
    """A table. heads: the rows that head the columns, repeated on each page.

    The first cell of each row of `rows` heads its row.
    """

    path: str
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows that head the columns, and those below them."""
        return self.heads + self.rows

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max(len(row.cells) for row in self.all_rows)

    def column_heads(self, index: int) -> tuple[tuple[Block, ...], ...]:
        """The cells that head a column, from 0; one that goes over several columns heads each."""
        return tuple(row.cells[0 if self.is_group(row) else index] for row in self.heads)

    def is_group(self, row: Row) -> bool:
        """Return whether a row has one cell, which heads the rows below it."""
        return len(row.cells) < self.columns


class Box(Struct, frozen=True):
    """Blocks set apart from the rest. The heading says in words what kind of box it is.

    continued: the heading where the box continues on a new page. goes_on: the note at the foot of
    the page before. Both are page furniture, not words of the leaflet.
    """

    path: str
    kind: BoxKind
    heading: Heading | None
    blocks: tuple[Block, ...]
    continued: Words | None = None
    goes_on: Words | None = None


class ContentsEntry(Struct, frozen=True):
    """A line of a table of contents. level: of the heading that it repeats. target: its path.

    page: on which the heading stands; 0 as long as no page is laid out.
    """

    path: str
    level: int
    words: Words
    target: str
    page: int = 0


class TableOfContents(Struct, frozen=True):
    """Headings with their pages, each a link. page: pattern with {page}, in page_language."""

    path: str
    entries: tuple[ContentsEntry, ...]
    page: str
    page_language: str | None = None

    def page_words(self, page: int) -> str:
        """Return the words that name a page."""
        return self.page.replace("{page}", str(page))


class Section(Struct, frozen=True):
    """A section. id, code: from data/sections.yaml. A section may contain sections."""

    path: str
    id: str
    code: str | None
    heading: Heading
    blocks: tuple[Block, ...]


class Figure(Struct, frozen=True):
    """A picture. description: alternative text, for readers who cannot see it; never empty.

    printed: the description is also printed as a caption, and counts as words of the leaflet.
    """

    path: str
    picture: Picture
    description: Words
    printed: bool = False


class Illustration(Struct, frozen=True):
    """A picture as wide as its column at most, and its caption below it.

    figure: its description is not printed; readers who see no pictures get it.
    """

    path: str
    figure: Figure
    caption: Paragraph | None = None


class PictogramRow(Struct, frozen=True):
    """A row of pictograms with captions."""

    path: str
    figures: tuple[Figure, ...]


class SideBySide(Struct, frozen=True):
    """Blocks beside a figure: a letterhead with its logo, or an address with its QR code."""

    path: str
    figure: Figure | None
    blocks: tuple[Block, ...]


Block = (
    Heading
    | Paragraph
    | ItemList
    | Lines
    | Terms
    | Question
    | Table
    | Box
    | Section
    | Figure
    | Illustration
    | PictogramRow
    | SideBySide
    | TableOfContents
)


class Leaflet(Struct, frozen=True, kw_only=True):
    """A leaflet for one reader. The first heading has level 1; only a draft box comes before it.

    language: BCP 47. monograph: its name in the library. edition: as printed ("1"). date: ISO; the
    edition's, or the requested day of printing. status: "draft" or "approved". identifier: twelve
    hexadecimal digits of the sha256 of the words. source: sha256 of the monograph's bytes. names:
    of the medicine, with its strengths; never hyphenated. profile: the name of the jurisdiction
    whose rules the words keep. extent: "full" or "summary". route, use: for which alone it is made,
    by their ids in the monograph; empty: for all. second_language: BCP 47, of the blocks whose path
    is one of `in_second_language`, and of their words; empty: the leaflet has one. pictures: those
    of the library that it shows, by the names of their files.

    alternatives: other compositions of the same leaflet, whole and in order of preference, with
    fewer facts or in another order. Typesetting sets the first composition that fits.
    """

    title: str
    subject: str
    language: str
    monograph: str
    edition: str
    date: str
    status: str
    identifier: str
    source: str
    blocks: tuple[Block, ...]
    furniture: Furniture
    names: tuple[str, ...] = ()
    profile: str = "generic"
    extent: str = "full"
    route: str = ""
    use: str = ""
    second_language: str = ""
    pictures: dict[str, Drawing | RasterPicture] = {}
    alternatives: tuple[Leaflet, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The language of the leaflet, and the second one if there is one."""
        return (self.language, self.second_language) if self.second_language else (self.language,)

    @property
    def personal(self) -> bool:
        """Return whether the leaflet has particulars of a patient."""
        return any(isinstance(block, Box) and block.kind == "dispensing" for block in self.blocks)

    @property
    def compositions(self) -> tuple[Leaflet, ...]:
        """The leaflet and its alternatives, in order of preference."""
        return self, *self.alternatives
