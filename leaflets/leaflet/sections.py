"""The sections of a leaflet. Sections with nothing to say are named together, never dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from ..content.monograph.model import Monograph, SectionContent
from ..content.monograph.sections import SectionEntry
from ..content.wording.patterns import Phrase
from .blocks import fixed_sentences, paragraph
from .generated_sections import COMBINED_SECTIONS, GENERATED_SECTIONS
from .model import Block, Heading, Paragraph, Section, Words
from .phrasebook import Phrasebook, fill, join_sentences, to_words
from .prose import prose

__all__ = [
    "is_silent", "own_words", "section", "sections_of", "sections_with_words", "single_section",
]  # fmt: skip

Silence = Literal["ask-pharmacist", "not-applicable"]
ASK: Final[Silence] = "ask-pharmacist"


class SubsectionGroup(NamedTuple):
    """Neighbouring subsections with the same words. entries: at least one; the first names it."""

    entries: list[SectionEntry]
    blocks: tuple[Block, ...]


def sections_of(
    phrases: Phrasebook, monograph: Monograph, entries: Sequence[SectionEntry]
) -> Iterator[Section]:
    """Build the sections in the order of `entries`, each with its subsections."""
    for entry in entries:
        heading = join_sentences(phrases.section_number(entry.id), phrases.heading(entry.id))
        yield section(entry, heading, _blocks(phrases, monograph, entry, 2), 2)


def section(entry: SectionEntry, heading: Words, blocks: tuple[Block, ...], level: int) -> Section:
    """Build a section. level: of its heading."""
    id_ = str(entry.id)
    code = str(entry.code) if entry.code else None
    return Section(id_, id_, code, Heading(f"{id_}/heading", level, heading), blocks)


def single_section(phrases: Phrasebook, monograph: Monograph, entry: SectionEntry) -> Section:
    """Build a section of its own, with the profile's fixed sentences and without subsections."""
    first, last = (fixed_sentences(phrases, entry.id, at) for at in ("first", "last"))
    blocks = (*first, *own_words(phrases, monograph, entry), *last)
    return section(entry, phrases.heading(entry.id), blocks, 2)


def is_silent(monograph: Monograph, entry: SectionEntry) -> bool:
    """Return whether a section that the monograph writes says only that there are no facts."""
    return entry.text == "monograph" and isinstance(_content(monograph, entry), str)


def sections_with_words(
    phrases: Phrasebook, monograph: Monograph, entries: Sequence[SectionEntry]
) -> Iterator[SectionEntry]:
    """Yield the sections and subsections that have facts or fixed sentences, in order."""
    for entry in entries:
        combined_section = COMBINED_SECTIONS.get(str(entry.id))
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
    if entry.text == "composed":
        generate = GENERATED_SECTIONS.get(str(entry.id))
        return generate is not None and any(generate(phrases, monograph, ""))
    if entry.text == "parts":
        return False
    asks = phrases.section(entry.id).ask and _content(monograph, entry) == ASK
    return bool(asks) or not is_silent(monograph, entry)


def _blocks(
    phrases: Phrasebook, monograph: Monograph, entry: SectionEntry, level: int
) -> tuple[Block, ...]:
    """Build a section's own blocks, then those of its subsections."""
    combined_section, subsections = COMBINED_SECTIONS.get(str(entry.id)), entry.parts
    if combined_section:
        own = tuple(combined_section.generate(phrases, monograph, str(entry.id)))
        covered = combined_section.covered(monograph)
        subsections = tuple(part for part in subsections if part.id not in covered)
    else:
        own = own_words(phrases, monograph, entry)
    first = fixed_sentences(phrases, entry.id)
    last = fixed_sentences(phrases, entry.id, "last")
    subsection_blocks = _subsections(phrases, monograph, entry, subsections, level + 1)
    return (*first, *own, *subsection_blocks, *last)


def own_words(phrases: Phrasebook, monograph: Monograph, entry: SectionEntry) -> tuple[Block, ...]:
    """Build a section's own blocks, or a sentence that says why there are none."""
    id_ = str(entry.id)
    if entry.text == "parts":
        return ()
    if entry.text == "composed":
        generate = GENERATED_SECTIONS.get(id_)
        blocks = tuple(generate(phrases, monograph, id_)) if generate else ()
        return blocks or _silence(phrases, entry, ASK)
    content = _content(monograph, entry)
    if isinstance(content, str):
        return _silence(phrases, entry, content)
    return prose(phrases, id_, content.says)


def _content(monograph: Monograph, entry: SectionEntry) -> SectionContent:
    """Return what the monograph says. A section that it does not mention counts as unknown."""
    return monograph.sections.get(entry.id, ASK)


def _silence(phrases: Phrasebook, entry: SectionEntry, silence: Silence) -> tuple[Paragraph]:
    ask = phrases.section(entry.id).ask if silence == ASK else None
    sentence = to_words(ask) if ask else _silence_sentence(phrases, silence, [entry])
    return (paragraph(f"{entry.id}/{silence}", sentence),)


def _silence_sentence(
    phrases: Phrasebook, silence: Silence, entries: Sequence[SectionEntry]
) -> Words:
    """Name the topics about which there is nothing to say."""
    texts = phrases.wording.unknown
    topics = phrases.join_commas(_topics(phrases, entries))
    return fill(texts.ask if silence == ASK else texts.not_applicable, topics=topics)


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
            _add_subsection(groups, entry, _blocks(phrases, monograph, entry, level))
    for (first, *following_entries), blocks in groups:
        heading = phrases.join_and(
            [phrases.heading(first.id), *_topics(phrases, following_entries)]
        )
        yield section(first, heading, blocks, level)
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
    content: SectionContent | None = None
    if entry.text == "monograph":
        content = _content(monograph, entry)
    else:
        generate = GENERATED_SECTIONS.get(str(entry.id))
        if generate is None or not any(generate(phrases, monograph, "")):
            content = ASK
    if not isinstance(content, str) or (content == ASK and phrases.section(entry.id).ask):
        return None
    return content


def _add_subsection(
    groups: list[SubsectionGroup], entry: SectionEntry, blocks: tuple[Block, ...]
) -> None:
    """Add a subsection to the last group if both say the same, or else as a group of its own."""
    if groups and _is_same_paragraph(groups[-1].blocks, blocks):
        groups[-1].entries.append(entry)
    else:
        groups.append(SubsectionGroup([entry], blocks))


def _is_same_paragraph(first: tuple[Block, ...], second: tuple[Block, ...]) -> bool:
    match first, second:
        case (Paragraph() as first_paragraph,), (Paragraph() as second_paragraph,):
            return first_paragraph.words.runs == second_paragraph.words.runs
    return False
