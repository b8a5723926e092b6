"""A page read by the parser of the standard library: its words, ids, links, headings, pictures."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "img"}


class Page(HTMLParser):
    """What a page has. words: those of its body, in order, but for its table of contents."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.contents: list[str] = []
        self.style = self.title = ""
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self.feed(source)
        self.close()
        assert not self.open, "elements are not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "elements overlap"

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.style += data
        elif "title" in self.open:
            self.title += data
        elif "nav" in self.open:
            self.contents.append(data)
        elif "body" in self.open:
            self.text.append(data)

    @property
    def words(self) -> list[str]:
        """The words outside the table of contents, in order."""
        return "".join(self.text).split()

    def values(self, attribute: str, tag: str = "") -> list[str]:
        """The values of an attribute, in order."""
        found = (pairs for name, pairs in self.attributes if not tag or name == tag)
        return [pairs[attribute] for pairs in found if attribute in pairs]

    @property
    def levels(self) -> list[int]:
        """The levels of the headings, in order."""
        return [int(tag[1]) for tag, _ in self.attributes if tag in ("h1", "h2", "h3", "h4")]

    @property
    def tags(self) -> list[str]:
        """The names of the elements, in order."""
        return [tag for tag, _ in self.attributes]
