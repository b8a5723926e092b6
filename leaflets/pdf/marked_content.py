"""What was shown where: marked content by page and element, and the check that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct, field

from ..base.errors import Bug
from .structure import DISCLAIMER, FIGURE, Element, Tree
from .words import SOFT_HYPHEN, plain

Rectangle = tuple[float, float, float, float]  # left, lower, right and upper edge in points


class Mark(NamedTuple):
    """A stretch of a page's content that belongs to an element."""

    page: int
    mcid: int


class Link(NamedTuple):
    """The area of a page that leads to a link's address."""

    page: int
    serial: int  # among the links of the whole file
    rect: Rectangle


class Area(NamedTuple):
    """Where the picture of a figure was drawn."""

    page: int
    rect: Rectangle


class Bookmark(NamedTuple):
    """An entry of the outline."""

    level: int
    title: str
    page: int
    left: float
    top: float


class Chunk(NamedTuple):
    """A stretch of a page's code. personal: it holds words of one patient."""

    code: bytes
    personal: bool


class Sheet(Struct):
    """One side of paper, finished or current. marks: the element of each MCID."""

    size: tuple[float, float]
    marks: list[Element] = []
    links: list[tuple[Element, Link]] = []
    content: list[Chunk] = field(default_factory=lambda: [Chunk(b"", personal=False)])

    def add(self, chunks: Iterable[Chunk]) -> None:
        """Add the code of a page; neighbours of one kind become one."""
        for chunk in chunks:
            last = self.content[-1]
            if chunk.personal == last.personal:
                self.content[-1] = last._replace(code=last.code + chunk.code)
            else:
                self.content.append(chunk)


class Record(Struct):
    """Everything that was shown. content: marks, inline elements and links, in order.

    areas: of the pictures, by their figures. at: the sheet on which is drawn, counted from 0.
    shift: of its current page, in points.
    """

    tree: Tree
    sheets: list[Sheet] = []
    content: dict[Element, list[Mark | Link | Element]] = {}
    bookmarks: list[Bookmark] = []
    areas: dict[Element, Area] = {}
    at: int = 0
    shift: tuple[float, float] = (0.0, 0.0)
    _text: dict[str, str] = {}
    _runs: dict[tuple[str, int], str] = {}
    _links: int = 0

    def leaf(self, path: str) -> Element:
        """The leaf at a path."""
        try:
            return self.tree.leaves[path]
        except KeyError:
            raise _broken(f"The block {path} is drawn, but not in the leaflet.", "X712") from None

    def bookmark(self, leaf: Element, left: float, top: float) -> None:
        """An entry of the outline."""
        x, y = self.shift
        self.bookmarks.append(Bookmark(leaf.level, leaf.text, self.at, left + x, top + y))

    def mark(self, leaf: Element, owner: Element) -> int:
        """A new mark on the current page for a leaf, or for an inline element of it."""
        sheet = self.sheets[self.at]
        sheet.marks.append(owner)
        mark = Mark(self.at, len(sheet.marks) - 1)
        if owner is not leaf:
            siblings = self.content.setdefault(leaf, [])
            if owner not in siblings:
                siblings.append(owner)
        self.content.setdefault(owner, []).append(mark)
        return mark.mcid

    def link(self, owner: Element, rect: Rectangle) -> None:
        """An area that leads to the address of a Link element."""
        link = Link(self.at, self._links, self._shifted(rect))
        self._links += 1
        self.content[owner].append(link)
        self.sheets[self.at].links.append((owner, link))

    def _shifted(self, rect: Rectangle) -> Rectangle:
        left, lower, right, upper = rect
        x, y = self.shift
        return left + x, lower + y, right + x, upper + y

    def shown(self, leaf: Element, run: int, text: str) -> None:
        """Remember the text of one piece."""
        if leaf.words is None or not 0 <= run < len(leaf.words.runs):
            raise _broken(f"The block {leaf.path} has no run {run}, which was drawn.", "X713")
        self._text[leaf.path] = self._text.get(leaf.path, "") + text
        self._runs[leaf.path, run] = self._runs.get((leaf.path, run), "") + text

    def pictured(self, leaf: Element, rect: Rectangle) -> None:
        """Remember where the picture of a figure stands: its lower left and upper right corner."""
        if leaf.tag != FIGURE or leaf in self.areas:
            raise _broken(f"The block {leaf.path} was given a picture that is not its own.", "X725")
        self.areas[leaf] = Area(self.at, self._shifted(rect))
        self._text.setdefault(leaf.path, "")

    def begun(self, leaf: Element) -> bool:
        """True when some of a leaf's words were shown already."""
        return leaf.path in self._text

    def unfinished(self, leaf: Element) -> bool:
        """True when more of a leaf's words must follow."""
        return _solid(self._text.get(leaf.path, "")) != _solid(str(leaf.words))

    def check(self) -> None:
        """Raise Bug unless every leaf was shown, in full, once, in order, each run in its own."""
        self._check_order()
        for path, leaf in self.tree.leaves.items():
            if path not in self._text:
                raise _broken(f"The block {path} was not drawn.", "X721")
            if leaf.tag == FIGURE and leaf not in self.areas:
                raise _broken(f"The picture of the block {path} was not drawn.", "X725")
            if plain(self._text[path]) != leaf.text:
                raise _broken(f"The block {path} was drawn with other words than its own.", "X722")
            assert leaf.words is not None
            for index, run in enumerate(leaf.words.runs):
                if _solid(self._runs.get((path, index), "")) != _solid(run.text):
                    raise _broken(f"Words of the block {path} were drawn in a wrong run.", "X723")

    def _check_order(self) -> None:
        """The furniture's one leaf aside, no leaf may begin before one that is to be read first."""
        last = 0
        for path in self._text:
            rank = self.tree.ranks[path]
            if rank < last and path != DISCLAIMER:
                raise _broken(f"The block {path} was drawn after others that follow it.", "X724")
            last = max(last, rank if path != DISCLAIMER else 0)


def _solid(text: str) -> str:
    return "".join(text.replace(SOFT_HYPHEN, "").split())


def _broken(says: str, code: str) -> Bug:
    return Bug(says, "No file was written. Please report it.", code=code)
