"""Turn a document into the values of a monograph as given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from ..base.limits import TABLE_COLUMNS, TABLE_ROWS
from ..content.monograph.inline import Run, Words
from ..source.schema import InvalidText
from ..source.yaml import Text
from .lines import Value
from .model import (
    Block,
    Boxed,
    Cell,
    Cells,
    Document,
    Figure,
    GroupRow,
    ItemList,
    Lines,
    Paragraph,
    Row,
    Runs,
    Section,
    Terms,
    Urgent,
    plain,
)
from .nesting import rows_as_lists

__all__ = ["monograph_values"]

SOURCE: Final = "source"  # the id of the one source
ENDS: Final = ".:;,?!)"  # with which emphasised words may end
MARKUP: Final = re.compile(r"[*\[]")


def monograph_values(document: Document, date: str, digest: str) -> dict[str, Value]:
    """Return the values of the monograph.

    date: of the edition, year-month-day. digest: sha256 of the source, in hexadecimal.
    """
    writer = _Writer(document.changes)
    provenance: dict[str, Value] = {"origin": document.origin}
    if document.note:
        provenance["note"] = writer.text(document.note)
    return {
        "language": document.language,
        "identity": _identity(document),
        "edition": {"number": "1", "date": date},
        "review": {"status": "draft"},
        "provenance": provenance,
        "sources": [_source(document, digest)],
        "as-given": {
            "says": list(writer.blocks(document.blocks)),
            "from": [SOURCE],
            **({"written-for": "professionals"} if document.written_for == "professionals" else {}),
        },
    }


def _identity(document: Document) -> Value:
    found = document.identification
    codes = [{"system": code.system, "value": code.value} for code in found.codes]
    lists: dict[str, Value] = {
        "also-called": found.also_called,
        "products": found.products,
        "strengths": found.strengths,
        "forms": found.forms,
        "routes": found.routes,
        "codes": codes,
    }
    return {
        "name": document.name,
        **({"generic-name": found.generic_name} if found.generic_name else {}),
        **{key: values for key, values in lists.items() if values},
    }


def _source(document: Document, digest: str) -> Value:
    facts = {
        "publisher": document.publisher,
        "link": document.link,
        "date": document.date,
        "identifier": document.identifier,
        "version": document.version,
        "licence": document.licence,
        "sha256": digest,
    }
    title = document.title or document.name
    return {"id": SOURCE, "title": title, **{k: value for k, value in facts.items() if value}}


class _Writer:
    """Writes blocks. changes: counts what the format has no form for."""

    def __init__(self, changes: Counter[str]) -> None:
        self.changes = changes

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Value]:
        """Yield the values of blocks."""
        for block in blocks:
            match block:
                case Paragraph():
                    yield self.text(block.runs)
                case Lines():
                    yield {"lines": [self.text(line) for line in block.lines]}
                case Section():
                    yield self.section(block)
                case ItemList():
                    yield self.item_list(block)
                case Urgent():
                    says = list(self.blocks(block.blocks))
                    yield {"proposed-warning": "at-once", "says": says}
                case Boxed():
                    yield {"note": list(self.blocks(block.blocks))}
                case Figure():
                    yield self.figure(block)
                case Terms():
                    yield {"terms": [self.meaning(*entry) for entry in block.terms]}
                case Cells():
                    yield from self.table(block)

    def section(self, section: Section) -> Value:
        """Return a heading, and what stands below it."""
        value: dict[str, Value] = {"heading": self.text(section.heading)}
        if section.proposal:
            value["proposed-section"] = section.proposal
        if inside := list(self.blocks(section.blocks)):
            value["says"] = inside
        return value

    def figure(self, figure: Figure) -> Value:
        """Return a picture with its words."""
        value = {"figure": figure.name, "shows": self.text((Run(figure.alternative),))}
        if figure.caption:
            value["caption"] = self.text(figure.caption)
        return value

    def meaning(self, term: Runs, meaning: tuple[Block, ...]) -> Value:
        """Return a term with its meaning."""
        return {"term": self.text(term), "means": list(self.blocks(meaning))}

    def item_list(self, items: ItemList) -> Value:
        """Return a list."""
        entries = [self.item(item) for item in items.items]
        if items.start is None:
            return {"list": entries}
        if items.start == 1:
            return {"steps": entries}
        return {"steps": entries, "first": str(items.start)}

    def item(self, item: tuple[Block, ...]) -> Value:
        """Return an item: its words, or its blocks."""
        if len(item) == 1 and isinstance(item[0], Paragraph):
            return self.text(item[0].runs)
        return {"item": list(self.blocks(item))}

    def table(self, table: Cells) -> Iterator[Value]:
        """Yield a table; a list for each row where the format has no such table."""
        columns = max(len(row.cells) for row in table.rows if isinstance(row, Row))
        if len(table.rows) > TABLE_ROWS or columns > TABLE_COLUMNS:
            self.changes["rows of a table written as lists"] += len(table.rows)
            yield from self.blocks(rows_as_lists(table))
            return
        value: dict[str, Value] = {"table": [self.row(row) for row in table.rows]}
        if table.heading_rows != 1:
            value["heading-rows"] = str(table.heading_rows or "none")
        if table.notes:
            value["notes"] = list(self.blocks(table.notes))
        yield value

    def row(self, row: Row | GroupRow) -> Value:
        """Return a row of a table."""
        if isinstance(row, GroupRow):
            return {"group": self.text(row.heading)}
        return [self.cell(cell) for cell in row.cells]

    def cell(self, cell: Cell) -> Value:
        """Return a cell: its words, its list or lines, or its blocks."""
        blocks = list(self.blocks(cell))
        if len(blocks) > 1:
            return {"cell": blocks}
        return blocks[0] if blocks else ""

    def text(self, runs: Runs) -> str:
        """Return runs as a text of a monograph, which reads as the same runs.

        Where the markup has no form for all of their looks, it has the same words with fewer.
        """
        first, *others = _plainer(runs)
        if (text := _written(first)) is not None:
            return text
        self.changes["emphasis dropped"] += 1
        for attempt in others:
            if (text := _written(attempt)) is not None:
                return text
        return MARKUP.sub(r"\\\g<0>", plain(runs))  # too long for a text, as its reader will tell


def _written(runs: Runs) -> str | None:
    """Return runs as a text of a monograph; None if it would not read as the same runs."""
    separated = list(_outside(runs))
    text = "".join(map(_styled, separated)).strip(" ")
    is_certain = not MARKUP.search(text) or _is_unambiguous(separated)
    return text if is_certain or _reads_as(text) == _meaning(runs) else None


def _is_unambiguous(runs: list[Run]) -> bool:
    """Tell whether stars around runs can be read in one way only: words are no markup, and what is
    emphasised begins with a letter or digit and stands between spaces. It saves reading them."""
    texts = ["", *(run.text for run in runs), ""]
    for run, before, after in zip(runs, texts, texts[2:], strict=False):
        if run.link or MARKUP.search(run.text):
            return False
        if run.strong or run.emphasis:
            is_apart = before[-1:] in ("", " ") and after[:1] in ("", " ")
            if not (
                is_apart
                and run.text[0].isalnum()
                and (run.text[-1].isalnum() or run.text[-1] in ENDS)
            ):
                return False
    return True


def _plainer(runs: Runs) -> Iterator[Runs]:
    """Yield runs with fewer and fewer looks; those of a lone sign, such as a full stop, never."""
    runs = tuple(
        run if any(map(str.isalnum, run.text)) else replace(run, strong=False, emphasis=False)
        for run in runs
    )
    yield runs
    yield tuple(replace(run, emphasis=False) for run in runs)
    yield tuple(replace(run, strong=False, emphasis=False) for run in runs)
    yield tuple(Run(run.text) for run in runs)


def _outside(runs: Runs) -> Iterator[Run]:
    """Yield runs, with the spaces at the ends of those in bold or italic type outside of them."""
    for run in runs:
        text = run.text.strip(" ")
        if not (run.strong or run.emphasis) or not text:
            yield Run(run.text, link=run.link if text else None)
            continue
        left, _, right = run.text.partition(text)
        yield from (Run(space) for space in [left] if space)
        yield Run(text, run.strong, run.emphasis, run.link)
        yield from (Run(space) for space in [right] if space)


def _styled(run: Run) -> str:
    text = MARKUP.sub(r"\\\g<0>", run.text)
    stars = "*" * (2 * run.strong + run.emphasis)
    text = f"{stars}{text}{stars}"
    return f"[{text}]({run.link})" if run.link else text


def _meaning(runs: Iterable[Run]) -> list[tuple[str, bool, bool, str | None]]:
    """Return stretches of characters that are no spaces, each with its meaning."""
    stretches: list[tuple[str, bool, bool, str | None]] = []
    for run in runs:
        meaning = (run.strong, run.emphasis, run.link)
        text = run.text.replace(" ", "")
        if stretches and stretches[-1][1:] == meaning:
            text = stretches.pop()[0] + text
        if text:
            stretches.append((text, *meaning))
    return stretches


def _reads_as(text: str) -> list[tuple[str, bool, bool, str | None]]:
    try:
        return _meaning(Words.from_text(Text(text)).runs)
    except InvalidText:
        return []
