"""How many people get an unwanted effect, and which of them: numbers, never a bare word."""

from __future__ import annotations

from ..monograph.model import Monograph, SideEffect
from ..monograph.scalars import Band
from .model import Words
from .voice import Voice, filled, words

__all__ = ["frequency", "how_often", "scope"]


def frequency(voice: Voice, effect: SideEffect, many: bool = False) -> Words:
    """The sentence for how many people get it. many: it speaks of several effects."""
    says, number = voice.wording.frequency, effect.frequency
    if isinstance(number, Band) and (number.least or number.most):
        return voice.band(number)
    if effect.said_to_be:
        return filled(says.said_to_be_many if many else says.said_to_be, word=effect.said_to_be)
    return words(says.not_known_many if many else says.not_known)


def how_often(effect: SideEffect) -> float:
    """A key that puts what more people get first, and what is not known last."""
    number = effect.frequency
    if isinstance(number, Band):
        return float(number.most or 1 if number.least or number.most else 10**10)
    return 10**10


def scope(voice: Voice, effect: SideEffect, monograph: Monograph) -> Words | None:
    """For which routes and uses the effect holds, as the beginning of a line; None: for all."""
    parts = [voice.routes(effect.routes)] if effect.routes else []
    if effect.uses:
        names = [use.name for use in monograph.uses if use.id in effect.uses]
        parts.append(filled(voice.wording.side_effects.for_use, names=voice.either(names)))
    return voice.commas(parts) if parts else None
