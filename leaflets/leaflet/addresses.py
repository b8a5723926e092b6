"""Print the addresses of links: a reader on paper cannot follow a link."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec.structs import replace

from .model import (
    Block,
    Box,
    Figure,
    Heading,
    Illustration,
    Item,
    ItemList,
    Lines,
    Paragraph,
    PictogramRow,
    Question,
    Row,
    Section,
    SideBySide,
    Table,
    TableOfContents,
    Term,
    Terms,
    Words,
)
from .phrasebook import Phrasebook, TextOrWords, concatenate, fill

__all__ = ["typed_address", "with_addresses"]


def with_addresses(phrases: Phrasebook, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Print the address of each link behind its words, unless the words contain it."""
    return tuple(_block(phrases, block) for block in blocks)


def _block(phrases: Phrasebook, block: Block) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, words=_words(phrases, block.words))
        case ItemList():
            return replace(block, items=tuple(_item(phrases, item) for item in block.items))
        case Question():
            return replace(block, answer=with_addresses(phrases, block.answer))
        case Lines():
            lines = with_addresses(phrases, block.lines)
            return replace(block, lines=lines)
        case Terms():
            return replace(block, entries=tuple(_term(phrases, entry) for entry in block.entries))
        case Table():
            heads, rows = (
                tuple(_row(phrases, row) for row in rows) for rows in (block.heads, block.rows)
            )
            return replace(block, heads=heads, rows=rows)
        case Figure():
            return _figure(phrases, block)
        case Illustration(caption=Paragraph() as caption):
            return replace(block, caption=replace(caption, words=_words(phrases, caption.words)))
        case Illustration():
            return block
        case PictogramRow():
            return replace(
                block, figures=tuple(_figure(phrases, figure) for figure in block.figures)
            )
        case Section():
            heading = replace(block.heading, words=_words(phrases, block.heading.words))
            return replace(block, heading=heading, blocks=with_addresses(phrases, block.blocks))
        case Box() | SideBySide():
            return replace(block, blocks=with_addresses(phrases, block.blocks))
        case TableOfContents():
            return block


def _figure(phrases: Phrasebook, figure: Figure) -> Figure:
    return (
        replace(figure, description=_words(phrases, figure.description))
        if figure.printed
        else figure
    )


def _item(phrases: Phrasebook, item: Item) -> Item:
    return replace(item, blocks=with_addresses(phrases, item.blocks))


def _term(phrases: Phrasebook, entry: Term) -> Term:
    name = replace(entry.name, words=_words(phrases, entry.name.words))
    return replace(entry, name=name, blocks=with_addresses(phrases, entry.blocks))


def _row(phrases: Phrasebook, row: Row) -> Row:
    return replace(row, cells=tuple(with_addresses(phrases, cell) for cell in row.cells))


def _words(phrases: Phrasebook, words: Words) -> Words:
    if not any(run.link for run in words.runs):
        return words
    return Words(concatenate(_parts(phrases, words)).runs, words.place)


def _parts(phrases: Phrasebook, words: Words) -> Iterator[TextOrWords]:
    for link, runs in groupby(words.runs, key=lambda run: run.link):
        text = Words(tuple(runs))
        address = typed_address(link) if link else ""
        if address and address not in str(text):
            yield fill(phrases.wording.lists.address, text=text, address=address)
        else:
            yield text


def typed_address(link: str) -> str:
    """Return an address as people type it: without its scheme and the slash at its end."""
    for scheme in ("https://", "http://", "mailto:", "tel:"):
        link = link.removeprefix(scheme)
    return link.rstrip("/")
