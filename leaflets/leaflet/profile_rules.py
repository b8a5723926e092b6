"""Check a composed leaflet against its profile: forbidden words and missing required facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..base.errors import Fault, ProfileError
from ..content.monograph.model import Monograph
from ..content.monograph.prose import CuratedPlace, SectionBlock, Subsection
from ..content.profile.forbidden import ForbiddenWords
from ..content.profile.model import ProfileRef
from .model import Block, Figure, Heading, Paragraph, Words
from .walk import walk

__all__ = ["check_rules"]


def check_rules(blocks: Sequence[Block], monograph: Monograph, profile: ProfileRef) -> None:
    """Raise ProfileError with every broken rule and the place of the offending words."""
    faults = [*_forbidden(blocks, monograph, profile), *_missing_facts(monograph, profile)]
    if faults:
        raise ProfileError(faults)


def _forbidden(
    blocks: Sequence[Block], monograph: Monograph, profile: ProfileRef
) -> Iterator[Fault]:
    forbidden_words, faults = ForbiddenWords.of(profile), dict[Fault, None]()
    for words in _texts(tuple(blocks)) if forbidden_words.words else ():
        place = words.place or monograph.identity.name.place
        faults.update(dict.fromkeys(forbidden_words.faults(str(words), place)))
    yield from faults


def _texts(blocks: tuple[Block, ...]) -> Iterator[Words]:
    for block in walk(blocks):
        match block:
            case Paragraph() | Heading():
                yield block.words
            case Figure():
                yield block.description


def _missing_facts(monograph: Monograph, profile: ProfileRef) -> Iterator[Fault]:
    """Fault the required sections about which the monograph says that nothing is known."""
    for required_id in profile.profile.order.required:
        if monograph.as_given and required_id not in _given_ids(monograph.as_given.says):
            message = (
                f"No section as given is marked as '{required_id}', which the rule 'order' of the "
                f"profile {profile.name} requires."
            )
            hint = f"Write section: {required_id} below its heading, or choose another profile."
            yield Fault("P292", monograph.as_given.sources[0].place, message, hint)
        for id_, content in monograph.sections.items():
            if id_ == required_id and isinstance(content, str):
                message = (
                    f"The monograph knows nothing about '{id_}', which the rule 'order' of the "
                    f"profile {profile.name} requires."
                )
                hint = "Write what is known, or choose another profile."
                yield Fault("P292", id_.place, message, hint)


def _given_ids(blocks: Sequence[SectionBlock | CuratedPlace]) -> Iterator[str]:
    """Yield the ids of the sections that have words in a leaflet as given."""
    for block in blocks:
        if isinstance(block, CuratedPlace):
            yield str(block.curated)
        elif isinstance(block, Subsection):
            if block.section:
                yield str(block.section)
            yield from _given_ids(block.says)
