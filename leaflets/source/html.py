"""Parse HTML that is no sound XML: each text in its order, elements closed where HTML closes them.

The tokens are those of the parser of the standard library, which fetches and expands nothing. The
tree is built here, because parsers by the rules of browsers move what stands in a wrong place, such
as words between the rows of a table, in front of it.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from ..base.errors import Fault, Place, XmlError
from ..base.limits import XML_DEPTH, XML_ELEMENTS
from .xml import XmlElement

__all__ = ["parse_html"]

EMPTY: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
))  # fmt: skip
# what ends an open paragraph
ENDS_PARAGRAPH: Final = frozenset((
    "address", "blockquote", "div", "dl", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "li", "ol", "p", "pre", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
GROUPS: Final = ("tbody", "thead", "tfoot")
# an element → the open ones that it ends, inside the nearest of the others
ENDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    **dict.fromkeys(("dt", "dd"), (("dt", "dd"), ("dl",))),
    **dict.fromkeys(("td", "th"), (("td", "th"), ("tr", "table"))),
    "tr": (("tr",), (*GROUPS, "table")),
    **dict.fromkeys(GROUPS, (GROUPS, ("table",))),
}
CONTAINERS: Final = ("td", "th", "li", "dd", "table")  # which no end tag of another leaves


def parse_html(text: str, place: Place) -> XmlElement:
    """Return an element without a name that holds what the text holds.

    place: of the text, for messages. Raises XmlError if it is nested too deeply or too large.
    """
    tree = _Tree(place)
    tree.feed(text)
    tree.close()
    return tree.open[0]


class _Tree(HTMLParser):
    """Builds the tree of one text. open: the open elements, outermost first."""

    def __init__(self, place: Place) -> None:
        super().__init__(convert_charrefs=True)
        self.place, self.count = place, 0
        self.open = [XmlElement("", "", {}, 0, 0, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ENDS_PARAGRAPH:
            self.end(("p",), CONTAINERS)
        if tag in ENDS:
            self.end(*ENDS[tag])
        element = self.add(tag, attrs)
        if tag not in EMPTY:
            self.open.append(element)
            if len(self.open) > XML_DEPTH:
                message = f"The HTML is nested more than {XML_DEPTH} deep."
                raise XmlError([Fault("K203", self.place, message, "Split it.")])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.end((tag,), () if tag in CONTAINERS else CONTAINERS)

    def handle_data(self, text: str) -> None:
        self.open[-1].content.append(text)

    def add(self, tag: str, attributes: list[tuple[str, str | None]]) -> XmlElement:
        """Add an element to the open one."""
        self.count += 1
        if self.count > XML_ELEMENTS:
            message = f"The HTML holds more than {XML_ELEMENTS:,} elements."
            raise XmlError([Fault("K202", self.place, message, "Split it.")])
        line, column = self.getpos()
        values = {name: value or "" for name, value in attributes}
        element = XmlElement("", tag, values, line, column + 1, [])
        self.open[-1].content.append(element)
        return element

    def end(self, names: tuple[str, ...], barriers: tuple[str, ...]) -> None:
        """End the innermost open element of these names, if none of the others is inside of it."""
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name in names:
                del self.open[depth:]
                return
            if self.open[depth].name in barriers:
                return
