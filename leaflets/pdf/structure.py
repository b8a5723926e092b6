"""The structure tree of a leaflet, which screen readers read. No layout has a say in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from msgspec import Struct

from ..base.errors import Bug, Place
from ..leaflet.model import (
    PERSONAL,
    Block,
    Box,
    Figure,
    Heading,
    Item,
    ItemList,
    Leaflet,
    Paragraph,
    PictogramRow,
    Question,
    Row,
    Run,
    Section,
    SideBySide,
    Table,
    Words,
)
from ..leaflet.pack_paths import INSIDE, path_in_leaflet, path_in_pack
from .reading_order import SpokenElement, ascii_address, normalize_text

FIGURE = "Figure"
# paths of the only words in the footer that are content, not artifact
DISCLAIMER = "disclaimer"
PHARMACY_LINE = "pharmacy-line"
FOOTER = (DISCLAIMER, PHARMACY_LINE)
ADDED = "dispensing"  # title (/T) of the element that holds what a pharmacy added

_COLUMN_HEAD = "/A<</O/Table/Scope/Column>>"
_ROW_HEAD = "/A<</O/Table/Scope/Row>>"
_STEPS = "/A<</O/List/ListNumbering/Decimal>>"
_BULLETS = "/A<</O/List/ListNumbering/Disc>>"


class Element(Struct, eq=False):
    """A structure element: a group of others, or a leaf, which shows the words of one block.

    path: of the block, for a leaf; "" for a group. words: what a leaf must show completely, once.
    inline: the Link or Span that a run belongs to, by the run's index. instead: the description of
    a figure, read in its place. attributes: PDF entries, written as they are. level: of a heading,
    else 0. personal: the words are of one patient.
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
    _text: str | None = None

    @property
    def place(self) -> Place | None:
        """Place of the words in a source file, if they have one."""
        return self.words.place if self.words is not None else None

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
                language = element.language or self.language
                link = "" if element.goes_inside else ascii_address(element.link or "")
                yield SpokenElement(element.tag, language, element.text, link, element.instead)


def structure_tree(leaflet: Leaflet) -> StructureTree:
    """Build the structure tree of a leaflet; the disclaimer and the pharmacy's line come last.

    Raises Bug (X701 to X703) for a path used twice, a block without words, a skipped heading level.
    """
    tree = StructureTree(Element("Document"), leaflet.language)
    _blocks(tree, tree.root, leaflet.blocks)
    _leaf(tree, tree.root, Element("P"), DISCLAIMER, leaflet.furniture.disclaimer)
    if leaflet.furniture.pharmacy_line:
        _leaf(tree, tree.root, Element("P"), PHARMACY_LINE, leaflet.furniture.pharmacy_line)
    _check_heading_levels(tree)
    return tree


def pack_structure(leaflets: Sequence[Leaflet]) -> StructureTree:
    """Build the structure tree of several leaflets in one file, each a Part in its language.

    Paths are those of `path_in_pack`. Raises Bug, as `structure_tree` does.
    """
    pack = StructureTree(Element("Document"), leaflets[0].language)
    for number, leaflet in enumerate(leaflets):
        tree, rank = structure_tree(leaflet), len(pack.leaves)
        pack.root.kids.append(Element("Part", kids=tree.root.kids))
        for path, leaf in tree.leaves.items():
            leaf.path = path_in_pack(number, path)
            pack.leaves[leaf.path] = leaf
            pack.ranks[leaf.path] = rank + tree.ranks[path]
            if leaflet.language != pack.language:
                for element in (leaf, *leaf.inline.values()):
                    element.language = element.language or leaflet.language
        pack.added |= {path_in_pack(number, path) for path in tree.added}
    return pack


def is_in_footer(path: str) -> bool:
    """Return whether a path is that of content in the footer, also in a leaflet of a pack."""
    return path_in_leaflet(path) in FOOTER


