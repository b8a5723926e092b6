"""The sections of a leaflet, by the agreed list; what has nothing to say is named, not dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from ..monograph.model import Monograph, SectionContent
from ..monograph.sections import Part
from .composed import COMPOSED
from .model import Block, Heading, Section, Words
from .prose import paragraph, prose
from .voice import Voice, filled, words

__all__ = ["sections_of"]

Silence = Literal["ask-pharmacist", "not-applicable"]
ASK: Final[Silence] = "ask-pharmacist"


def sections_of(voice: Voice, monograph: Monograph, parts: Sequence[Part]) -> Iterator[Section]:
    """The sections of the agreed list in its order, each with those below it."""
    for part in parts:
        yield _section(voice, monograph, part, 2)


def _section(voice: Voice, monograph: Monograph, part: Part, level: int) -> Section:
    id_ = str(part.id)
    heading = Heading(f"{id_}/heading", level, words(voice.section(id_).heading))
    own = _own(voice, monograph, part, level)
    below = _below(voice, monograph, part, level + 1)
    return Section(id_, id_, str(part.code) if part.code else None, heading, (*own, *below))


def _own(voice: Voice, monograph: Monograph, part: Part, level: int) -> tuple[Block, ...]:
    """What the section says itself; if that is nothing, what is said instead."""
    id_ = str(part.id)
    if part.text == "parts":
        return ()
    silence = _silence(voice, monograph, part)
    if silence:
        ask = voice.section(id_).ask if silence == ASK else None
        said = words(ask) if ask else _named(voice, silence, [part])
        return (paragraph(f"{id_}/{silence}", said),)
    if part.text == "composed":
        return tuple(COMPOSED[id_](voice, monograph, id_, level + 1))
    content = _content(monograph, part)
    assert not isinstance(content, str)
    return prose(voice, id_, content.says)


def _below(voice: Voice, monograph: Monograph, part: Part, level: int) -> Iterator[Block]:
    """The sections below; those that have nothing to say, and no words of their own for that, are
    named together at the end."""
    silent: dict[Silence, list[Part]] = {}
    for one in part.parts:
        silence = _silence(voice, monograph, one)
        if silence and not one.parts and not (silence == ASK and voice.section(one.id).ask):
            silent.setdefault(silence, []).append(one)
        else:
            yield _section(voice, monograph, one, level)
    for silence, parts in silent.items():
        yield paragraph(f"{part.id}/{silence}", _named(voice, silence, parts))


def _named(voice: Voice, silence: Silence, parts: Sequence[Part]) -> Words:
    says = voice.wording.unknown
    topics = voice.both([voice.section(part.id).topic for part in parts])
    return filled(says.ask if silence == ASK else says.not_applicable, topics=topics)


def _content(monograph: Monograph, part: Part) -> SectionContent:
    """What the monograph says in the section; of what it does not name, nothing is known."""
    return monograph.sections.get(part.id, ASK)


def _silence(voice: Voice, monograph: Monograph, part: Part) -> Silence | None:
    """Why the section has nothing to say, if so."""
    if part.text == "parts":
        return None
    if part.text == "composed":
        made = COMPOSED[str(part.id)](voice, monograph, str(part.id), 3)
        return None if next(made, None) else ASK
    content = _content(monograph, part)
    return content if isinstance(content, str) else None
