"""A summary for one page: uses, who must not take it, the worst side effects, how to take it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..content.monograph.model import Monograph
from ..content.monograph.sections import SectionEntry, Sections
from .blocks import bullets, fixed_sentences
from .generated_sections import use_name
from .model import Block, Words
from .opening import below_the_title, head
from .phrasebook import Phrasebook, fill, join_sentences
from .sections import own_words, section
from .warnings import warning_boxes

__all__ = ["summary_blocks", "summary_title"]

USES: Final = "what-it-is-for"


def summary_title(phrases: Phrasebook, monograph: Monograph) -> Words:
    """Return the medicine's name, marked as a summary."""
    return fill(phrases.wording.summary.title, name=monograph.identity.name)


def summary_blocks(
    phrases: Phrasebook, monograph: Monograph, sections: Sections
) -> Iterator[Block]:
    """Build the blocks of a summary. It says that it leaves out much of what is known."""
    texts = phrases.wording.summary
    yield from head(phrases, monograph, summary_title(phrases, monograph))
    yield from below_the_title(phrases, monograph, join_sentences(texts.about, texts.full))
    entries = {str(entry.id): entry for entry in sections.walk()}
    uses = bullets(phrases, USES, [use_name(phrases, use) for use in monograph.uses])
    yield section(entries[USES], phrases.heading(USES), (uses,), 2)
    yield _section(phrases, monograph, entries["do-not-take"])
    yield from warning_boxes(phrases, monograph)
    yield _section(phrases, monograph, entries["how-to-take"])
    yield from fixed_sentences(phrases, "reporting")
    yield from fixed_sentences(phrases, "reporting", "last")


def _section(phrases: Phrasebook, monograph: Monograph, entry: SectionEntry) -> Block:
    return section(entry, phrases.heading(entry.id), own_words(phrases, monograph, entry), 2)
