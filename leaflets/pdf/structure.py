"""The structure tree of a leaflet, which screen readers read. No layout has a say in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, islice

from msgspec.structs import replace

from ..base.errors import Bug
from ..base.languages import is_right_to_left, runs_right_to_left
from ..leaflet.furniture import NOTES
from ..leaflet.model import (
    PERSONAL,
    Block,
    Box,
    Figure,
    Heading,
    Illustration,
    Item,
    ItemList,
    Leaflet,
    Lines,
    Paragraph,
    PictogramRow,
    Question,
    Row,
    Run,
    Section,
    SideBySide,
    Table,
    TableOfContents,
    Terms,
    Words,
)
from ..leaflet.pack_paths import INSIDE, link_in_pack, path_in_leaflet, path_in_pack
from ..leaflet.pair_paths import first_path, language_of
from .elements import Element, StructureTree
from .pair_ranks import share_ranks
from .reading_order import normalize_text

FIGURE = "Figure"
ADDED = "dispensing"  # title (/T) of the element that holds what a pharmacy added
CONTENTS_ENTRY = "Reference"  # tag of a line of a table of contents

_COLUMN_HEAD = "/A<</O/Table/Scope/Column>>"
_ROW_HEAD = "/A<</O/Table/Scope/Row>>"
_STEPS = "/A<</O/List/ListNumbering/Decimal>>"
_BULLETS = "/A<</O/List/ListNumbering/Disc>>"
_TERMS = "/A<</O/List/ListNumbering/None>>"


def structure_tree(leaflet: Leaflet) -> StructureTree:
    """Build the structure tree of a leaflet; the notes of its footer come last.

    Raises Bug (X701 to X703) for a path used twice, a block without words, a skipped heading level.
    """
    tree = StructureTree(Element("Document"), leaflet.language)
    _blocks(tree, tree.root, leaflet.blocks)
    for path, note in leaflet.furniture.notes():
        _leaf(tree, tree.root, Element("P"), path, note)
    if leaflet.second_language:
        share_ranks(tree)
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
            for link in (element for element in leaf.inline.values() if element.link):
                link.link = link_in_pack(number, link.link or "")
            if leaflet.language != pack.language:
                for element in (leaf, *leaf.inline.values()):
                    element.language = element.language or leaflet.language
        pack.added |= {path_in_pack(number, path) for path in tree.added}
    return pack


def is_in_footer(path: str) -> bool:
    """Return whether a path is that of content in the footer, also in a leaflet of a pack."""
    return first_path(path_in_leaflet(path)) in NOTES


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
            case Lines():
                _group(tree, parent, "Div", None, block.lines)
            case Terms():
                _terms(tree, parent, block)
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
            case Illustration():
                _illustration(tree, parent, block)
            case PictogramRow():
                _group(tree, parent, "Div", None, block.figures)
            case SideBySide():
                figure = (block.figure,) if block.figure else ()
                _group(tree, parent, "Div", None, (*figure, *block.blocks))
            case TableOfContents():
                _contents(tree, parent, block)


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


def _terms(tree: StructureTree, parent: Element, block: Terms) -> None:
    terms = Element("L", attributes=_TERMS)
    parent.kids.append(terms)
    for entry in block.entries:
        element = Element("LI")
        terms.kids.append(element)
        _leaf(tree, element, Element("Lbl"), entry.name.path, entry.name.words)
        _cell(tree, element, Element("LBody"), entry.blocks)


def _table(tree: StructureTree, parent: Element, block: Table) -> None:
    table = Element("Table")
    parent.kids.append(table)
    if block.heads:
        head = Element("THead")
        table.kids.append(head)
        for row in block.heads:
            scope = _group_head(block.columns) if block.is_group(row) else _COLUMN_HEAD
            _row(tree, head, row, heads=len(row.cells), scope=scope)
    body = Element("TBody")
    table.kids.append(body)
    for row in block.rows:
        if block.is_group(row):
            _row(tree, body, row, heads=1, scope=_group_head(block.columns))
        else:
            _row(tree, body, row, heads=int(block.columns > 1), scope=_ROW_HEAD)


def _group_head(columns: int) -> str:
    return f"/A<</O/Table/Scope/Row/ColSpan {columns}>>"


def _contents(tree: StructureTree, parent: Element, block: TableOfContents) -> None:
    """Add a table of contents; the entries of a lower level are a table in the entry above them."""
    tables = [(block.entries[0].level, Element("TOC"))]
    parent.kids.append(tables[0][1])
    for entry in block.entries:
        while len(tables) > 1 and tables[-1][0] > entry.level:
            tables.pop()
        if entry.level > tables[-1][0]:
            table = Element("TOC")
            tables[-1][1].kids[-1].kids.append(table)
            tables.append((entry.level, table))
        item = Element("TOCI")
        tables[-1][1].kids.append(item)
        page = Run(f" {block.page_words(entry.page)}", language=block.page_language)
        runs = (replace(run, link=INSIDE + entry.target) for run in (*entry.words.runs, page))
        words = Words(tuple(runs), entry.words.place)
        _leaf(tree, item, Element(CONTENTS_ENTRY), entry.path, words)


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


def _illustration(tree: StructureTree, parent: Element, block: Illustration) -> None:
    """Add a figure and its caption side by side: a reader of the figure skips what is in it."""
    group = Element("Div")
    parent.kids.append(group)
    _figure(tree, group, block.figure)
    if block.caption:
        _leaf(tree, group, Element("Caption"), block.caption.path, block.caption.words)


def _leaf(tree: StructureTree, parent: Element, element: Element, path: str, words: Words) -> None:
    if not (words or element.instead):
        raise Bug(f"The block {path} has no words.", "Please report it.", code="X702")
    if path in tree.leaves:
        raise Bug(f"Two blocks are called {path}.", "Please report it.", code="X701")
    element.path, element.words, element.language = path, words, language_of(path)
    element.is_turned = runs_right_to_left(element.language or tree.language)
    _inline(element, words, element.language or tree.language)
    parent.kids.append(element)
    tree.leaves[path], tree.ranks[path] = element, len(tree.ranks)


def _inline(leaf: Element, words: Words, language: str) -> None:
    """Add inline elements; neighbouring runs with the same link or foreign language share one.

    From right to left, all runs have one if any has: /ActualText belongs to an element.
    """
    needs_all = (leaf.is_turned or is_right_to_left(leaf.text)) and any(
        run.link or run.language not in (None, language) for run in words.runs
    )
    numbered = enumerate(words.runs)
    for (link, spoken), runs in groupby(numbered, lambda pair: (pair[1].link, pair[1].language)):
        foreign = spoken if spoken != language else None
        if link or foreign or needs_all:
            indices, members = zip(*runs, strict=True)
            child = Element("Link" if link else "Span", words=Words(members), link=link)
            child.language, child.is_turned = foreign, leaf.is_turned
            leaf.inline.update(dict.fromkeys(indices, child))


def _check_heading_levels(tree: StructureTree) -> None:
    before = 0
    for leaf in tree.leaves.values():
        if not leaf.level:
            continue
        if leaf.level > before + 1:
            message = f"The heading {leaf.path} has level {leaf.level} after level {before}."
            raise Bug(message, "Please report it.", code="X703")
        before = leaf.level
