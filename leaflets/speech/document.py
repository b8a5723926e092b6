"""The document: the leaflet in the order in which it is heard, with pauses between its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Final

from msgspec import Struct

from ..base.arguments import check_type
from ..content.library import Folder, open_library
from ..content.pronunciation import Pronunciation, load_pronunciations
from ..leaflet.model import (
    Block,
    Box,
    Figure,
    Heading,
    Illustration,
    Item,
    ItemList,
    Leaflet,
    Lines,
    Paragraph,
    PictogramRow,
    Question,
    Section,
    SideBySide,
    Table,
    TableOfContents,
    Terms,
    Words,
)
from ..leaflet.plain import column_name
from .elements import element, empty_element, escaped
from .words import sentences_ssml, words_ssml

__all__ = ["render_speech", "ssml"]

NAMESPACE: Final = "http://www.w3.org/2001/10/synthesis"
ALARMS: Final = ("draft", "emergency", "urgent")  # kinds of boxes whose headings are said strongly


def ssml(leaflet: Leaflet, *, folder: Folder = None) -> str:
    """Return a leaflet as SSML 1.1, to be read aloud: the words of the text, in the same order.

    Beside them stands how a voice says units, ranges and numbers to call. The same leaflet gives
    the same document. folder: a pharmacy's own library.
    """
    check_type("leaflet", leaflet, Leaflet)
    return render_speech(leaflet, load_pronunciations(open_library(folder)))


def render_speech(leaflet: Leaflet, pronunciations: Mapping[str, Pronunciation]) -> str:
    """Return a leaflet as SSML 1.1 (W3C Recommendation, 2010).

    It has the words of `plain` in the same order, but for the dots before items, which no voice
    should say. Before each value of a table stands the name of its column; what a picture shows is
    said in its place. pronunciations: how units and signs are said, by language.
    """
    speaker = _Speaker(leaflet.language, leaflet.furniture.lead_mark, pronunciations)
    furniture = leaflet.furniture
    notes = [*(note for _, note in furniture.notes()), furniture.identity]
    parts = [
        *speaker.blocks(leaflet.blocks),
        Pause.LONGEST,
        *map(speaker.paragraph, notes),
    ]
    root = element(
        "speak",
        "\n" + "\n".join(_with_pauses(parts)) + "\n",
        version="1.1",
        xmlns=NAMESPACE,
        xml_lang=leaflet.language,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def _with_pauses(parts: Iterable[str | Pause]) -> Iterator[str]:
    """Yield the parts with one pause where several meet: the longest of them."""
    pause: Pause | None = None
    for part in parts:
        if isinstance(part, Pause):
            pause = max(part, pause or part)
            continue
        if pause:
            yield empty_element("break", strength=STRENGTHS[pause])
        pause = None
        yield part


class Pause(IntEnum):
    """A pause between two parts."""

    SHORT = 1
    LONG = 2
    LONGEST = 3


STRENGTHS: Final = {Pause.SHORT: "medium", Pause.LONG: "strong", Pause.LONGEST: "x-strong"}

Part = str | Pause


class _Speaker(Struct, frozen=True):
    """Renders blocks as paragraphs and pauses.

    mark: separates the name of a column from a value.
    """

    language: str
    mark: str
    pronunciations: Mapping[str, Pronunciation]

    def paragraph(self, words: Words, label: str = "") -> str:
        """Return a paragraph of sentences."""
        sentences = sentences_ssml(words, self.language, self.pronunciations, label)
        return element("p", sentences)

    def blocks(self, blocks: Sequence[Block], label: str = "") -> Iterator[Part]:
        """Yield the parts of blocks. label: words to say before the first."""
        for block in blocks:
            yield from self._block(block, label)
            label = ""

    def _block(self, block: Block, label: str) -> Iterator[Part]:
        match block:
            case Heading():
                yield from self._heading(
                    block, label, Pause.LONG if block.level < 3 else Pause.SHORT
                )
            case Paragraph():
                yield self.paragraph(block.words, label)
            case Lines():
                for number, line in enumerate(block.lines):
                    yield self.paragraph(line.words, "" if number else label)
            case Figure():
                if block.printed:
                    yield self.paragraph(block.description, label)
            case Illustration():
                yield self.paragraph(block.figure.description, label)
                if block.caption:
                    yield self.paragraph(block.caption.words)
            case TableOfContents() | Section(blocks=(*_, TableOfContents())):
                return  # of headings that are heard anyway
            case _:
                if label:
                    yield element("p", element("s", escaped(label)))
                yield from self._group(block)

    def _group(self, block: Block) -> Iterator[Part]:
        """Yield the parts of a block that holds others."""
        match block:
            case ItemList():
                for item in block.items:
                    yield from self._item(item)
            case Terms():
                for entry in block.entries:
                    yield self.paragraph(entry.name.words)
                    yield from self.blocks(entry.blocks)
            case Question():
                yield from self._heading(block.heading, "", Pause.LONG)
                yield from self.blocks(block.answer)
            case Table():
                yield from self._table(block)
            case Box():
                yield from self._box(block)
            case Section():
                pause = Pause.LONGEST if block.heading.level < 3 else Pause.LONG
                yield from self._heading(block.heading, "", pause)
                yield from self.blocks(block.blocks)
            case PictogramRow():
                yield from self.blocks(block.figures)
            case SideBySide():
                yield from self.blocks(block.blocks)

    def _heading(self, heading: Heading, label: str, pause: Pause) -> Iterator[Part]:
        """Yield a heading between pauses: the one before it is longer."""
        yield pause
        yield self.paragraph(heading.words, label)
        yield Pause.SHORT

    def _box(self, box: Box) -> Iterator[Part]:
        """Yield a box between long pauses. Its heading says which kind it is: "Warning: …"."""
        yield Pause.LONGEST
        if box.heading and box.kind in ALARMS:
            heading = words_ssml(box.heading.words, self.language, self.pronunciations)
            yield element("p", element("s", element("emphasis", heading, level="strong")))
            yield Pause.LONG
        elif box.heading:
            yield from self._heading(box.heading, "", Pause.LONGEST)
        yield from self.blocks(box.blocks)
        yield Pause.LONGEST

    def _item(self, item: Item) -> Iterator[Part]:
        """Yield an item. A label with a figure or letter is said, a dot is not."""
        label = item.label if any(map(str.isalnum, item.label)) else ""
        if label and not item.blocks:
            yield element("p", element("s", escaped(label)))
        yield from self.blocks(item.blocks, label)

    def _table(self, table: Table) -> Iterator[Part]:
        """Yield a table row by row, with the name of its column before each value."""
        for row in table.rows:
            for number, cell in enumerate(row.cells):
                name = "" if table.is_group(row) else column_name(table, number, self.mark)
                yield from self.blocks(cell, name if cell else "")
            yield Pause.SHORT