def _blocks(tree: StructureTree, parent: Element, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        match block:
            case Heading():
                _heading(tree, parent, block)
            case Paragraph():
                element = Element("P", personal=block.role in PERSONAL)
                _leaf(tree, parent, element, block.path, block.words)
            case ItemList():
                _list(tree, parent, block)
            case Table():
                _table(tree, parent, block)
            case Question():
                _group(tree, parent, "Sect", block.heading, block.answer)
            case Section():
                _group(tree, parent, "Sect", block.heading, block.blocks)
            case Box():
                _box(tree, parent, block)
            case Figure():
                _figure(tree, parent, block)
            case PictogramRow():
                _group(tree, parent, "Div", None, block.figures)
            case SideBySide():
                figure = (block.figure,) if block.figure else ()
                _group(tree, parent, "Div", None, (*figure, *block.blocks))


def _box(tree: StructureTree, parent: Element, box: Box) -> None:
    before = len(tree.leaves)
    _group(tree, parent, "Sect" if box.heading else "Div", box.heading, box.blocks)
    if box.kind == "dispensing":
        parent.kids[-1].attributes = f"/T({ADDED})"
        tree.added.update(islice(tree.leaves, before, None))


def _group(
    tree: StructureTree,
    parent: Element,
    tag: str,
    heading: Heading | None,
    blocks: tuple[Block, ...],
) -> None:
    group = Element(tag)
    parent.kids.append(group)
    if heading:
        _heading(tree, group, heading)
    _blocks(tree, group, blocks)


def _heading(tree: StructureTree, parent: Element, heading: Heading) -> None:
    element = Element(f"H{heading.level}", level=heading.level)
    _leaf(tree, parent, element, heading.path, heading.words)


def _list(tree: StructureTree, parent: Element, block: ItemList) -> None:
    items = Element("L", attributes=_STEPS if block.ordered else _BULLETS)
    parent.kids.append(items)
    for item in block.items:
        _item(tree, items, item)


def _item(tree: StructureTree, parent: Element, item: Item) -> None:
    element = Element("LI")
    parent.kids.append(element)
    _leaf(tree, element, Element("Lbl"), f"{item.path}/label", Words((Run(item.label),)))
    _cell(tree, element, Element("LBody"), item.blocks)


def _table(tree: StructureTree, parent: Element, block: Table) -> None:
    table, head, body = Element("Table"), Element("THead"), Element("TBody")
    table.kids += [head, body]
    parent.kids.append(table)
    _row(tree, head, block.head, heads=len(block.head.cells), scope=_COLUMN_HEAD)
    for row in block.rows:
        _row(tree, body, row, heads=1, scope=_ROW_HEAD)


def _row(tree: StructureTree, parent: Element, row: Row, heads: int, scope: str) -> None:
    element, rank = Element("TR"), len(tree.ranks)
    parent.kids.append(element)
    for index, cell in enumerate(row.cells):
        kind = Element("TH", attributes=scope) if index < heads else Element("TD")
        _cell(tree, element, kind, cell)
    tree.ranks.update(dict.fromkeys(islice(tree.leaves, rank, None), rank))


def _cell(
    tree: StructureTree, parent: Element, element: Element, blocks: tuple[Block, ...]
) -> None:
    """Add a list body or table cell; if it holds a single paragraph, it is itself the leaf."""
    match blocks:
        case (Paragraph(path=path, words=words),):
            _leaf(tree, parent, element, path, words)
        case _:
            parent.kids.append(element)
            _blocks(tree, element, blocks)


def _figure(tree: StructureTree, parent: Element, figure: Figure) -> None:
    """Add a leaf that is read as its description; its caption, if any, is drawn inside it."""
    element = Element(FIGURE, instead=normalize_text(str(figure.description)))
    caption = figure.description if figure.printed else Words((), figure.description.place)
    _leaf(tree, parent, element, figure.path, caption)


def _leaf(tree: StructureTree, parent: Element, element: Element, path: str, words: Words) -> None:
    if not (words or element.instead):
        raise Bug(f"The block {path} has no words.", "Please report it.", code="X702")
    if path in tree.leaves:
        raise Bug(f"Two blocks are called {path}.", "Please report it.", code="X701")
    element.path, element.words = path, words
    _inline(element, words, tree.language)
    parent.kids.append(element)
    tree.leaves[path], tree.ranks[path] = element, len(tree.ranks)


def _inline(leaf: Element, words: Words, language: str) -> None:
    """Add inline elements; neighbouring runs with the same link or foreign language share one."""
    numbered_runs = enumerate(words.runs)
    for (link, spoken), runs in groupby(
        numbered_runs, key=lambda pair: (pair[1].link, pair[1].language)
    ):
        foreign = spoken if spoken != language else None
        if not link and not foreign:
            continue
        members = list(runs)
        child = Element("Link" if link else "Span", link=link, language=foreign)
        child.words = Words(tuple(run for _, run in members))
        leaf.inline.update((index, child) for index, _ in members)


def _check_heading_levels(tree: StructureTree) -> None:
    before = 0
    for leaf in tree.leaves.values():
        if not leaf.level:
            continue
        if leaf.level > before + 1:
            raise Bug(
                f"The heading {leaf.path} has level {leaf.level} after level {before}.",
                "Please report it.",
                code="X703",
            )
        before = leaf.level
