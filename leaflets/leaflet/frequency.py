"""How many people get a side effect, and which of them. Numbers, never a frequency word alone."""

from __future__ import annotations

from ..content.monograph.frequency import Band
from ..content.monograph.model import Monograph
from ..content.monograph.side_effects import EffectGroup, SideEffect
from .model import Words
from .phrasebook import Phrasebook, fill, join_sentences, to_words

__all__ = ["effect_name", "frequency", "has_no_frequency", "rarity", "scope"]


def frequency(phrases: Phrasebook, effect: SideEffect | EffectGroup, plural: bool = False) -> Words:
    """Return the sentence on how many people get a side effect.

    plural: the sentence is about several side effects.
    """
    texts, number = phrases.wording.frequency, effect.frequency
    if isinstance(number, Band):
        return join_sentences(band := phrases.band(number), _own_word(phrases, effect, band))
    if effect.said_to_be:
        phrase = texts.said_to_be_many if plural else texts.said_to_be
        return fill(phrase, word=effect.said_to_be)
    if phrases.profile.bands:
        return to_words(phrases.profile.bands.not_known)
    return to_words(texts.not_known_many if plural else texts.not_known)


def _own_word(phrases: Phrasebook, effect: SideEffect | EffectGroup, band: Words) -> Words | None:
    """Say which word the source uses beside a number, unless the profile's words have it."""
    word = effect.said_to_be
    if not word or word.casefold() in str(band).casefold():
        return None
    return fill(phrases.wording.frequency.with_word, word=word)


def has_no_frequency(effect: SideEffect) -> bool:
    """Return whether the source gives neither a number nor a word for how many people get it."""
    return not isinstance(effect.frequency, Band) and not effect.said_to_be


def rarity(effect: SideEffect) -> float:
    """Sort key: the most frequent side effects come first, those of unknown frequency last."""
    number = effect.frequency
    if not isinstance(number, Band):
        return float("inf")
    return 1 / number.most.share if number.most else 1


def scope(
    phrases: Phrasebook, effect: SideEffect | EffectGroup, monograph: Monograph
) -> Words | None:
    """Return the routes and uses to which a side effect is limited; None if it has no limit.

    The words fit the middle of a sentence.
    """
    parts = [phrases.routes(effect.routes)] if effect.routes else []
    if effect.uses:
        names = [use.name for use in monograph.single_uses if use.id in effect.uses]
        for_use = phrases.wording.side_effects.for_use
        parts.append(fill(for_use, names=phrases.join_or(names)))
    return phrases.join_commas(parts) if parts else None


def effect_name(phrases: Phrasebook, effect: SideEffect) -> Words:
    """Return the plain name, followed by the medical name if there is one."""
    if effect.medical_name is None:
        return effect.name
    phrase = phrases.wording.side_effects.with_medical_name
    return fill(phrase, name=effect.name, medical=effect.medical_name)
