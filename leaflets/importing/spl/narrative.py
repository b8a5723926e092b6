"""Turn the narrative of a Structured Product Label into XHTML, as a browser would be shown it.

The FDA's style sheet does the same. Footnotes, which stand in the middle of a sentence, get a sign
and stand below their table, or else at the end of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from msgspec import Struct

from ...source.xml import XmlElement
from ..xhtml.text import all_text
from .elements import first

__all__ = ["Media", "narrative_to_xhtml"]

SAME: Final = ("sub", "sup", "br", "thead", "tbody", "tfoot", "tr", "td", "th", "col", "colgroup")
NAMES: Final = {"paragraph": "p", "text": "div"} | {name: name for name in SAME}
SPANS: Final = ("colspan", "rowspan")
LINK: Final = ("href", "title")
NUMBERINGS: Final = {"littleroman": "i", "bigroman": "I", "littlealpha": "a", "bigalpha": "A"}
SLANTED: Final = frozenset(("italics", "italic", "underline", "emphasis"))
NUMBER: Final = re.compile(r"\(?(\d{1,4})[.):]?\Z")
SIGNS: Final = "†‡§¶#"  # no star, which could be taken for the bullet of a list
ALL_COLUMNS: Final = "100"  # a cell that goes over the whole table, however wide it is

Content = list[XmlElement | str]


class Media(Struct, frozen=True):
    """A picture of a label. file: its name beside the label. description: in the label's words."""

    file: str
    description: str


def narrative_to_xhtml(
    text: XmlElement, media: Mapping[str, Media], changes: Counter[str]
) -> XmlElement:
    """Return the `text` of a section or highlight as an element of XHTML.

    media: the pictures by their ids. changes: counts footnotes, and typed markers of lists.
    """
    narrative = _Narrative(text, media, changes)
    body = narrative.content(text)
    return _element("div", text, [*body, *narrative.take_notes()])


def _element(
    name: str, origin: XmlElement, content: Iterable[XmlElement | str], **attributes: str
) -> XmlElement:
    """Return an element at the place of another one."""
    return XmlElement("", name, attributes, origin.line, origin.column, list(content))


