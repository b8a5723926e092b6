"""Whether the words keep their profile: nothing forbidden is said, nothing required is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..base.errors import Fault, ProfileError
from ..content.monograph.model import Monograph
from ..content.profile.forbidden import ForbiddenWords
from ..content.profile.order import ProfileRef
from .model import Block, Figure, Heading, Paragraph, Words, walk

__all__ = ["check_rules"]


def check_rules(blocks: Sequence[Block], monograph: Monograph, profile: ProfileRef) -> None:
    """ProfileError with every rule that the words do not keep, where they were written."""
    found = [*_forbidden(blocks, monograph, profile), *_unknown(monograph, profile)]
    if found:
        raise ProfileError(found)


def _forbidden(
    blocks: Sequence[Block], monograph: Monograph, profile: ProfileRef
) -> Iterator[Fault]:
    forbidden_words, told = ForbiddenWords.of(profile), set()
    for said in _said(tuple(blocks)) if forbidden_words.words else ():
        for fault in forbidden_words.faults(str(said), said.place or monograph.identity.name.place):
            if fault not in told:
                told.add(fault)
                yield fault


def _said(blocks: tuple[Block, ...]) -> Iterator[Words]:
    for block in walk(blocks):
        match block:
            case Paragraph() | Heading():
                yield block.words
            case Figure():
                yield block.says


def _unknown(monograph: Monograph, profile: ProfileRef) -> Iterator[Fault]:
    for id_ in profile.profile.order.required:
        for given, content in monograph.sections.items():
            if given == id_ and isinstance(content, str):
                says = f"The monograph knows nothing about '{id_}', which the rule 'order' of the "
                hint = "Write what is known, or choose another profile."
                yield Fault("P292", given.place, f"{says}profile {profile.name} requires.", hint)
