"""Whether the words keep their profile: nothing forbidden is said, nothing required is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import Fault, ProfileError
from ..monograph.model import Monograph
from ..profile.order import Named
from .model import Block, Figure, Heading, Paragraph, Words, walk

__all__ = ["check_rules"]


def check_rules(blocks: Sequence[Block], monograph: Monograph, profile: Named) -> None:
    """ProfileError with every rule that the words do not keep, where they were written."""
    found = [*_forbidden(blocks, monograph, profile), *_unknown(monograph, profile)]
    if found:
        raise ProfileError(found)


def _forbidden(blocks: Sequence[Block], monograph: Monograph, profile: Named) -> Iterator[Fault]:
    rules = [
        (f"forbidden.{id_}", str(words), _plain(str(words)))
        for id_, rule in profile.profile.forbidden.items()
        for words in rule.words
    ]
    told: set[tuple[str, object]] = set()
    for said in _said(tuple(blocks)) if rules else ():
        place = said.place or monograph.identity.name.place
        text = _plain(str(said))
        for rule, words, plain in rules:
            if plain in text and (rule, place) not in told:
                told.add((rule, place))
                says = f"“{words}” stands here, which the rule '{rule}' of the profile "
                yield Fault("P291", place, f"{says}{profile.name} forbids.", "Write it otherwise.")


def _plain(text: str) -> str:
    """Words for comparing: small letters, one space between two words, also for a hyphen."""
    return " ".join(text.casefold().replace("\u2011", "-").replace("-", " ").split())


def _said(blocks: tuple[Block, ...]) -> Iterator[Words]:
    for block in walk(blocks):
        match block:
            case Paragraph() | Heading():
                yield block.words
            case Figure():
                yield block.says


def _unknown(monograph: Monograph, profile: Named) -> Iterator[Fault]:
    for id_ in profile.profile.order.required:
        for given, content in monograph.sections.items():
            if given == id_ and isinstance(content, str):
                says = f"The monograph knows nothing about '{id_}', which the rule 'order' of the "
                hint = "Write what is known, or choose another profile."
                yield Fault("P292", given.place, f"{says}profile {profile.name} requires.", hint)
