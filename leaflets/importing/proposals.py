"""Propose what a person may decide: which section a heading begins, and what is a warning.

A proposal stands in the file and changes no word and no box until somebody accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from ..check.lexicon import Lexicon, read_lexicon
from ..check.phrases import sentences
from ..content.library import Library
from .model import Block, Document, ItemList, Paragraph, Section, Urgent, plain

__all__ = ["propose"]

NUMBER: Final = re.compile(r"(?:section\s)?\d+(?:\.\d+)*[.):]?\s+")
ENDS: Final = " .:?!…"
HEADINGS: Final = 512  # that are remembered: thousands of documents have the same
ANY_WORDS: Final = r".+"


def propose(document: Document) -> None:
    """Add proposals to the blocks of a document, if there are words to search for in its language.

    A heading that the source has marked itself keeps that mark.
    """
    proposer = _proposer(document.language.partition("-")[0])
    if proposer is not None:
        document.blocks = tuple(proposer.blocks(document.blocks))


@lru_cache(4)
def _proposer(language: str) -> _Proposer | None:
    file = Library().lexicon(language)
    return _Proposer(read_lexicon(file.source, file.file)) if file else None


class _Proposer:
    """Adds proposals. headings: a pattern for those of each section, by its id."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.at_once, self.responders = lexicon.phrases["at_once"], lexicon.phrases["responders"]
        self.section = lru_cache(HEADINGS)(self.find_section)
        self.headings = _heading_patterns(lexicon)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield blocks; what asks to get help at once as a passage, with a list that it begins."""
        remaining = list(blocks)
        while remaining:
            block = remaining.pop(0)
            if self.is_urgent(block):
                assert isinstance(block, Paragraph)
                begins_list = plain(block.runs).rstrip().endswith(":")
                is_list = bool(remaining) and isinstance(remaining[0], ItemList)
                rest = [remaining.pop(0)] if begins_list and is_list else []
                yield Urgent((block, *rest))
            else:
                yield self.inside(block)

    def inside(self, block: Block) -> Block:
        """Return a block with proposals in it."""
        if isinstance(block, Section):
            proposal = block.proposal or self.section(plain(block.heading))
            return replace(block, proposal=proposal, blocks=tuple(self.blocks(block.blocks)))
        if isinstance(block, ItemList):
            return replace(block, items=tuple(tuple(self.blocks(item)) for item in block.items))
        return block

    def is_urgent(self, block: Block) -> bool:
        """Tell whether a sentence of a paragraph asks to get help at once."""
        if not isinstance(block, Paragraph) or not self.at_once.search(plain(block.runs)):
            return False
        return any(
            self.at_once.search(sentence) and self.responders.search(sentence)
            for sentence in sentences(plain(block.runs))
        )

    def find_section(self, heading: str) -> str | None:
        """Return the section that a heading begins, or None."""
        words = NUMBER.sub("", " ".join(heading.split()).lower().replace("’", "'"), count=1)
        words = words.strip(ENDS)
        return next((id_ for id_, names in self.headings if names.fullmatch(words)), None)


def _heading_patterns(lexicon: Lexicon) -> list[tuple[str, re.Pattern[str]]]:
    """Return a pattern for the headings of each section; those without any words first."""
    names = [(str(id_), str(name)) for id_, group in lexicon.headings.items() for name in group]
    names.sort(key=lambda entry: "*" in entry[1])
    return [
        (id_, re.compile(re.escape(name.lower()).replace(r"\*", ANY_WORDS))) for id_, name in names
    ]
