"""The sections of a leaflet, by the agreed list; what has nothing to say is named, not dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from ..content.monograph.model import Monograph, SectionContent
from ..content.monograph.sections import SectionEntry
from ..content.wording.patterns import Phrase
from .fixed_sentences import fixed_sentences
from .generated_sections import COMPOSED, TOGETHER
from .model import Block, Heading, Paragraph, Section, Words
from .phrasebook import Phrasebook, fill, join_sentences, to_words
from .prose import paragraph, prose

__all__ = ["own_words", "section", "sections_of"]

Silence = Literal["ask-pharmacist", "not-applicable"]
Told = tuple[SectionEntry, tuple[Block, ...]]
ASK: Final[Silence] = "ask-pharmacist"


def sections_of(
    phrases: Phrasebook, monograph: Monograph, parts: Sequence[SectionEntry]
) -> Iterator[Section]:
    """The sections of the agreed list in its order, each with those below it."""
    for part in parts:
        heading = join_sentences(phrases.section_number(part.id), phrases.heading(part.id))
        yield section(part, heading, _blocks(phrases, monograph, part, 2), 2)


def section(part: SectionEntry, heading: Words, blocks: tuple[Block, ...], level: int) -> Section:
    """A section of the agreed list. level: of its heading."""
    id_ = str(part.id)
    code = str(part.code) if part.code else None
    return Section(id_, id_, code, Heading(f"{id_}/heading", level, heading), blocks)


def _blocks(
    phrases: Phrasebook, monograph: Monograph, part: SectionEntry, level: int
) -> tuple[Block, ...]:
    """What a section says itself, then what those below it say."""
    together, parts = TOGETHER.get(str(part.id)), part.parts
    if together:
        say, covered = together
        own = tuple(say(phrases, monograph, str(part.id)))
        parts = tuple(one for one in parts if one.id not in covered(monograph))
    else:
        own = own_words(phrases, monograph, part)
    first, last = fixed_sentences(phrases, part.id), fixed_sentences(phrases, part.id, "last")
    return (*first, *own, *_below(phrases, monograph, part, parts, level + 1), *last)


def own_words(phrases: Phrasebook, monograph: Monograph, part: SectionEntry) -> tuple[Block, ...]:
    """What the section says itself; if that is nothing, what is said instead."""
    id_ = str(part.id)
    if part.text == "parts":
        return ()
    if part.text == "composed":
        compose = COMPOSED.get(id_)
        blocks = tuple(compose(phrases, monograph, id_)) if compose else ()
        return blocks or _silent(phrases, part, ASK)
    content = _content(monograph, part)
    if isinstance(content, str):
        return _silent(phrases, part, content)
    return prose(phrases, id_, content.says)


def _content(monograph: Monograph, part: SectionEntry) -> SectionContent:
    """What the monograph says in the section; of what it does not name, nothing is known."""
    return monograph.sections.get(part.id, ASK)


def _silent(phrases: Phrasebook, part: SectionEntry, silence: Silence) -> tuple[Paragraph]:
    ask = phrases.section(part.id).ask if silence == ASK else None
    said = to_words(ask) if ask else _named(phrases, silence, [part])
    return (paragraph(f"{part.id}/{silence}", said),)


def _named(phrases: Phrasebook, silence: Silence, parts: Sequence[SectionEntry]) -> Words:
    """The sentence that names sections with nothing to say."""
    says = phrases.wording.unknown
    topics = phrases.join_commas(_topics(phrases, parts))
    return fill(says.ask if silence == ASK else says.not_applicable, topics=topics)


def _topics(phrases: Phrasebook, parts: Sequence[SectionEntry]) -> list[Phrase]:
    return [phrases.section(part.id).topic for part in parts]


def _below(
    phrases: Phrasebook,
    monograph: Monograph,
    part: SectionEntry,
    parts: Sequence[SectionEntry],
    level: int,
) -> Iterator[Block]:
    """The sections below; those without anything to say are named together at the end."""
    silent: dict[Silence, list[SectionEntry]] = {}
    told: list[Told] = []
    for one in parts:
        silence = _unsaid(phrases, monograph, one)
        if silence:
            silent.setdefault(silence, []).append(one)
        else:
            told.append((one, _blocks(phrases, monograph, one, level)))
    for one, alike, blocks in _alike(told):
        heading = phrases.join_and([phrases.heading(one.id), *_topics(phrases, alike)])
        yield section(one, heading, blocks, level)
    says = phrases.wording.unknown
    for silence, unsaid in silent.items():
        path = f"{part.id}/parts/{silence}"
        above = says.ask_heading if silence == ASK else says.not_applicable_heading
        yield Heading(f"{path}/heading", level, to_words(above))
        yield paragraph(path, _named(phrases, silence, unsaid))


def _unsaid(phrases: Phrasebook, monograph: Monograph, part: SectionEntry) -> Silence | None:
    """Why the section has nothing to say, if so, and no words of its own for that."""
    if part.parts or part.text == "parts" or any(fixed_sentences(phrases, part.id)):
        return None
    content: SectionContent | None = None
    if part.text == "monograph":
        content = _content(monograph, part)
    elif part.id not in COMPOSED or not any(COMPOSED[str(part.id)](phrases, monograph, "")):
        content = ASK
    if not isinstance(content, str) or (content == ASK and phrases.section(part.id).ask):
        return None
    return content


def _alike(
    told: Sequence[Told],
) -> list[tuple[SectionEntry, list[SectionEntry], tuple[Block, ...]]]:
    """Neighbours of which each says the same in one paragraph are told once, for all of them."""
    made: list[tuple[SectionEntry, list[SectionEntry], tuple[Block, ...]]] = []
    for part, blocks in told:
        if made and _same(made[-1][2], blocks):
            made[-1][1].append(part)
        else:
            made.append((part, [], blocks))
    return made


def _same(one: tuple[Block, ...], other: tuple[Block, ...]) -> bool:
    match one, other:
        case (Paragraph() as first,), (Paragraph() as second,):
            return first.words.runs == second.words.runs
    return False
