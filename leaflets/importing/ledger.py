"""Compare a monograph that was written with the document that was read, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..base.errors import DocumentError, Fault, Place
from ..content.monograph import prose
from ..content.monograph.inline import Words
from ..content.monograph.model import Monograph
from .model import (
    Block,
    Boxed,
    Cells,
    Document,
    Figure,
    GroupRow,
    ItemList,
    Lines,
    Paragraph,
    Section,
    Terms,
    Urgent,
    plain,
)

__all__ = ["block_texts", "check_words", "document_words"]


def check_words(expected: list[str], monograph: Monograph, place: Place) -> None:
    """Compare a monograph with the words of its document.

    Raises DocumentError if one is lost, new or moved.
    """
    notes = monograph.provenance.notes
    written = [
        *_split(_texts(monograph.as_given.says if monograph.as_given else ())),
        *_split(map(str, notes)),
    ]
    if expected != written:
        pairs = zip(expected, [*written, ""], strict=False)
        word = next((word for word, other in pairs if word != other), "the end")
        message = f"The words of the monograph would differ from those of the source at '{word}'."
        hint = "This is a fault of the program: please report it."
        raise DocumentError([Fault("Q206", place, message, hint)])


def document_words(document: Document) -> list[str]:
    """Return the words of a document in their order: its blocks, then the note on its making."""
    return [*_split(block_texts(document.blocks)), *_split([plain(document.note)])]


def _split(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from text.split()


def block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts of blocks in their order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield plain(block.runs)
            case Lines():
                yield from map(plain, block.lines)
            case Section():
                yield plain(block.heading)
                yield from block_texts(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from block_texts(item)
            case Boxed() | Urgent():
                yield from block_texts(block.blocks)
            case Terms():
                for term, meaning in block.terms:
                    yield plain(term)
                    yield from block_texts(meaning)
            case Figure():
                yield from _figure_words(block.alternative, plain(block.caption))
            case Cells():
                yield from _plain_table(block)


def _figure_words(shows: str, caption: str) -> Iterator[str]:
    """Yield the words of a picture. A caption that also describes it is counted once."""
    if shows.split() != caption.split():
        yield shows
    yield caption


def _plain_table(table: Cells) -> Iterator[str]:
    for row in table.rows:
        if isinstance(row, GroupRow):
            yield plain(row.heading)
        else:
            for cell in row.cells:
                yield from block_texts(cell)
    yield from block_texts(table.notes)


def _texts(blocks: Iterable[object]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Words():
                yield str(block)
            case prose.Lines():
                yield from map(str, block.lines)
            case prose.Subsection():
                yield str(block.heading)
                yield from _texts(block.says)
            case prose.Bullets():
                yield from _texts(block.list)
            case prose.Steps():
                yield from _texts(block.steps)
            case prose.ListItem():
                yield from _texts(block.item)
            case prose.ProposedWarning():
                yield from _texts(block.says)
            case prose.Note():
                yield from _texts(block.note)
            case prose.Terms():
                for meaning in block.terms:
                    yield str(meaning.term)
                    yield from _texts(meaning.blocks)
            case prose.Illustration():
                yield from _figure_words(str(block.shows), str(block.caption or ""))
            case prose.Cell():
                yield from _texts(block.cell)
            case prose.Grid():
                yield from _table_texts(block)


def _table_texts(table: prose.Grid) -> Iterator[str]:
    for row in table.table:
        if isinstance(row, prose.GroupRow):
            yield str(row.group)
        else:
            yield from _texts(row)
    yield from _texts(table.notes)
