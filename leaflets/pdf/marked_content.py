"""Marked content: what was drawn where, by page and structure element.

`DrawnContent.check` is the proof that every word of the leaflet was drawn, once and in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct, field

from ..base.errors import Bug
from .elements import Element, StructureTree
from .reading_order import SOFT_HYPHEN, normalize_text
from .structure import FIGURE, is_in_footer

# operators that paint
_PATH_OPERATORS = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*"])
_IMAGE_OPERATORS = frozenset(["Do", "sh", "EI"])

Rectangle = tuple[float, float, float, float]
"""Left, lower, right and upper edge, in points."""


class Mark(NamedTuple):
    """A stretch of a page's content that belongs to a structure element. page: from 0."""

    page: int
    mcid: int


class LinkArea(NamedTuple):
    """The area of a page that leads to a link's address. serial: number among all of the file."""

    page: int
    serial: int
    rect: Rectangle


class FigureArea(NamedTuple):
    """Where the picture of a figure was drawn."""

    page: int
    rect: Rectangle


class Bookmark(NamedTuple):
    """An entry of the outline, which leads to a point on a page. path: of its heading."""

    path: str
    level: int
    title: str
    page: int
    left: float
    top: float


class PageCode(NamedTuple):
    """A stretch of a page's operators. personal: it shows words of one patient."""

    code: bytes
    personal: bool


class Sheet(Struct):
    """One side of paper. marks: the structure element of each MCID."""

    size: tuple[float, float]
    marks: list[Element] = []
    links: list[tuple[Element, LinkArea]] = []
    content: list[PageCode] = field(default_factory=lambda: [PageCode(b"", personal=False)])

    def add(self, stretches: Iterable[PageCode]) -> None:
        """Add the code of a page; neighbouring stretches of one kind become one."""
        for stretch in stretches:
            last = self.content[-1]
            if stretch.personal == last.personal:
                self.content[-1] = last._replace(code=last.code + stretch.code)
            else:
                self.content.append(stretch)


class DrawnContent(Struct):
    """Everything that was drawn so far.

    content: the marks, inline elements and link areas of each element, in order. areas: of the
    pictures, by figure. at: the current sheet, from 0. shift: of the current page on its sheet.
    """

    tree: StructureTree
    sheets: list[Sheet] = []
    content: dict[Element, list[Mark | LinkArea | Element]] = {}
    bookmarks: list[Bookmark] = []
    areas: dict[Element, FigureArea] = {}
    at: int = 0
    shift: tuple[float, float] = (0.0, 0.0)
    _text: dict[str, str] = {}
    _runs: dict[tuple[str, int], str] = {}
    _links: int = 0

    def leaf(self, path: str) -> Element:
        """Return the leaf at a path. Raises Bug (X712)."""
        try:
            return self.tree.leaves[path]
        except KeyError:
            raise _bug(f"The block {path} is drawn, but not in the leaflet.", "X712") from None

    def add_bookmark(self, leaf: Element, left: float, top: float) -> None:
        """Add an entry of the outline."""
        x, y = self.shift
        self.bookmarks.append(
            Bookmark(leaf.path, leaf.level, leaf.text, self.at, left + x, top + y)
        )

    def add_mark(self, leaf: Element, owner: Element) -> int:
        """Add a mark on the current sheet for a leaf or its inline element; return its MCID."""
        sheet = self.sheets[self.at]
        sheet.marks.append(owner)
        mark = Mark(self.at, len(sheet.marks) - 1)
        if owner is not leaf:
            siblings = self.content.setdefault(leaf, [])
            if owner not in siblings:
                siblings.append(owner)
        self.content.setdefault(owner, []).append(mark)
        return mark.mcid

    def add_link(self, owner: Element, rect: Rectangle, *, join: bool = False) -> None:
        """Add an area that leads to the address of a Link element.

        join: extend the area that the link has on this sheet already, if it has one.
        """
        content, links = self.content[owner], self.sheets[self.at].links
        rect = self._shift(rect)
        if join and links and links[-1][0] is owner:
            before = links[-1][1]
            link = before._replace(rect=_around(before.rect, rect))
            content[content.index(before)] = link
            links[-1] = owner, link
            return
        link = LinkArea(self.at, self._links, rect)
        self._links += 1
        content.append(link)
        links.append((owner, link))

    def _shift(self, rect: Rectangle) -> Rectangle:
        left, lower, right, upper = rect
        x, y = self.shift
        return left + x, lower + y, right + x, upper + y

    def add_text(self, leaf: Element, run: int, text: str) -> None:
        """Record the text of one piece. Raises Bug (X713) if the leaf has no such run."""
        if leaf.words is None or not 0 <= run < len(leaf.words.runs):
            raise _bug(f"The block {leaf.path} has no run {run}, which was drawn.", "X713")
        self._text[leaf.path] = self._text.get(leaf.path, "") + text
        self._runs[leaf.path, run] = self._runs.get((leaf.path, run), "") + text

    def add_picture(self, leaf: Element, rect: Rectangle) -> None:
        """Record where the picture of a figure stands. Raises Bug (X725)."""
        if leaf.tag != FIGURE or leaf in self.areas:
            raise _bug(f"The block {leaf.path} was given a picture that is not its own.", "X725")
        self.areas[leaf] = FigureArea(self.at, self._shift(rect))
        self._text.setdefault(leaf.path, "")

    def is_begun(self, leaf: Element) -> bool:
        """Return True if some of a leaf's words were drawn."""
        return leaf.path in self._text

    def is_unfinished(self, leaf: Element) -> bool:
        """Return True if more of a leaf's words must follow."""
        return _letters(self._text.get(leaf.path, "")) != _letters(str(leaf.words))

    def check(self) -> None:
        """Check that every leaf was drawn completely, once, in order, each run as its own.

        Raises Bug (X721 to X725).
        """
        self._check_order()
        for path, leaf in self.tree.leaves.items():
            if path not in self._text:
                raise _bug(f"The block {path} was not drawn.", "X721")
            if leaf.tag == FIGURE and leaf not in self.areas:
                raise _bug(f"The picture of the block {path} was not drawn.", "X725")
            if normalize_text(self._text[path]) != leaf.text:
                raise _bug(f"The block {path} was drawn with other words than its own.", "X722")
            assert leaf.words is not None
            if len(leaf.words.runs) == 1:
                continue  # its words are those of the block, which were just compared
            for index, run in enumerate(leaf.words.runs):
                if _letters(self._runs.get((path, index), "")) != _letters(run.text):
                    raise _bug(f"Words of the block {path} were drawn in a wrong run.", "X723")

    def _check_order(self) -> None:
        """No leaf may begin before one that is read earlier, except those of the footer.

        These are drawn on the first page, and read last.
        """
        last = 0
        for path in self._text:
            rank = self.tree.ranks[path]
            if is_in_footer(path):
                continue
            if rank < last:
                raise _bug(f"The block {path} was drawn after others that follow it.", "X724")
            last = max(last, rank)


