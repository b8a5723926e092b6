"""Addresses of links in words: on paper nobody can follow what is not printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from .model import (
    Block,
    Box,
    Figure,
    Heading,
    Item,
    ItemList,
    Paragraph,
    PictogramRow,
    Question,
    Row,
    Section,
    SideBySide,
    Table,
    Words,
)
from .phrasebook import Phrasebook, TextOrWords, concatenate, fill

__all__ = ["with_addresses"]

_SPOKEN_FOR: Final = ("https://", "http://", "mailto:", "tel:")  # says nothing to a reader


def with_addresses(phrases: Phrasebook, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks; where a link leads stands behind its words, unless they are its address."""
    return tuple(_block(phrases, block) for block in blocks)


def _block(phrases: Phrasebook, block: Block) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, words=_words(phrases, block.words))
        case ItemList():
            return replace(block, items=tuple(_item(phrases, item) for item in block.items))
        case Question():
            return replace(block, answer=with_addresses(phrases, block.answer))
        case Table():
            head, *rows = (_row(phrases, row) for row in (block.head, *block.rows))
            return replace(block, head=head, rows=tuple(rows))
        case Figure():
            return _figure(phrases, block)
        case PictogramRow():
            return replace(block, figures=tuple(_figure(phrases, one) for one in block.figures))
        case Box() | Section() | SideBySide():
            return replace(block, blocks=with_addresses(phrases, block.blocks))


def _figure(phrases: Phrasebook, figure: Figure) -> Figure:
    return replace(figure, says=_words(phrases, figure.says)) if figure.printed else figure


def _item(phrases: Phrasebook, item: Item) -> Item:
    return replace(item, blocks=with_addresses(phrases, item.blocks))


def _row(phrases: Phrasebook, row: Row) -> Row:
    return replace(row, cells=tuple(with_addresses(phrases, cell) for cell in row.cells))


def _words(phrases: Phrasebook, said: Words) -> Words:
    if not any(run.link for run in said.runs):
        return said
    return Words(concatenate(_parts(phrases, said)).runs, said.place)


def _parts(phrases: Phrasebook, said: Words) -> Iterator[TextOrWords]:
    for link, runs in groupby(said.runs, key=lambda run: run.link):
        text = Words(tuple(runs))
        address = _shown(link) if link else ""
        if address and address not in str(text):
            phrase = phrases.wording.lists.address
            yield fill(phrase, text=text, address=address)
        else:
            yield text


def _shown(link: str) -> str:
    for scheme in _SPOKEN_FOR:
        link = link.removeprefix(scheme)
    return link.rstrip("/")
