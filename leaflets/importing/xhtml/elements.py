"""Read a text in XHTML: headings, paragraphs, lists and tables, with each word in its order.

What a browser shows is read. What it hides or strikes out is left out, and told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from ...base.errors import Place
from ...content.monograph.inline import Run, printable_address
from ...source.xml import XmlElement
from ..model import (
    Block,
    Boxed,
    Figure,
    ItemList,
    Lines,
    Omission,
    Paragraph,
    Runs,
    Terms,
    plain,
)  # fmt: skip
from ..outline import Heading, strong
from ..sign_fonts import read_signs
from ..signs import lowered, raised
from ..words import RunCollector
from .lists import headed, list_parts, term_parts
from .style import Style, hidden, is_framed, styled
from .tables import read_table
from .text import all_text, words_only

__all__ = ["Picture", "XhtmlReader"]

Picture = Callable[[str], str | None]
"""Takes the address of a picture; returns its name among those of the document, or None."""

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
LISTS: Final = ("ul", "ol", "menu", "dir")
# what a browser begins on a new line
BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html",
    "legend", "li", "main", "nav", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th",
    "thead", "tr",
))  # fmt: skip
SILENT: Final = frozenset(("head", "noscript", "script", "style", "template", "title"))
UNMARKED: Final = Style()
SPACES: Final = re.compile("[ \t\r\n]+")


class Flow:
    """Blocks as they come. words: of the paragraph that is open."""

    def __init__(self, changes: Counter[str]) -> None:
        self.changes = changes
        self.parts: list[Heading | Block] = []
        self.words = RunCollector(changes)

    def end_paragraph(self, line: int) -> None:
        """Make what was added since the last block a paragraph, or several between empty lines."""
        for lines in self.words.paragraphs():
            self.parts.append(Paragraph(lines[0], line) if len(lines) == 1 else Lines(tuple(lines)))
        self.words = RunCollector(self.changes)


class XhtmlReader:
    """Reads elements of XHTML into headings and blocks.

    changes, omissions: take what was read as something else, and what was left out. place: of the
    text in its source; with a line if those of the elements mean something. picture: finds one.
    """

    def __init__(
        self, changes: Counter[str], omissions: list[Omission], place: Place, picture: Picture
    ) -> None:
        self.changes, self.omissions = changes, omissions
        self.place, self.picture = place, picture

    def parts(self, element: XmlElement, style: Style = UNMARKED) -> list[Heading | Block]:
        """Return the headings and blocks in an element."""
        flow = Flow(self.changes)
        self.content(element, style, flow)
        flow.end_paragraph(self.line(element))
        return flow.parts

    def blocks(self, element: XmlElement, style: Style = UNMARKED) -> tuple[Block, ...]:
        """Return the blocks in an element in which there are no headings: they become bold."""
        if hidden(element):
            self.omit(element, all_text(element), "hidden in the source")
            return ()
        return tuple(as_blocks(self.parts(element, style)))

    def line(self, element: XmlElement) -> int:
        """Return the line of an element in the source; 0 if it has none that means anything."""
        return element.line if self.place.line else 0

    def omit(self, element: XmlElement, words: str, reason: str) -> None:
        """Note words that are left out."""
        if words := " ".join(words.split()):
            self.omissions.append(Omission(self.line(element), words, reason, self.place.path))

    def content(self, element: XmlElement, style: Style, flow: Flow) -> None:
        """Read what stands in an element. style: of its words."""
        for part in element.content:
            if isinstance(part, str):
                self.text(element, part, style, flow)
            else:
                self.element(part, style, flow)

    def text(self, element: XmlElement, text: str, style: Style, flow: Flow) -> None:
        """Add words to the open paragraph."""
        if style.struck:
            self.omit(element, text, "struck out in the source")
            return
        if style.preformatted:
            first, *others = text.splitlines() or [""]
            self.add(first, style, flow)
            for line in others:
                flow.words.end_line()
                self.add(line, style, flow)
            return
        self.add(SPACES.sub(" ", text), style, flow)

    def add(self, text: str, style: Style, flow: Flow) -> None:
        """Add a stretch of words of one line."""
        if style.font:
            text = read_signs(text, style.font, self.changes)
        words = text.strip()
        if style.position and words:
            moved = raised(words) if style.position == "raised" else lowered(words)
            text = text.replace(words, moved)
        flow.words.add(Run(text, style.strong, style.emphasis, style.link))

    def element(self, element: XmlElement, style: Style, flow: Flow) -> None:
        """Read an element."""
        name = element.name.lower()
        if name in SILENT:
            self.omit(element, all_text(element), "not shown by a browser")
            return
        if hidden(element):
            self.omit(element, all_text(element), "hidden in the source")
            return
        self.omit(element, element.attributes.get("title", ""), "shown by a browser on demand only")
        style = styled(style, element)
        if name == "br":
            flow.words.end_line()
        elif name == "img":
            self.image(element, flow)
        elif name == "a":
            self.link(element, style, flow)
        elif name == "q":
            self.add("“", style, flow)
            self.content(element, style, flow)
            self.add("”", style, flow)
        elif self.is_block(name):
            flow.end_paragraph(self.line(element))
            flow.parts.extend(self.block(name, element, style))
        else:
            self.content(element, style, flow)

    @staticmethod
    def is_block(name: str) -> bool:
        """Tell whether an element stands in lines of its own."""
        return name in BLOCKS or name in LISTS or name in HEADINGS or name in ("table", "dl")

    def block(self, name: str, element: XmlElement, style: Style) -> Iterable[Heading | Block]:
        """Return what an element becomes that stands in lines of its own."""
        if name in HEADINGS:
            return self.heading(HEADINGS[name], element, style)
        if name in LISTS:
            return self.item_list(element, style)
        if name == "table":
            return read_table(
                element, lambda cell: self.blocks(cell, styled(style, cell)), self.changes
            )
        if name == "dl":
            return self.terms(element, style)
        if name == "figure":
            return self.figure(element, style)
        if is_framed(element) and (inside := self.blocks(element, style)):
            return [Boxed(inside)]
        return self.parts(element, style)

    def heading(self, level: int, element: XmlElement, style: Style) -> Iterator[Heading | Block]:
        """Yield a heading; the blocks in it, if it holds more than words."""
        parts = self.parts(element, style)
        runs = words_only(parts)
        if runs is None:
            yield from parts
        elif plain(runs).strip():
            if all(run.strong or not run.text.strip() for run in runs):
                runs = tuple(replace(run, strong=False) for run in runs)
            yield Heading(level, runs, self.line(element))

    def item_list(self, element: XmlElement, style: Style) -> Iterator[Block]:
        """Yield a list, or several if its numbers do not follow each other.

        What letters or Roman numbers head becomes paragraphs, which begin with them.
        """
        for part in list_parts(element):
            contents = [self.blocks(item, styled(style, item)) for item in part.items]
            if part.marker is None:
                if filled := tuple(filter(None, contents)):
                    yield ItemList(filled, part.start)
                continue
            for number, inside in enumerate(contents, part.start or 1):
                yield from headed(f"{part.marker(number)}.", inside)

    def terms(self, element: XmlElement, style: Style) -> Iterator[Block]:
        """Yield terms with their meanings. A term without one is a paragraph in bold type."""
        terms: list[tuple[Runs, tuple[Block, ...]]] = []
        for part in term_parts(element):
            inside = self.blocks(part, styled(style, part))
            runs = words_only(inside) if part.name.lower() == "dt" else None
            if runs:
                terms.append((runs, ()))
            elif terms:
                terms[-1] = (terms[-1][0], terms[-1][1] + inside)
            else:
                yield from inside
        for has_meaning, entries in groupby(terms, lambda entry: bool(entry[1])):
            if has_meaning:
                yield Terms(tuple(entries))
            else:
                yield from (Paragraph(strong(runs)) for runs, _ in entries)

    def figure(self, element: XmlElement, style: Style) -> list[Heading | Block]:
        """Return a picture with its caption."""
        captions = [child for child in element.children if child.name.lower() == "figcaption"]
        parts = self.parts(element, style)
        pictures = [part for part in parts if isinstance(part, Figure)]
        runs = words_only([part for part in parts if not isinstance(part, Figure)])
        if captions and len(pictures) == 1 and runs and parts[0] is pictures[0]:
            return [replace(pictures[0], caption=runs)]
        return parts

    def link(self, element: XmlElement, style: Style, flow: Flow) -> None:
        """Read the words of a link; an address that a leaflet cannot have is left out."""
        address = element.attributes.get("href", "").strip()
        if address and not address.startswith("#"):
            link = printable_address(address)
            if link is None:
                self.omit(element, address, "an address that a leaflet cannot have")
            style = replace(style, link=link)
        self.content(element, style, flow)

    def image(self, element: XmlElement, flow: Flow) -> None:
        """Read a picture."""
        address = element.attributes.get("src", "")
        alternative = " ".join(element.attributes.get("alt", "").split())
        name = self.picture(address)
        if name is None:
            shown = "" if address.startswith("data:") else address
            words = alternative or shown or "without words"
            self.omit(element, words, "a picture that cannot be read")
            return
        flow.end_paragraph(self.line(element))
        flow.parts.append(Figure(name, alternative, line=self.line(element)))


def as_blocks(parts: Iterable[Heading | Block]) -> Iterator[Block]:
    """Yield blocks, with each heading as a paragraph in bold type."""
    for part in parts:
        yield Paragraph(strong(part.runs), part.line) if isinstance(part, Heading) else part
