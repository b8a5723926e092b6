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
    Pictograms,
    Question,
    Row,
    Section,
    SideBySide,
    Table,
    Words,
)
from .phrasebook import Said, Voice, filled, joined

__all__ = ["with_addresses"]

_SPOKEN_FOR: Final = ("https://", "http://", "mailto:", "tel:")  # says nothing to a reader


def with_addresses(voice: Voice, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks; where a link leads stands behind its words, unless they are its address."""
    return tuple(_block(voice, block) for block in blocks)


def _block(voice: Voice, block: Block) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, words=_words(voice, block.words))
        case ItemList():
            return replace(block, items=tuple(_item(voice, item) for item in block.items))
        case Question():
            return replace(block, answer=with_addresses(voice, block.answer))
        case Table():
            head, *rows = (_row(voice, row) for row in (block.head, *block.rows))
            return replace(block, head=head, rows=tuple(rows))
        case Figure():
            return _figure(voice, block)
        case Pictograms():
            return replace(block, figures=tuple(_figure(voice, one) for one in block.figures))
        case Box() | Section() | SideBySide():
            return replace(block, blocks=with_addresses(voice, block.blocks))


def _figure(voice: Voice, figure: Figure) -> Figure:
    return replace(figure, says=_words(voice, figure.says)) if figure.printed else figure


def _item(voice: Voice, item: Item) -> Item:
    return replace(item, blocks=with_addresses(voice, item.blocks))


def _row(voice: Voice, row: Row) -> Row:
    return replace(row, cells=tuple(with_addresses(voice, cell) for cell in row.cells))


def _words(voice: Voice, said: Words) -> Words:
    if not any(run.link for run in said.runs):
        return said
    return Words(joined(_parts(voice, said)).runs, said.place)


def _parts(voice: Voice, said: Words) -> Iterator[Said]:
    for link, runs in groupby(said.runs, key=lambda run: run.link):
        text = Words(tuple(runs))
        address = _shown(link) if link else ""
        if address and address not in str(text):
            phrase = voice.wording.lists.address
            yield filled(phrase, text=text, address=address)
        else:
            yield text


def _shown(link: str) -> str:
    for scheme in _SPOKEN_FOR:
        link = link.removeprefix(scheme)
    return link.rstrip("/")
