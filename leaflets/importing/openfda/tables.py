"""Put the tables of an openFDA label back into the texts where their words stand without cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ...base.errors import Place, XmlError
from ...content.monograph.inline import Run
from ...source.xml import XmlElement, parse_xml
from ..model import Block, Omission, Paragraph, Runs
from ..spl.narrative import narrative_to_xhtml
from ..words import RunCollector, joined
from ..xhtml.elements import XhtmlReader
from ..xhtml.text import all_text
from .fields import TABLE, texts_of

__all__ = ["LabelTables"]


class _Table(Struct):
    """A table of a label. path: of it there. words: without spaces."""

    path: str
    element: XmlElement
    words: str


class LabelTables:
    """The tables of one label that have no place yet, each once.

    place: of the label. changes, omissions: of its document.
    """

    def __init__(
        self,
        label: Mapping[str, Any],
        place: Place,
        changes: Counter[str],
        omissions: list[Omission],
    ) -> None:
        self.changes, self.omissions = changes, omissions
        self.reader = XhtmlReader(changes, omissions, place, lambda _: None)
        html = [
            text
            for field, value in label.items()
            if field.endswith(TABLE)
            for text in texts_of(field, value)
        ]
        self.tables = list(self.read(html, place))

    def read(self, html: Iterable[tuple[str, str]], place: Place) -> Iterator[_Table]:
        """Yield tables that can be read. A section and those inside it repeat the same tables."""
        known: set[str] = set()
        for path, text in html:
            try:
                element = parse_xml(f"<text>{text}</text>".encode(), place.file)
            except XmlError:
                reason = "a table that cannot be read; its words stand in the text"
                self.omissions.append(Omission(0, text, reason, path))
                continue
            words = _compact(all_text(element))
            if words and words not in known:
                known.add(words)
                yield _Table(path, element, words)

    def blocks(self, text: str) -> Iterator[Block]:
        """Yield the paragraphs of a text, and the tables whose words stand in it."""
        compact = _compact(text)
        for table in self.tables:
            at = compact.find(table.words)
            if at >= 0:
                self.tables.remove(table)
                start = _position(text, at)
                end = _position(text, at + len(table.words))
                yield from self.blocks(text[:start])
                yield from self.reader.blocks(narrative_to_xhtml(table.element, {}, self.changes))
                yield from self.blocks(text[end:])
                return
        if runs := self.runs(text):
            yield Paragraph(runs)

    def runs(self, text: str) -> Runs:
        """Return a text as runs."""
        collector = RunCollector(self.changes)
        collector.add(Run(text))
        return joined(collector.finish())

    def omit_others(self) -> None:
        """Note the tables that have no place."""
        for table in self.tables:
            words = " ".join(all_text(table.element).split())
            reason = "a table whose words stand in the text"
            self.omissions.append(Omission(0, words, reason, table.path))


def _compact(text: str) -> str:
    return "".join(text.split())


def _position(text: str, count: int) -> int:
    """Return where the next character stands after so many that are no spaces."""
    for position, char in enumerate(text):
        if not char.isspace():
            if not count:
                return position
            count -= 1
    return len(text)
