"""The fixed sentences of a profile, each in its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .model import Block
from .phrasebook import Phrasebook
from .prose import bullets, paragraph

__all__ = ["fixed_sentence_path", "fixed_sentences"]

Where = Literal["first", "last", "instead"]


def fixed_sentence_path(rule: str) -> str:
    """The path of the block that holds the sentence of a rule."""
    return f"locked/{rule}"


def fixed_sentences(phrases: Phrasebook, place: str, where: Where = "first") -> Iterator[Block]:
    """The sentences that stand there, word for word, as running text."""
    for each in phrases.profile.at(place, where):
        path, sentence = fixed_sentence_path(each.rule), each.sentence
        yield paragraph(path, phrases.fill_sentence(sentence.text))
        if sentence.items:
            items = [phrases.fill_sentence(item) for item in sentence.items]
            yield bullets(phrases, f"{path}/items", items)
