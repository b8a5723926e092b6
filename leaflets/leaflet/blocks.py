"""Builders of common blocks: paragraphs, lists, boxes with a heading, fixed sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ..content.wording import Wording
from .model import Block, Box, BoxKind, Heading, Item, ItemList, Paragraph, ParagraphRole, Words
from .phrasebook import Phrasebook, TextOrWords, fill, to_words
from .urgency import WarningKind

__all__ = [
    "box_with_heading",
    "bullets",
    "fixed_sentence_path",
    "fixed_sentences",
    "item_list",
    "paragraph",
    "warning_box",
]


def paragraph(path: str, text: TextOrWords, role: ParagraphRole = "body") -> Paragraph:
    """Build a paragraph."""
    return Paragraph(path, to_words(text), role)


def item_list(
    phrases: Phrasebook,
    path: str,
    items: Sequence[tuple[Block, ...]],
    *,
    ordered: bool,
    start: int = 1,
) -> ItemList:
    """Build a list. items: the blocks of each item. ordered: number the items from `start`."""
    labels = phrases.wording.lists
    numbered_items = []
    for number, blocks in enumerate(items, 1):
        printed_number = phrases.number(start - 1 + number)
        label = fill(labels.number, number=printed_number) if ordered else labels.bullet
        numbered_items.append(Item(f"{path}/{number}", str(label), blocks))
    return ItemList(path, tuple(numbered_items), ordered)


def bullets(
    phrases: Phrasebook, path: str, texts: Iterable[TextOrWords], role: ParagraphRole = "body"
) -> ItemList:
    """Build a list with one paragraph per item."""
    items = [(paragraph(f"{path}/{number}/1", text, role),) for number, text in enumerate(texts, 1)]
    return item_list(phrases, path, items, ordered=False)


def box_with_heading(
    wording: Wording,
    path: str,
    kind: BoxKind,
    heading: Words,
    blocks: Iterable[Block],
    level: int = 2,
) -> Box:
    """Build a box, with the words that are printed where a page break divides it.

    level: of its heading.
    """
    texts = wording.boxes
    return Box(
        path,
        kind,
        Heading(f"{path}/heading", level, heading),
        tuple(blocks),
        fill(texts.continued, heading=heading),
        to_words(texts.goes_on),
    )


def warning_box(
    phrases: Phrasebook, path: str, kind: WarningKind, blocks: Iterable[Block], level: int = 2
) -> Box:
    """Build a warning box. level: of its heading."""
    texts = phrases.wording.boxes
    heading = to_words(texts.emergency if kind == "emergency" else texts.urgent)
    return box_with_heading(phrases.wording, path, kind, heading, blocks, level)


def fixed_sentence_path(rule: str) -> str:
    """Return the path of the block that holds the fixed sentence of a profile's rule."""
    return f"locked/{rule}"


def fixed_sentences(
    phrases: Phrasebook, place: str, position: Literal["first", "last", "instead"] = "first"
) -> Iterator[Block]:
    """Build the profile's fixed sentences for a place, word for word.

    place: read-first, monitoring, emergency, urgent, or the id of a section.
    """
    for sentence_rule in phrases.profile.sentences_at(place, position):
        path, sentence = fixed_sentence_path(sentence_rule.rule), sentence_rule.sentence
        yield paragraph(path, phrases.fill_sentence(sentence.text))
        if sentence.items:
            items = [phrases.fill_sentence(item) for item in sentence.items]
            yield bullets(phrases, f"{path}/items", items)