def _around(first: Rectangle, second: Rectangle) -> Rectangle:
    """Return the least rectangle that holds two."""
    lower = (min(pair) for pair in zip(first[:2], second[:2], strict=True))
    upper = (max(pair) for pair in zip(first[2:], second[2:], strict=True))
    return (*lower, *upper)  # type: ignore[return-value]


def page_code(
    operators: Sequence[str], marked: Sequence[tuple[int, int]], personal: Set[int]
) -> list[PageCode]:
    """Return a page's operators, with the words of one patient in separate stretches.

    marked: ranges of indexes of what is marked already. personal: indexes of the words of one
    patient. Raises Bug (X710) for words or images that are not marked.
    """
    fully_marked = _mark_painting(operators, marked, personal)
    return [
        PageCode("\n".join([code for code, _ in group]).encode("latin-1"), is_personal)
        for is_personal, group in groupby(fully_marked, key=lambda pair: pair[1])
    ]


def _mark_painting(
    operators: Sequence[str], marked: Sequence[tuple[int, int]], personal: Set[int]
) -> Iterator[tuple[str, bool]]:
    """Yield the operators, each with whether it shows words of one patient.

    Painting between the marks is marked as an artifact.
    """
    end = 0
    for start, after in (*marked, (len(operators), 0)):
        between = operators[end:start]
        names = " ".join(between).split()
        if any("BT" in name for name in names):  # "BT(x)Tj" is valid, too
            raise misuse("Words were drawn that belong to no block.")
        if not _IMAGE_OPERATORS.isdisjoint(names):
            raise misuse("A picture was drawn without words for it.")
        paints_nothing = _PATH_OPERATORS.isdisjoint(names)
        for code in between if paints_nothing else ["/Artifact BMC", *between, "EMC"]:
            yield code, False
        for index in range(start, max(after, start)):
            yield operators[index], index in personal
        end = after


def misuse(message: str) -> Bug:
    """Return the error of a canvas that is used wrongly."""
    return _bug(message, "X710")


def _letters(text: str) -> str:
    """Return the text without white space and soft hyphens."""
    return "".join(text.replace(SOFT_HYPHEN, "").split())


def _bug(message: str, code: str) -> Bug:
    return Bug(message, "No file was written. Please report it.", code=code)
