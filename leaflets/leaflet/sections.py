"""The sections of a leaflet. Sections with nothing to say are named together, never dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from ..content.monograph.model import Monograph
from ..content.monograph.prose import SectionContent, SectionText, Silence
from ..content.monograph.sections import SectionEntry, Sections
from ..content.wording.patterns import Phrase
from .answers import place_of_answer
from .blocks import fixed_sentences, paragraph
from .generated_sections import COMBINED_SECTIONS, GENERATED_SECTIONS
from .model import Block, Heading, Paragraph, Section, Words
from .phrasebook import Phrasebook, fill, join_sentences, to_words
from .prose import prose

__all__ = [
    "is_silent", "own_words", "section", "section_blocks", "section_heading", "sections_of",
    "sections_with_words", "with_written",
]  # fmt: skip

ASK: Final[Silence] = "ask-pharmacist"
NOT_STATED: Final[Silence] = "not-stated"
QUESTIONS: Final = "questions"
ENDING: Final = (QUESTIONS, "about")


class SubsectionGroup(NamedTuple):
    """Neighbouring subsections with the same words. entries: at least one; the first names it."""

    entries: list[SectionEntry]
    blocks: tuple[Block, ...]


def sections_of(
    phrases: Phrasebook, monograph: Monograph, entries: Sequence[SectionEntry]
) -> Iterator[Section]:
    """Build the sections in the order of `entries`, each with its subsections."""
    for entry in entries:
        heading = join_sentences(
            phrases.section_number(entry.id), section_heading(phrases, monograph, entry)
        )
        blocks = section_blocks(phrases, monograph, entry, 2)
        if not blocks and entry.id in phrases.profile.numbered_sections:
            # the numbered list at the head of the leaflet refers to it
            is_elsewhere = place_of_answer(phrases, monograph, entry)
            sentence = (
                to_words(phrases.wording.unknown.no_answer)
                if is_elsewhere
                else _silence_sentence(phrases, ASK, [entry])
            )
            blocks = (paragraph(f"{entry.id}/{ASK}", sentence),)
        if blocks:
            yield section(entry, heading, blocks, 2)


def _has_own_heading(monograph: Monograph, entry: SectionEntry) -> bool:
    content = _content(monograph, entry)
    return isinstance(content, SectionText) and content.heading is not None


def section_heading(phrases: Phrasebook, monograph: Monograph, entry: SectionEntry) -> Words:
    """Return the heading of a section: that of its source if it is as given."""
    content = _content(monograph, entry)
    if isinstance(content, SectionText) and content.heading:
        return content.heading
    return phrases.heading(entry.id)


def with_written(
    order: Sequence[SectionEntry], sections: Sections, monograph: Monograph
) -> tuple[SectionEntry, ...]:
    """Return the order of a profile with the sections that only the monograph asks for.

    These are optional, and the profile does not place them. They stand at the end of the section
    of the agreed list that contains them, before the questions if the profile lacks that one too.
    """
    placed = {part.id for entry in order for part in (entry, *entry.parts)}
    arranged = list(order)
    for parent in sections.sections:
        parts = tuple(
            part for part in parent.parts if part.id in monograph.sections and part.id not in placed
        )
        if not parts:
            continue
        index = next((n for n, entry in enumerate(arranged) if entry.id == parent.id), None)
        if index is not None:
            entry = arranged[index]
            arranged[index] = replace(entry, parts=(*entry.parts, *parts))
        else:
            end = next((n for n, entry in enumerate(arranged) if entry.id in ENDING), len(arranged))
            arranged.insert(end, replace(parent, parts=parts))
    return tuple(arranged)


def section(entry: SectionEntry, heading: Words, blocks: tuple[Block, ...], level: int) -> Section:
    """Build a section. level: of its heading."""
    id_ = str(entry.id)
    code = str(entry.code) if entry.code else None
    return Section(id_, id_, code, Heading(f"{id_}/heading", level, heading), blocks)


def is_silent(monograph: Monograph, entry: SectionEntry) -> bool:
    """Return whether a section that the monograph writes says only that there are no facts."""
    return entry.text == "monograph" and isinstance(_content(monograph, entry), str)


def sections_with_words(
    phrases: Phrasebook, monograph: Monograph, entries: Sequence[SectionEntry]
) -> Iterator[SectionEntry]:
    """Yield the sections and subsections that have facts or fixed sentences, in order."""
    for entry in entries:
        combined_section = COMBINED_SECTIONS.get(str(entry.id))
        if not isinstance(monograph.uses, tuple):
            combined_section = None
        covered = combined_section.covered(monograph) if combined_section else frozenset()
        if _has_words(phrases, monograph, entry):
            yield entry
        for part in entry.parts:
            if part.id in covered:
                yield part
            else:
                yield from sections_with_words(phrases, monograph, [part])


def _has_words(phrases: Phrasebook, monograph: Monograph, entry: SectionEntry) -> bool:
    if any(any(fixed_sentences(phrases, entry.id, at)) for at in ("first", "last", "instead")):
        return True
    if entry.text == "parts":
        return False
    content = _content(monograph, entry)
    if content is None:
        generate = GENERATED_SECTIONS.get(str(entry.id))
        return generate is not None and any(generate(phrases, monograph, ""))
    has_question = content == ASK and phrases.section(entry.id).ask is not None
    return has_question or not isinstance(content, str)


def section_blocks(
    phrases: Phrasebook, monograph: Monograph, entry: SectionEntry, level: int
) -> tuple[Block, ...]:
    """Build a section's own blocks, then those of its subsections; none if it is not stated.

    level: of its heading.
    """
    combined_section, subsections = COMBINED_SECTIONS.get(str(entry.id)), entry.parts
    if combined_section and isinstance(monograph.uses, tuple):
        own_blocks = tuple(combined_section.generate(phrases, monograph, str(entry.id)))
        covered = combined_section.covered(monograph)
        subsections = tuple(part for part in subsections if part.id not in covered)
    else:
        own_blocks = own_words(phrases, monograph, entry, level + 1)
    first_sentences = fixed_sentences(phrases, entry.id)
    last_sentences = fixed_sentences(phrases, entry.id, "last")
    subsection_blocks = _subsections(phrases, monograph, entry, subsections, level + 1)
    return (*first_sentences, *own_blocks, *subsection_blocks, *last_sentences)


def own_words(
    phrases: Phrasebook, monograph: Monograph, entry: SectionEntry, level: int = 3
) -> tuple[Block, ...]:
    """Build a section's own blocks, or a sentence that says why there are none.

    level: of the headings in it.
    """
    id_ = str(entry.id)
    if entry.text == "parts":
        return ()
    content = _content(monograph, entry)
    if content is None:
        generate = GENERATED_SECTIONS.get(id_)
        blocks = tuple(generate(phrases, monograph, id_)) if generate else ()
        return blocks or _silence(phrases, monograph, entry, ASK)
    instead = tuple(fixed_sentences(phrases, id_, "instead"))
    if isinstance(content, str):
        return (*instead, *_silence(phrases, monograph, entry, content))
    return (*instead, *prose(phrases, id_, content.says, level=level))


def _content(monograph: Monograph, entry: SectionEntry) -> SectionContent | None:
    """Return what the monograph says of a section; None if it is made from a list of other parts.

    A section that it does not mention counts as unknown.
    """
    if entry.text == "monograph":
        return monograph.sections.get(entry.id, ASK)
    if entry.text == "either":
        return monograph.sections.get(entry.id)
    part = {"what-it-is-for": monograph.uses, "side-effects": monograph.side_effects}.get(
        str(entry.id)
    )
    return None if isinstance(part, tuple) else part


def _silence(
    phrases: Phrasebook, monograph: Monograph, entry: SectionEntry, silence: Silence
) -> tuple[Paragraph, ...]:
    """Say why a section has no words; nothing if its source does not speak of it."""
    ask = phrases.section(entry.id).ask if silence == ASK else None
    if ask:
        sentence = to_words(ask)
    elif silence == ASK and (place := place_of_answer(phrases, monograph, entry)):
        if place == "text":
            return ()
        sentence = fill(phrases.wording.unknown.elsewhere, name=phrases.heading(QUESTIONS))
    elif silence == NOT_STATED:
        return ()
    else:
        sentence = _silence_sentence(phrases, silence, [entry])
    return (paragraph(f"{entry.id}/{silence}", sentence),)


def _silence_sentence(
    phrases: Phrasebook, silence: Silence, entries: Sequence[SectionEntry]
) -> Words:
    """Name the topics about which there is nothing to say."""
    texts = phrases.wording.unknown
    topics = phrases.join_commas(_topics(phrases, entries))
    return fill(texts.not_applicable if silence == "not-applicable" else texts.ask, topics=topics)


def _topics(phrases: Phrasebook, entries: Sequence[SectionEntry]) -> list[Phrase]:
    return [phrases.section(entry.id).topic for entry in entries]


def _subsections(
    phrases: Phrasebook,
    monograph: Monograph,
    parent: SectionEntry,
    entries: Sequence[SectionEntry],
    level: int,
) -> Iterator[Block]:
    """Build the subsections. Those with nothing to say are named together at the end."""
    silent: dict[Silence, list[SectionEntry]] = {}
    groups: list[SubsectionGroup] = []
    for entry in entries:
        if silence := _reason_for_silence(phrases, monograph, entry):
            silent.setdefault(silence, []).append(entry)
        else:
            blocks = section_blocks(phrases, monograph, entry, level)
            has_heading = _has_own_heading(monograph, entry)
            if has_heading or not groups or _has_own_heading(monograph, groups[-1].entries[0]):
                groups.append(SubsectionGroup([entry], blocks))
            else:
                _add_subsection(groups, entry, blocks)
    for (first, *following_entries), blocks in groups:
        heading = phrases.join_and(
            [section_heading(phrases, monograph, first), *_topics(phrases, following_entries)]
        )
        if blocks:
            yield section(first, heading, blocks, level)
    silent.pop(NOT_STATED, None)
    texts = phrases.wording.unknown
    for silence, silent_entries in silent.items():
        path = f"{parent.id}/parts/{silence}"
        heading_text = texts.ask_heading if silence == ASK else texts.not_applicable_heading
        yield Heading(f"{path}/heading", level, to_words(heading_text))
        yield paragraph(path, _silence_sentence(phrases, silence, silent_entries))


def _reason_for_silence(
    phrases: Phrasebook, monograph: Monograph, entry: SectionEntry
) -> Silence | None:
    """Return why a subsection has nothing to say; None if it has words of its own."""
    if entry.parts or entry.text == "parts" or any(fixed_sentences(phrases, entry.id)):
        return None
    content = _content(monograph, entry)
    if content is None:
        generate = GENERATED_SECTIONS.get(str(entry.id))
        if generate is None or not any(generate(phrases, monograph, "")):
            content = ASK
    if not isinstance(content, str) or (content == ASK and phrases.section(entry.id).ask):
        return None
    is_elsewhere = content == ASK and place_of_answer(phrases, monograph, entry)
    return NOT_STATED if is_elsewhere else content


def _add_subsection(
    groups: list[SubsectionGroup], entry: SectionEntry, blocks: tuple[Block, ...]
) -> None:
    """Add a subsection to the last group if both say the same, or else as a group of its own."""
    if _is_same_paragraph(groups[-1].blocks, blocks):
        groups[-1].entries.append(entry)
    else:
        groups.append(SubsectionGroup([entry], blocks))


def _is_same_paragraph(first: tuple[Block, ...], second: tuple[Block, ...]) -> bool:
    """Return whether both are one paragraph with the same words."""
    match first, second:
        case (Paragraph() as first_paragraph,), (Paragraph() as second_paragraph,):
            return first_paragraph.words.runs == second_paragraph.words.runs
    return False
