"""Summaries for one page: the safety facts, and as many of the other facts as fit beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from ..content.monograph.model import Monograph
from ..content.monograph.prose import SummaryText
from ..content.monograph.sections import SectionEntry, Sections
from .as_given import given_boxes, tagged_section
from .blocks import bullets, fixed_sentences, paragraph
from .generated_sections import use_name
from .model import Block, Box, Section, Words
from .opening import below_the_title, head, key_points, leaflet_title
from .phrasebook import Phrasebook, TextOrWords, fill
from .prose import prose
from .sections import is_silent, own_words, section, section_heading, sections_with_words
from .urgency import URGENCY
from .walk import walk
from .warnings import warning_boxes

__all__ = ["RANKING", "summaries", "summary_title"]

KEY_POINTS: Final = "key-points"
USES: Final = "what-it-is-for"
BOXES: Final = "boxes"
KINDS: Final = tuple(URGENCY.values())

# What a summary may leave out, the most important first. Who must not use the medicine, and the
# warning boxes, stand in every summary.
RANKING: Final = (
    "how-to-take",  # a wrong dose harms, and without a dose nobody can use the medicine
    USES,  # by which patients tell their medicines apart
    KEY_POINTS,  # what the writer of the monograph holds to be the most important
    "warnings",  # for whom it may be wrong: they have been asked before they got it
    "reporting",  # helps others rather than this patient
)
# The order on paper: what it is for comes before who must not use it, as in the full leaflet.
ORDER: Final = (KEY_POINTS, USES, "do-not-take", BOXES, "warnings", "how-to-take", "reporting")
# Sections that repeat what the names below the title say: substance, strengths and forms.
REPEATED: Final = frozenset(("what-it-contains", "appearance"))


def summary_title(phrases: Phrasebook, monograph: Monograph) -> Words:
    """Return the title of the leaflet, marked as a summary."""
    return fill(phrases.wording.summary.title, name=leaflet_title(phrases, monograph))


def summaries(
    phrases: Phrasebook, monograph: Monograph, sections: Sections, full: Sequence[SectionEntry]
) -> Iterator[tuple[Block, ...]]:
    """Build the blocks of every summary, from the one with all facts to the safety facts alone.

    Of two summaries, the first has the more important facts: a fact of lower rank never takes the
    place of one of higher rank. Sections are in a summary whole or not at all, and each summary
    ends with the topics that only the full leaflet has; in the last and shortest, these are called
    the rest. full: the sections of the full leaflet.
    """
    top = (
        *head(phrases, monograph, summary_title(phrases, monograph)),
        *below_the_title(phrases, monograph, phrases.wording.summary.about),
    )
    facts = _facts(phrases, monograph, sections)
    optional_facts = [id_ for id_ in RANKING if id_ in facts and not _has_warning(facts[id_])]
    entries = list(sections_with_words(phrases, monograph, full))
    for choice in product((True, False), repeat=len(optional_facts)):
        left_out = {id_ for id_, is_kept in zip(optional_facts, choice, strict=True) if not is_kept}
        shown_ids = [id_ for id_ in facts if id_ not in left_out]
        topics = [t for entry in entries if (t := _topic(phrases, monograph, entry, shown_ids))]
        if monograph.as_given:  # whose sections need not be marked with their matter
            topics = [phrases.wording.summary.rest]
        blocks = (block for id_ in shown_ids for block in facts[id_])
        yield (*top, *blocks, *_closing(phrases, topics))
    safety_facts = (block for id_ in facts if id_ not in optional_facts for block in facts[id_])
    yield (*top, *safety_facts, *_closing(phrases, [phrases.wording.summary.rest]))


def _has_warning(blocks: tuple[Block, ...]) -> bool:
    """Return whether a passage that somebody marked as a warning stands in blocks as given."""
    return any(isinstance(block, Box) and block.kind in KINDS for block in walk(blocks))


def _facts(
    phrases: Phrasebook, monograph: Monograph, sections: Sections
) -> Mapping[str, tuple[Block, ...]]:
    """Build the facts of a summary by id, in the order on paper, without those with no words."""
    entries = {str(entry.id): entry for entry in sections.walk()}
    facts: dict[str, tuple[Block, ...]] = {
        KEY_POINTS: tuple(key_points(phrases, monograph)),
        BOXES: (*warning_boxes(phrases, monograph), *given_boxes(phrases, monograph, ORDER)),
    }
    for shortened_id, text in monograph.summary.items():
        entry = entries[str(shortened_id)]
        facts[str(shortened_id)] = (_shortened(phrases, monograph, entry, text),)
    names = [use_name(phrases, use) for use in monograph.single_uses]
    if names and USES not in facts:
        uses = bullets(phrases, USES, names)
        facts[USES] = (section(entries[USES], phrases.heading(USES), (uses,), 2),)
    for id_ in ORDER:
        if id_ not in facts and not (id_ == "warnings" and is_silent(monograph, entries[id_])):
            facts[id_] = tuple(_section(phrases, monograph, entries[id_]))
    if KEY_POINTS not in phrases.profile.opening:
        del facts[KEY_POINTS]
    return {id_: facts[id_] for id_ in ORDER if facts.get(id_)}


def _section(phrases: Phrasebook, monograph: Monograph, entry: SectionEntry) -> Iterator[Section]:
    """Build a section as given or curated, without subsections; none if it has no words.

    A curated one has the profile's fixed sentences.
    """
    if monograph.as_given and entry.id not in monograph.curated_ids:
        if given_section := tagged_section(phrases, monograph, str(entry.id)):
            yield given_section
        return
    first, last = (fixed_sentences(phrases, entry.id, at) for at in ("first", "last"))
    if words := (*first, *own_words(phrases, monograph, entry), *last):
        yield section(entry, section_heading(phrases, monograph, entry), words, 2)


def _shortened(
    phrases: Phrasebook, monograph: Monograph, entry: SectionEntry, text: SummaryText
) -> Section:
    """Build a section of the words that the monograph has for the summary alone.

    The profile's fixed sentences stand around them, as in the full leaflet.
    """
    first, last = (fixed_sentences(phrases, entry.id, at) for at in ("first", "last"))
    own = prose(phrases, f"{entry.id}/summary", text.says)
    heading = section_heading(phrases, monograph, entry)
    return section(entry, heading, (*first, *own, *last), 2)


def _topic(
    phrases: Phrasebook, monograph: Monograph, entry: SectionEntry, shown_ids: Sequence[str]
) -> TextOrWords | None:
    """Return what a summary leaves out of a section of the full leaflet; None if that is nothing.

    shown: the ids of the facts of the summary. Key points that are left out have no topic: the
    sections say the same in full.
    """
    id_, texts = str(entry.id), phrases.wording.summary
    if id_ == USES and id_ in shown_ids:  # as names alone
        return texts.uses
    if id_ in shown_ids and id_ in monograph.summary:
        return fill(texts.more, topics=phrases.section(id_).topic)
    if id_ in shown_ids or id_ in REPEATED:
        return None
    if id_ == "side-effects" and isinstance(monograph.side_effects, tuple):
        in_boxes = [getattr(part, "how_fast", None) in URGENCY for part in monograph.side_effects]
        if any(in_boxes):
            return None if all(in_boxes) else texts.side_effects
    return texts.questions if id_ == "questions" else phrases.section(id_).topic


def _closing(phrases: Phrasebook, topics: Sequence[TextOrWords]) -> Iterator[Box]:
    """Name the topics that are left out, in a box that no heading above it takes in."""
    topic_list = phrases.join_commas(topics)
    sentence = fill(phrases.wording.summary.full, topics=topic_list)
    yield Box("full-leaflet", "information", None, (paragraph("full-leaflet/1", sentence, "note"),))
