"""How many people get an unwanted effect, and which of them: numbers, never a bare word."""

from __future__ import annotations

from ..content.monograph.model import Monograph, SideEffect
from ..content.monograph.scalars import Band
from .model import Words
from .phrasebook import Phrasebook, fill, to_words

__all__ = ["effect_name", "frequency", "how_often", "is_silent", "scope"]


def frequency(phrases: Phrasebook, effect: SideEffect, many: bool = False) -> Words:
    """The sentence for how many people get it. many: it speaks of several effects."""
    says, number = phrases.wording.frequency, effect.frequency
    if isinstance(number, Band):
        return phrases.band(number)
    if effect.said_to_be:
        return fill(says.said_to_be_many if many else says.said_to_be, word=effect.said_to_be)
    if phrases.profile.bands:
        return to_words(phrases.profile.bands.not_known)
    return to_words(says.not_known_many if many else says.not_known)


def is_silent(effect: SideEffect) -> bool:
    """Whether the source neither gives a number nor calls it anything."""
    return not isinstance(effect.frequency, Band) and not effect.said_to_be


def how_often(effect: SideEffect) -> float:
    """A key that puts what more people get first, and what is not known last."""
    number = effect.frequency
    if not isinstance(number, Band):
        return float("inf")
    return number.most or 1


def scope(phrases: Phrasebook, effect: SideEffect, monograph: Monograph) -> Words | None:
    """For which routes and uses the effect holds, as in the middle of a sentence; None: for all."""
    parts = [phrases.routes(effect.routes)] if effect.routes else []
    if effect.uses:
        names = [use.name for use in monograph.uses if use.id in effect.uses]
        parts.append(fill(phrases.wording.side_effects.for_use, names=phrases.join_or(names)))
    return phrases.join_commas(parts) if parts else None


def effect_name(phrases: Phrasebook, effect: SideEffect) -> Words:
    """The plain name, with the medical one behind it."""
    if effect.medical_name is None:
        return effect.name
    named = phrases.wording.side_effects.with_medical_name
    return fill(named, name=effect.name, medical=effect.medical_name)
