"""Fit a document to what a monograph holds: nothing empty, nothing nested deeper than its limits.

The words and their order stay. What does not fit is written in another form, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from msgspec.structs import replace

from ..base.errors import PictureError
from ..base.limits import HEADING_DEPTH, LIST_DEPTH
from ..content.monograph.inline import Run
from .model import (
    Block,
    Boxed,
    Cells,
    Document,
    Figure,
    GroupRow,
    ItemList,
    Lines,
    Omission,
    Paragraph,
    Row,
    Runs,
    Section,
    Terms,
    plain,
)
from .outline import strong
from .pictures import checked_name

__all__ = ["fit", "rows_as_lists"]


def fit(document: Document) -> None:
    """Change the blocks of a document to those that a monograph can hold, and its pictures to those
    that they show, by the names of their files."""
    fitter = _Fitter(document)
    document.blocks = tuple(fitter.sections(document.blocks))
    document.pictures = {file: document.pictures[name] for name, file in fitter.names.items()}


class _Fitter:
    """Fits blocks. document: takes counts, and what is left out. names: of its pictures in a
    library, by those in the document."""

    def __init__(self, document: Document) -> None:
        self.document, self.changes = document, document.changes
        self.names: dict[str, str] = {}

    def sections(self, blocks: Iterable[Block], depth: int = 1) -> Iterator[Block]:
        """Yield sections, and blocks outside of them. depth: of a heading among them, from 1."""
        for block in blocks:
            if not isinstance(block, Section):
                yield from self.block(block, 1)
            elif not _has_words(block.heading):
                yield from self.sections(block.blocks, depth)
            elif depth > HEADING_DEPTH:
                yield self.heading_paragraph(block)
                yield from self.sections(block.blocks, depth)
            else:
                yield replace(block, blocks=tuple(self.sections(block.blocks, depth + 1)))

    def heading_paragraph(self, section: Section) -> Paragraph:
        """Return the heading of a section that can have none."""
        self.changes["headings written as paragraphs"] += 1
        return Paragraph(strong(section.heading))

    def blocks(self, blocks: Iterable[Block], depth: int) -> tuple[Block, ...]:
        """Return blocks. depth: of a list that would stand among them, from 1."""
        return tuple(chain.from_iterable(self.block(block, depth) for block in blocks))

    def block(self, block: Block, depth: int) -> Iterator[Block]:
        """Yield a block, or what stands for it."""
        match block:
            case Paragraph():
                if _has_words(block.runs):
                    yield block
            case Lines():
                if lines := tuple(filter(_has_words, block.lines)):
                    yield replace(block, lines=lines)
            case Section():
                if _has_words(block.heading):
                    yield self.heading_paragraph(block)
                yield from self.blocks(block.blocks, depth)
            case ItemList():
                yield from self.item_list(block, depth)
            case Cells():
                yield from self.table(block, depth)
            case Boxed():
                yield from self.boxed(block, depth)
            case Terms():
                yield from self.terms(block, depth)
            case Figure():
                yield from self.figure(block)

    def item_list(self, items: ItemList, depth: int) -> Iterator[Block]:
        """Yield a list; if it does not fit, paragraphs, its numbers words of their own."""
        if depth <= LIST_DEPTH and items.start != 0:
            inside = (self.blocks(item, depth + 1) for item in items.items)
            if filled := tuple(filter(None, inside)):
                yield replace(items, items=filled)
            return
        self.changes["lists written as paragraphs"] += 1
        for number, item in enumerate(items.items, items.start or 0):
            if items.start is not None:
                yield Paragraph((Run(f"{number}."),))
            yield from self.blocks(item, depth)

    def boxed(self, box: Boxed, depth: int) -> Iterator[Block]:
        """Yield a box; of boxes that stand directly in it, what they hold."""
        inside: list[Block] = []
        for block in self.blocks(box.blocks, depth):
            inside += block.blocks if isinstance(block, Boxed) else (block,)
        if inside:
            yield Boxed(tuple(inside))

    def terms(self, terms: Terms, depth: int) -> Iterator[Block]:
        """Yield terms with their meanings; as paragraphs where one of the two is missing, or where
        they stand deeper than lists may."""
        pairs = [(term, self.blocks(meaning, depth + 1)) for term, meaning in terms.terms]
        is_whole = all(_has_words(term) and meaning for term, meaning in pairs)
        if is_whole and depth <= LIST_DEPTH:
            yield Terms(tuple(pairs))
            return
        for term, meaning in pairs:
            yield from self.block(Paragraph(strong(term)), depth)
            yield from meaning

    def table(self, table: Cells, depth: int) -> Iterator[Block]:
        """Yield a table without rows of empty cells, its rows of equal length."""
        rows = [self.row(row) for row in table.rows]
        width = max((len(row.cells) for row in rows if isinstance(row, Row)), default=0)
        filled = tuple(
            row if isinstance(row, GroupRow) else _filled(row, width)
            for row in rows
            if _is_filled(row)
        )
        heading_rows = sum(map(_is_filled, rows[: table.heading_rows]))
        notes = self.blocks(table.notes, depth)
        if any(isinstance(row, Row) for row in filled):
            yield Cells(filled, heading_rows, notes)
            return
        yield from (Paragraph(strong(row.heading)) for row in filled if isinstance(row, GroupRow))
        yield from notes

    def row(self, row: Row | GroupRow) -> Row | GroupRow:
        """Return a row with cells that a table can hold."""
        if isinstance(row, GroupRow):
            return row
        return Row(tuple(tuple(self.in_cell(self.blocks(cell, 1))) for cell in row.cells))

    def in_cell(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield what a cell can hold of blocks that fit elsewhere: paragraphs, lines and lists."""
        for block in blocks:
            match block:
                case Boxed():
                    yield from self.in_cell(block.blocks)
                case Terms():
                    for term, meaning in block.terms:
                        yield Paragraph(strong(term))
                        yield from self.in_cell(meaning)
                case Cells():
                    self.changes["tables in a table written as lists"] += 1
                    yield from self.in_cell(rows_as_lists(block))
                case _:
                    yield block

    def figure(self, figure: Figure) -> Iterator[Block]:
        """Yield a picture that can be printed and is described; of another one, its caption."""
        alternative = figure.alternative.strip() or plain(figure.caption).strip()
        if reason := self.flaw(figure.name, alternative):
            words = figure.alternative or figure.name
            self.document.omissions.append(Omission(figure.line, words, reason))
            if _has_words(figure.caption):
                yield Paragraph(figure.caption, figure.line)
        else:
            yield replace(figure, name=self.names[figure.name], alternative=alternative)

    def flaw(self, name: str, alternative: str) -> str | None:
        """Return why a picture cannot be shown, or None; it has a name in the library then."""
        if not alternative:
            return "a picture that the source does not describe"
        if name not in self.document.pictures:
            return "a picture that is not there"
        if name not in self.names:
            try:
                self.names[name] = checked_name(name, self.document.pictures[name])
            except PictureError as error:
                return f"a picture that cannot be printed: {error.says}"
        return None


def rows_as_lists(table: Cells) -> Iterator[Block]:
    """Yield a list with an item for each row of a table, its cells below each other; its notes."""
    for is_group, rows in groupby(table.rows, lambda row: isinstance(row, GroupRow)):
        if is_group:
            yield from (Paragraph(strong(row.heading)) for row in rows if isinstance(row, GroupRow))
        else:
            cells = (tuple(chain(*row.cells)) for row in rows if isinstance(row, Row))
            yield ItemList(tuple(filter(None, cells)))
    yield from table.notes


def _has_words(runs: Runs) -> bool:
    return bool(plain(runs).strip())


def _is_filled(row: Row | GroupRow) -> bool:
    return bool(row.heading) if isinstance(row, GroupRow) else any(row.cells)


def _filled(row: Row, width: int) -> Row:
    """Return a row with empty cells at its end where it has fewer than others."""
    return Row(row.cells + ((),) * (width - len(row.cells)))
