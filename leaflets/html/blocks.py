"""The blocks of a leaflet as elements of the page, in the order of the leaflet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..content.pictures.model import Drawing, LibraryPictures
from ..leaflet.model import (
    Block,
    Box,
    ContentsEntry,
    Figure,
    Heading,
    Illustration,
    Item,
    ItemList,
    Lines,
    Paragraph,
    PictogramRow,
    Question,
    Section,
    SideBySide,
    Table,
    TableOfContents,
    Term,
    Terms,
    Words,
)
from ..leaflet.pack_paths import INSIDE
from ..leaflet.pair_paths import language_of
from .elements import element, escaped, lines
from .icons import box_icon
from .pictures import picture_html
from .tables import table_html
from .words import direction_beside, words_html

__all__ = ["BlockRenderer"]


class BlockRenderer(Struct, frozen=True, kw_only=True):
    """Renders blocks as HTML.

    language: of the blocks, BCP 47. second_language: of a leaflet in two, or empty. mark: parts a
    heading from words beside it. pictograms, pictures: those of the leaflet, by name and by file
    name.
    """

    language: str
    second_language: str
    mark: str
    pictograms: Mapping[str, Drawing]
    pictures: LibraryPictures

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Return blocks, each on lines of its own."""
        return lines(*map(self._block, blocks))

    def note(self, path: str, words: Words) -> str:
        """Return a paragraph of the footer. path: names its language."""
        renderer, marks = self._in_language_of(path)
        return element("p", renderer._words(words), **marks)

    def _words(self, words: Words) -> str:
        return words_html(words, self.language, self.second_language)

    def _block(self, block: Block) -> str:
        renderer, marks = self._in_language_of(block.path)
        html = renderer._element(block)
        return element("div", html, **marks) if marks else html

    def _in_language_of(self, path: str) -> tuple[BlockRenderer, dict[str, str | None]]:
        """Return what renders a block, and attributes that name its language and its direction.

        There are none for a block in the language of what it is in.
        """
        language = language_of(path)
        if language in (None, self.language):
            return self, {}
        marks = {"lang": language, "dir": direction_beside(language, self.language)}
        return replace(self, language=language), marks

    def _element(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                role = None if block.role == "body" else block.role
                return element("p", self._words(block.words), class_=role)
            case ItemList():
                items = lines(*map(self._item, block.items))
                return element("ol" if block.ordered else "ul", items, class_="items")
            case Lines():
                return element("p", "<br>\n".join(self._words(line.words) for line in block.lines))
            case Terms():
                return element("dl", lines(*map(self._term, block.entries)))
            case Question():
                return self._section(block.heading, block.answer, "question")
            case Table():
                return table_html(block, self._cell, self.mark)
            case Box():
                return self._box(block)
            case Section():
                return self._section(block.heading, block.blocks)
            case Figure():
                return self._figure(block, block.description if block.printed else None)
            case Illustration():
                return self._figure(block.figure, block.caption.words if block.caption else None)
            case PictogramRow():
                figures = (element("li", self._block(figure)) for figure in block.figures)
                return element("ul", lines(*figures), class_="pictograms")
            case SideBySide():
                return self._side_by_side(block)
            case TableOfContents():
                return self._contents(block.entries)

    def _heading(self, heading: Heading, icon: str = "") -> str:
        return element(f"h{heading.level}", icon + self._words(heading.words), id=heading.path)

    def _section(self, heading: Heading, blocks: Sequence[Block], kind: str | None = None) -> str:
        content = lines(self._heading(heading), self.blocks(blocks))
        if any(isinstance(block, TableOfContents) for block in blocks):
            return element("nav", content, aria_labelledby=heading.path)
        return element("section", content, class_=kind)

    def _box(self, box: Box) -> str:
        icon, kind, content = box_icon(box.kind), f"box {box.kind}", self.blocks(box.blocks)
        if not box.heading:
            body = element("div", content)
            return element("div", lines(icon, body), class_=kind)
        content = lines(self._heading(box.heading, icon), content)
        return element("section", content, class_=kind, aria_labelledby=box.heading.path)

    def _item(self, item: Item) -> str:
        """Return an item, whose label is words: "2.", or the sign that a source has."""
        renderer, marks = self._in_language_of(item.path)
        label = element("span", escaped(item.label), class_="label")
        body = element("div", renderer._cell(item.blocks))
        return element("li", lines(label, body), **marks)

    def _cell(self, blocks: Sequence[Block]) -> str:
        """Return the blocks of an item or a cell; a single paragraph needs no element."""
        match blocks:
            case (Paragraph(role="body", words=words),):
                return self._words(words)
            case _:
                return self.blocks(blocks)

    def _term(self, term: Term) -> str:
        renderer, marks = self._in_language_of(term.path)
        name = element("dt", renderer._words(term.name.words), **marks)
        return lines(name, element("dd", renderer._cell(term.blocks), **marks))

    def _figure(self, figure: Figure, caption: Words | None) -> str:
        """Return a picture; a printed description is its caption and needs no second reading."""
        description = "" if figure.printed else str(figure.description)
        picture = picture_html(figure.picture, description, self.pictograms, self.pictures)
        text = element("figcaption", self._words(caption)) if caption else ""
        return element("figure", lines(picture, text))

    def _side_by_side(self, block: SideBySide) -> str:
        picture = self._block(block.figure) if block.figure else ""
        content = element("div", self.blocks(block.blocks))
        return element("div", lines(picture, content), class_="beside")

    def _contents(self, entries: Sequence[ContentsEntry]) -> str:
        """Return links to headings; those of a lower level are a list in the entry above them.

        The page has no numbers of pages.
        """
        items, start = [], 0
        while start < len(entries):
            entry, end = entries[start], start + 1
            while end < len(entries) and entries[end].level > entry.level:
                end += 1
            link = element("a", self._words(entry.words), href=INSIDE + entry.target)
            inner = self._contents(entries[start + 1 : end]) if end > start + 1 else ""
            items.append(element("li", lines(link, inner)))
            start = end
        return element("ul", lines(*items))
