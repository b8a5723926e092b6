"""A summary: what it is for, who must not use it, the worst effects, how to use it; no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..content.monograph.model import Monograph
from ..content.monograph.sections import SectionEntry, Sections
from .fixed_sentences import fixed_sentences
from .generated_sections import use_name
from .model import Block, Words
from .opening import below_the_title, head
from .phrasebook import Phrasebook, fill, join_sentences
from .prose import bullets
from .sections import own_words, section
from .warnings import warning_boxes

__all__ = ["summary_of", "summary_title"]

USES: Final = "what-it-is-for"


def summary_title(phrases: Phrasebook, monograph: Monograph) -> Words:
    """The medicine's name, and that this is a summary."""
    return fill(phrases.wording.summary.title, name=monograph.identity.name)


def summary_of(phrases: Phrasebook, monograph: Monograph, sections: Sections) -> Iterator[Block]:
    """Another composition of the same facts, of which it leaves out many and says so."""
    says = phrases.wording.summary
    yield from head(phrases, monograph, summary_title(phrases, monograph))
    yield from below_the_title(phrases, monograph, join_sentences(says.about, says.full))
    known = {str(part.id): part for part in sections.walk()}
    uses = bullets(phrases, USES, [use_name(phrases, use) for use in monograph.uses])
    yield section(known[USES], phrases.heading(USES), (uses,), 2)
    yield _told(phrases, monograph, known["do-not-take"])
    yield from warning_boxes(phrases, monograph)
    yield _told(phrases, monograph, known["how-to-take"])
    yield from (
        *fixed_sentences(phrases, "reporting"),
        *fixed_sentences(phrases, "reporting", "last"),
    )


def _told(phrases: Phrasebook, monograph: Monograph, part: SectionEntry) -> Block:
    return section(part, phrases.heading(part.id), own_words(phrases, monograph, part), 2)
