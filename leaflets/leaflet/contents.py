"""The table of contents of a long leaflet: its headings, and on which pages they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from .model import (
    Block,
    ContentsEntry,
    Heading,
    Item,
    Leaflet,
    Row,
    Run,
    Section,
    TableOfContents,
    Term,
    Words,
)
from .pair_paths import is_partner
from .walk import walk

__all__ = [
    "entries_of",
    "running_title",
    "table_of_contents",
    "with_contents",
    "with_contents_of",
    "with_page_numbers",
]

PATH: Final = "table-of-contents"
TOP_LEVEL: Final = 2
LOWEST_LEVEL: Final = 3  # as low as the bookmarks go, to which the links lead
FEWEST_ENTRIES: Final = 2
LONGEST_RUNNING_TITLE: Final = 46  # characters, which one line of large print holds
ELLIPSIS: Final = "…"


def table_of_contents(heading: Words, entries: Sequence[ContentsEntry], page: str) -> Section:
    """Build a table of contents with its heading. page: pattern with {page}, in its language."""
    language = heading.runs[0].language
    block = TableOfContents(f"{PATH}/1", tuple(entries), page, language)
    return Section(PATH, PATH, None, Heading(f"{PATH}/heading", TOP_LEVEL, heading), (block,))


def with_contents(leaflet: Leaflet, most_entries: int) -> Leaflet:
    """Put a table of contents before the first section of a leaflet.

    It lists the headings of sections, and those of their parts as long as these are no more than
    `most_entries` together. A leaflet with fewer than two of them, one that has such a table
    already, and one that never has it, is returned as it is. The entries have no pages yet: see
    `with_page_numbers`.
    """
    furniture, blocks = leaflet.furniture, leaflet.blocks
    if furniture.contents_heading is None or any(map(_is_contents, blocks)):
        return leaflet
    headings = _headings(blocks, most_entries)
    if len(headings) < FEWEST_ENTRIES:
        return leaflet
    entries = [
        ContentsEntry(f"{PATH}/1/{number}", heading.level, _unlinked(heading.words), heading.path)
        for number, heading in enumerate(headings, 1)
    ]
    contents = table_of_contents(furniture.contents_heading, entries, furniture.contents_page)
    index = next(n for n, block in enumerate(blocks) if isinstance(block, Section))
    return replace(leaflet, blocks=(*blocks[:index], contents, *blocks[index:]))


def with_contents_of(leaflet: Leaflet, pages: Sequence[int]) -> Leaflet:
    """Put a table of contents before the first section, whose entries name these pages.

    Without entries, or if it would have another number of them, the leaflet is returned as it is.
    """
    listed = with_contents(leaflet, most_entries=len(pages))
    targets = [entry.target for entry in entries_of(listed)]
    if len(targets) != len(pages):
        return leaflet
    return with_page_numbers(listed, dict(zip(targets, pages, strict=True)))


def _unlinked(words: Words) -> Words:
    return replace(words, runs=tuple(replace(run, link=None) for run in words.runs))


def _headings(blocks: tuple[Block, ...], most: int) -> list[Heading]:
    """Return the headings of the lowest level at which there are not too many."""
    sections = [heading for block in walk(blocks) for heading in _headings_of(block)]
    levels = range(LOWEST_LEVEL, TOP_LEVEL, -1)
    candidates = ([h for h in sections if h.level <= level] for level in levels)
    fitting = (headings for headings in candidates if len(headings) <= most)
    return next(fitting, [heading for heading in sections if heading.level == TOP_LEVEL])


def _headings_of(block: Block | Item | Row | Term) -> Iterator[Heading]:
    """Yield the heading of a section, and the same in a second language."""
    match block:
        case Section(heading=heading, blocks=[Heading() as second, *_]) if is_partner(
            second.path, heading.path
        ):
            yield from (heading, second)
        case Section():
            yield block.heading


def with_page_numbers(leaflet: Leaflet, pages: Mapping[str, int]) -> Leaflet:
    """Say in the table of contents on which page each heading stands. pages: by path."""
    if not any(map(_is_contents, leaflet.blocks)):
        return leaflet
    return replace(leaflet, blocks=tuple(_numbered(leaflet.blocks, pages)))


def _numbered(blocks: Sequence[Block], pages: Mapping[str, int]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Section() if _is_contents(block):
                yield replace(block, blocks=tuple(_numbered(block.blocks, pages)))
            case TableOfContents():
                entries = (replace(entry, page=pages[entry.target]) for entry in block.entries)
                yield replace(block, entries=tuple(entries))
            case _:
                yield block


def entries_of(leaflet: Leaflet) -> tuple[ContentsEntry, ...]:
    """Return the lines of the table of contents; none if the leaflet has no such table."""
    sections = filter(_is_contents, leaflet.blocks)
    tables = (block for block in walk(tuple(sections)) if isinstance(block, TableOfContents))
    return tuple(entry for block in tables for entry in block.entries)


def running_title(heading: Words) -> Words:
    """Return the words of a heading for the head of a page, where a long one ends with "…".

    It never ends with a number, or with the unit of one.
    """
    text = str(heading)
    if len(text) <= LONGEST_RUNNING_TITLE:
        return heading
    words = text[:LONGEST_RUNNING_TITLE].split(" ")[:-1]
    while len(words) > 2 and not all(word.isalpha() for word in words[-2:]):
        words.pop()
    cut = " ".join(words) if len(words) > 1 else text[:LONGEST_RUNNING_TITLE]
    return Words((Run(cut + ELLIPSIS),), heading.place)


def _is_contents(block: Block) -> bool:
    return isinstance(block, Section) and block.path == PATH
