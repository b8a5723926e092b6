"""The elements of a structure tree, and the tree of one leaflet."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..base.errors import Place
from ..base.languages import is_right_to_left
from ..leaflet.model import Words
from ..leaflet.pack_paths import INSIDE
from ..leaflet.pair_paths import language_of
from .reading_order import SpokenElement, ascii_address, normalize_text

__all__ = ["Element", "StructureTree"]

MAX_BOOKMARK_LEVEL = 3  # headings of levels 1 to 3 are in the outline


class Element(Struct, eq=False):
    """A structure element: a group of others, or a leaf, which shows the words of one block.

    path: of the block, for a leaf; "" for a group. words: what a leaf must show completely, once.
    inline: the Link or Span that a run belongs to, by the run's index. instead: the description of
    a figure, read in its place. attributes: PDF entries, written as they are. level: of a heading,
    else 0. personal: the words are of one patient. is_turned: the leaflet is written from right to
    left, so that signs, too, may stand in another order.
    """

    tag: str
    kids: list[Element] = []
    path: str = ""
    words: Words | None = None
    inline: dict[int, Element] = {}
    link: str | None = None
    language: str | None = None
    instead: str = ""
    attributes: str = ""
    level: int = 0
    personal: bool = False
    is_turned: bool = False
    _text: str | None = None

    @property
    def place(self) -> Place | None:
        """Place of the words in a source file, if they have one."""
        return self.words.place if self.words is not None else None

    @property
    def has_bookmark(self) -> bool:
        """Whether this heading is in the outline; the title is there in the first language only."""
        if self.level == 1:
            return language_of(self.path) is None
        return 0 < self.level <= MAX_BOOKMARK_LEVEL

    @property
    def is_reordered(self) -> bool:
        """Whether its words may stand in another order on the page than they are read."""
        text = self.text
        return bool(text) and not self.inline and (self.is_turned or is_right_to_left(text))

    @property
    def goes_inside(self) -> bool:
        """Whether this is a link to a heading of the same file."""
        return self.link is not None and self.link.startswith(INSIDE)

    @property
    def text(self) -> str:
        """The words of a leaf or inline element, normalized."""
        if self._text is None:
            self._text = normalize_text(str(self.words)) if self.words is not None else ""
        return self._text


class StructureTree(Struct):
    """The structure elements of one leaflet.

    leaves: by path, in reading order. ranks: of the leaves by path, rising in the order of drawing;
    the leaves of a table row share one, because its cells are drawn side by side and may each
    continue on the next page. added: paths of leaves that a pharmacy added for one patient; the
    leaflet's identifier and digests do not cover them.
    """

    root: Element
    language: str
    leaves: dict[str, Element] = {}
    ranks: dict[str, int] = {}
    added: set[str] = set()

    def words(self) -> Iterator[SpokenElement]:
        """Yield what each leaf says, in reading order, followed by its links and foreign spans.

        What a pharmacy added for one patient is left out.
        """
        for path, leaf in self.leaves.items():
            if path in self.added:
                continue
            for element in dict.fromkeys((leaf, *leaf.inline.values())):
                language = element.language or leaf.language or self.language
                link = "" if element.goes_inside else ascii_address(element.link or "")
                yield SpokenElement(element.tag, language, element.text, link, element.instead)
