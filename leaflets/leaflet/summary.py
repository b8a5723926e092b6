"""A summary: what it is for, who must not use it, the worst effects, how to use it; no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..content.monograph.model import Monograph
from ..content.monograph.sections import SectionEntry, Sections
from .fixed_sentences import locked
from .generated_sections import use_name
from .model import Block, Words
from .opening import below_the_title, head
from .phrasebook import Voice, filled, sentences
from .prose import bullets
from .sections import own_words, section
from .warnings import warning_boxes

__all__ = ["summary_of", "summary_title"]

USES: Final = "what-it-is-for"


def summary_title(voice: Voice, monograph: Monograph) -> Words:
    """The medicine's name, and that this is a summary."""
    return filled(voice.wording.summary.title, name=monograph.identity.name)


def summary_of(voice: Voice, monograph: Monograph, sections: Sections) -> Iterator[Block]:
    """Another composition of the same facts, of which it leaves out many and says so."""
    says = voice.wording.summary
    yield from head(voice, monograph, summary_title(voice, monograph))
    yield from below_the_title(voice, monograph, sentences(says.about, says.full))
    known = {str(part.id): part for part in sections.walk()}
    uses = bullets(voice, USES, [use_name(voice, use) for use in monograph.uses])
    yield section(known[USES], voice.heading(USES), (uses,), 2)
    yield _told(voice, monograph, known["do-not-take"])
    yield from warning_boxes(voice, monograph)
    yield _told(voice, monograph, known["how-to-take"])
    yield from (*locked(voice, "reporting"), *locked(voice, "reporting", "last"))


def _told(voice: Voice, monograph: Monograph, part: SectionEntry) -> Block:
    return section(part, voice.heading(part.id), own_words(voice, monograph, part), 2)
