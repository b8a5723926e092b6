"""A leaflet as a source gives it: its headings, order and words, with curated sections in place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from ..content.monograph.model import Monograph
from ..content.monograph.prose import CuratedPlace, SectionBlock
from ..content.monograph.sections import SectionEntry, Sections
from .blocks import fixed_sentences
from .model import Block, Box, Heading, Paragraph, Section
from .phrasebook import Phrasebook
from .prose import prose
from .sections import section, section_blocks, section_heading
from .walk import walk

__all__ = ["given_boxes", "given_sections", "tagged_section"]

ABOUT = "about"
POSITIONS = ("first", "instead", "last")


def given_sections(
    phrases: Phrasebook,
    monograph: Monograph,
    sections: Sections,
    order: Sequence[SectionEntry],
) -> Iterator[Block]:
    """Build the leaflet as given; then what only the profile says; then the section about it.

    order: the sections as the profile arranges them.
    """
    entries = {str(entry.id): entry for entry in sections.walk()}
    entries |= {str(part.id): part for entry in order for part in (entry, *entry.parts)}
    given_blocks = monograph.as_given.says if monograph.as_given else ()
    blocks: list[Block] = []
    for number, block in enumerate(given_blocks, 1):
        if isinstance(block, CuratedPlace):
            blocks.append(_curated(phrases, monograph, entries[str(block.curated)]))
        else:
            blocks.extend(prose(phrases, "as-given", (block,), number, level=2))
    missing = _MissingSentences(phrases, blocks)
    yield from map(missing.add_to, blocks)
    for entry in (part for parent in order for part in (parent, *parent.parts)):
        if sentences := missing.for_section(str(entry.id)):
            yield section(entry, phrases.heading(entry.id), sentences, 2)
    about = entries[ABOUT]
    words = section_blocks(phrases, monograph, replace(about, parts=()), 2)
    yield section(about, phrases.heading(ABOUT), words, 2)


def _curated(phrases: Phrasebook, monograph: Monograph, entry: SectionEntry) -> Section:
    heading = section_heading(phrases, monograph, entry)
    alone = replace(entry, parts=())  # its subsections have places of their own
    return section(entry, heading, section_blocks(phrases, monograph, alone, 2), 2)


def tagged_section(
    phrases: Phrasebook, monograph: Monograph, id_: str, level: int = 2
) -> Section | None:
    """Return the first section as given that is tagged with an id; None if there is none."""
    text = _given_text(monograph)
    for block in walk(prose(phrases, "as-given", text, level=level)):
        if isinstance(block, Section) and block.id == id_:
            return block
    return None


def _given_text(monograph: Monograph) -> list[SectionBlock]:
    """Return the blocks of a leaflet as given that are words of the source."""
    blocks = monograph.as_given.says if monograph.as_given else ()
    return [block for block in blocks if not isinstance(block, CuratedPlace)]


def given_boxes(
    phrases: Phrasebook, monograph: Monograph, except_in: Collection[str]
) -> Iterator[Box]:
    """Yield the warnings marked in a leaflet as given. except_in: ids of sections to leave out."""
    text = _given_text(monograph)
    pending = list(reversed(prose(phrases, "as-given", text, level=2)))
    while pending:
        block = pending.pop()
        if isinstance(block, Section) and block.id not in except_in:
            pending.extend(reversed(block.blocks))
        elif isinstance(block, Box):
            yield block


class _MissingSentences:
    """The fixed sentences of a profile that the words of a source do not have already."""

    def __init__(self, phrases: Phrasebook, blocks: Sequence[Block]) -> None:
        self.phrases = phrases
        self.words = _plain_words(blocks)
        self.section_ids = {block.id for block in walk(tuple(blocks)) if isinstance(block, Section)}
        self.completed_ids: set[str] = set()

    def add_to(self, block: Block) -> Block:
        """Put the sentences of a tagged section at its beginning and its end."""
        if not isinstance(block, Section):
            return block
        inside = tuple(map(self.add_to, block.blocks))
        if not block.path.startswith("as-given") or not block.id or block.id in self.completed_ids:
            return replace(block, blocks=inside)
        first = self._missing(block.id, ("first",))
        last = self._missing(block.id, ("instead", "last"))
        self.completed_ids.add(block.id)
        return replace(block, blocks=(*first, *inside, *last))

    def for_section(self, id_: str) -> tuple[Block, ...]:
        """Return the sentences of a section that the leaflet does not have."""
        return () if id_ in self.section_ids else self._missing(id_, POSITIONS)

    def _missing(self, id_: str, positions: Sequence[str]) -> tuple[Block, ...]:
        blocks = (
            block
            for position in positions
            for block in fixed_sentences(self.phrases, id_, position)  # type: ignore[arg-type]
        )
        return tuple(block for block in blocks if _plain_words([block]) not in self.words)


def _plain_words(blocks: Sequence[Block]) -> str:
    """Return the words of blocks in small letters, with single spaces."""
    texts = (
        str(block.words) for block in walk(tuple(blocks)) if isinstance(block, Paragraph | Heading)
    )
    return " ".join(" ".join(texts).split()).casefold()