class _Narrative:
    """Converts one text. notes: those of the open table or text, with their signs."""

    def __init__(self, text: XmlElement, media: Mapping[str, Media], changes: Counter[str]) -> None:
        self.media, self.changes = media, changes
        self.signs = _unused_signs(all_text(text))
        self.signs_by_id: dict[str, str] = {}
        self.notes: list[XmlElement] = []

    def content(self, element: XmlElement) -> Content:
        """Return what stands in an element."""
        parts: Content = []
        for part in element.content:
            if isinstance(part, str):
                parts.append(part)
            else:
                parts.extend(self.element(part))
        return parts

    def element(self, element: XmlElement) -> Iterable[XmlElement | str]:
        """Return what an element becomes."""
        match element.name:
            case "content":
                return [_element("span", element, self.content(element), style=_style(element))]
            case "linkHtml":
                return [_element("a", element, self.content(element), **_some(element, LINK))]
            case "list":
                return self.item_list(element)
            case "table":
                return [self.table(element)]
            case "footnote":
                return [self.footnote(element)]
            case "footnoteRef":
                return [self.sign(element.attributes.get("IDREF", ""))]
            case "renderMultiMedia":
                return [self.figure(element)]
            case "caption":
                return [_element("b", element, [*self.content(element), " "])]
        name = NAMES.get(element.name, "span")
        return [_element(name, element, self.content(element), **_some(element, SPANS))]

    def item_list(self, element: XmlElement) -> Iterator[XmlElement | str]:
        """Yield the caption of a list, and the list.

        A caption of an item is what stands before it in place of a bullet or number.
        """
        items = []
        for child in element.children:
            if child.name == "item":
                items.append(child)
            else:
                yield _element("div", child, self.element(child))
        if element.text.strip():
            yield _element("div", element, [element.text])
        markers = [_marker(item) for item in items]
        if not any(markers):
            yield self.plain_list(element, items)
            return
        numbers = [int(m[1]) if (m := NUMBER.match(marker)) else -1 for marker in markers]
        self.changes["typed markers of lists read"] += len(markers)
        contents = [_without_marker(item) for item in items]
        if not any(any(map(str.isalnum, marker)) for marker in markers):
            yield _element("ul", element, (self.item(item) for item in contents))
        elif numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] >= 0:
            rows = (self.item(item) for item in contents)
            yield _element("ol", element, rows, start=str(numbers[0]))
        else:
            for marker, item in zip(markers, contents, strict=True):
                yield _element("div", item, [f"{marker} ", *self.content(item)])

    def plain_list(self, element: XmlElement, items: list[XmlElement]) -> XmlElement:
        """Return a list whose items have bullets or numbers by its style."""
        rows = (self.item(item) for item in items)
        if element.attributes.get("listType", "").lower() != "ordered":
            return _element("ul", element, rows)
        styles = element.attributes.get("styleCode", "").lower().split()
        numbering = next((NUMBERINGS[style] for style in styles if style in NUMBERINGS), "1")
        return _element("ol", element, rows, type=numbering)

    def item(self, item: XmlElement) -> XmlElement:
        """Return an item of a list."""
        return _element("li", item, self.content(item))

    def table(self, table: XmlElement) -> XmlElement:
        """Return a table, with its footnotes as its last rows."""
        outer, self.notes = self.notes, []
        parts: Content = []
        for part in table.content:
            if isinstance(part, XmlElement) and part.name == "caption":
                parts.append(_element("caption", part, self.element(part)))
            else:
                parts += [part] if isinstance(part, str) else self.element(part)
        rows = [
            _element("tr", note, [_element("td", note, [note], colspan=ALL_COLUMNS)])
            for note in self.take_notes()
        ]
        self.notes = outer
        return _element("table", table, [*parts, _element("tfoot", table, rows)])

    def footnote(self, note: XmlElement) -> str:
        """Put a footnote aside, and return its sign."""
        self.changes["footnotes set below their text"] += 1
        sign = self.sign(note.attributes.get("ID", ""))
        self.notes.append(_element("div", note, [f"{sign} ", *self.content(note)]))
        return sign

    def sign(self, id_: str) -> str:
        """Return the sign of a footnote. id_: its id; "" if it has none."""
        if id_ in self.signs_by_id:
            return self.signs_by_id[id_]
        sign = next(self.signs)
        if id_:
            self.signs_by_id[id_] = sign
        return sign

    def take_notes(self) -> list[XmlElement]:
        """Return the footnotes that were put aside."""
        notes, self.notes = self.notes, []
        return notes

    def figure(self, element: XmlElement) -> XmlElement:
        """Return the pictures that an element shows, with their caption."""
        parts: Content = []
        for id_ in element.attributes.get("referencedObject", "").split():
            media = self.media.get(id_, Media(id_, ""))
            parts.append(_element("img", element, [], src=media.file, alt=media.description))
        caption = first(element, "caption")
        if caption is not None:
            parts.append(_element("figcaption", caption, self.content(caption)))
        return _element("figure", element, parts)


def _some(element: XmlElement, names: tuple[str, ...]) -> dict[str, str]:
    """Return the attributes of these names."""
    return {name: element.attributes[name] for name in names if name in element.attributes}


def _unused_signs(text: str) -> Iterator[str]:
    """Yield the signs of footnotes, without those that the text uses itself."""
    signs = [sign for sign in SIGNS if sign not in text] or SIGNS
    return (sign * times for times in count(1) for sign in signs)


def _style(content: XmlElement) -> str:
    """Return how words look, in the properties of CSS. Underlined words are emphasised."""
    codes = set(content.attributes.get("styleCode", "").lower().split())
    return "font-weight: bold;" * ("bold" in codes) + "font-style: italic;" * bool(codes & SLANTED)


def _marker(item: XmlElement) -> str:
    caption = first(item, "caption")
    return " ".join(all_text(caption).split()) if caption is not None else ""


def _without_marker(item: XmlElement) -> XmlElement:
    caption = first(item, "caption")
    return _element("item", item, (part for part in item.content if part is not caption))
