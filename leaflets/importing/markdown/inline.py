"""Read the words of one paragraph of Markdown, of which the kept parser gives the tokens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ...content.monograph.inline import Run, printable_address
from ..model import Omission, Runs
from ..signs import lowered, raised
from ..words import RunCollector

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_inline"]

TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z]+)\s*/?>\Z")
STYLES: Final = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "sup": "sup",
    "sub": "sub",
}  # fmt: skip


def read_inline(
    tokens: Sequence[Token], line: int, changes: Counter[str], omissions: list[Omission]
) -> list[Runs]:
    """Return the lines of a paragraph. line: its own in the source, from 1.

    changes and omissions: take what was read as something else, and what was left out.
    """
    reader = _Inline(line, changes, omissions)
    for token in tokens:
        reader.read(token)
    return reader.collector.finish()


class _Inline:
    """Reads tokens in order. depth: how often each style is open now."""

    def __init__(self, line: int, changes: Counter[str], omissions: list[Omission]) -> None:
        self.line, self.omissions, self.changes = line, omissions, changes
        self.collector = RunCollector(changes)
        self.depth: Counter[str] = Counter()
        self.link: str | None = None

    def read(self, token: Token) -> None:
        match token.type:
            case "text" | "code_inline" | "text_special":
                self.add(token.content)
            case "softbreak":
                self.add(" ")
                self.line += 1
            case "hardbreak":
                self.collector.end_line()
                self.line += 1
            case "strong_open" | "em_open":
                self.depth[STYLES[token.tag]] += 1
            case "strong_close" | "em_close":
                self.depth[STYLES[token.tag]] -= 1
            case "link_open":
                self.open_link(str(token.attrs.get("href", "")))
                self.omit(str(token.attrs.get("title", "")), "the title of a link")
            case "link_close":
                self.link = None
            case "image":
                for part in token.children or ():
                    self.read(part)
                self.omit(str(token.attrs.get("src", "")), "the address of a picture")
                self.omit(str(token.attrs.get("title", "")), "the title of a picture")
            case "html_inline":
                self.tag(token.content)

    def open_link(self, address: str) -> None:
        """Begin a link; an address that a leaflet cannot have is left out."""
        self.link = printable_address(address)
        if self.link is None:
            self.omit(address, "an address that a leaflet cannot have")

    def tag(self, text: str) -> None:
        """Read a tag of HTML: one that styles words, or else characters to be printed."""
        match = TAG.match(text)
        name = match["name"].lower() if match else ""
        if match and name in STYLES:
            self.depth[STYLES[name]] += -1 if match["end"] else 1
        elif name == "br":
            self.collector.end_line()
        else:
            self.add(text)

    def add(self, text: str) -> None:
        depth = self.depth
        if depth["sup"] > 0 or depth["sub"] > 0:
            text = raised(text) if depth["sup"] > 0 else lowered(text)
            self.changes["raised and lowered signs"] += 1
        run = Run(text, depth["strong"] > 0, depth["emphasis"] > 0, self.link)
        self.collector.add(run)

    def omit(self, words: str, reason: str) -> None:
        if words:
            self.omissions.append(Omission(self.line, words, reason))
