"""The words that a leaflet in one language takes from a profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from ...base.errors import Fault, ProfileError
from ...source.yaml import Text
from ..monograph.frequency import Band
from ..monograph.scalars import Language
from .model import LIST, BandWords, Profile, Sentence, Statement
from .scalars import HeadingText

__all__ = ["FixedSentence", "ProfileWording", "profile_wording", "speaks", "words_for_band"]


class FixedSentence(Struct, frozen=True):
    """A fixed sentence in one language. rule: the name of the rule that asks for it."""

    rule: str
    statement: Statement
    sentence: Sentence


class ProfileWording(Struct, frozen=True):
    """The words that a profile has in one language.

    opening: the parts that stand before the first section, in order. headings: by section.
    sentences: the fixed sentences, in the order of the file. contacts: by kind. bands: the words
    for how many people, None if the profile wants numbers alone. numbered_sections: the ids of the
    sections that have a number, from 1.
    """

    opening: tuple[str, ...] = ("names", "about", "key-points", "warnings")
    headings: Mapping[str, HeadingText] | None = None
    sentences: tuple[FixedSentence, ...] = ()
    contacts: Mapping[str, Text] | None = None
    bands: BandWords | None = None
    side_effects_in_table: bool = False
    numbered_sections: tuple[str, ...] = ()

    def sentences_at(self, place: str, position: str) -> tuple[FixedSentence, ...]:
        """Return the sentences of a place whose position is first, last or instead."""
        return tuple(
            sentence
            for sentence in self.sentences
            if sentence.statement.place == place and sentence.statement.at == position
        )


def profile_wording(profile: Profile, name: str, language: str) -> ProfileWording:
    """Take the words of one language from a profile.

    Raises ProfileError, which names each rule without words in that language.
    """
    tag = Language(language)
    faults = list(_missing_words(profile, name, tag))
    if faults:
        raise ProfileError(faults)
    headings = profile.headings.get(tag)
    bands, order = profile.frequency.words, profile.order
    return ProfileWording(
        opening=order.opening,
        headings={str(id_): text for id_, text in headings.words.items()} if headings else {},
        sentences=tuple(
            FixedSentence(f"statements.{id_}", statement, statement.words[tag])
            for id_, statement in profile.statements.items()
        ),
        contacts={
            kind: texts[tag].text for kind, texts in profile.contacts.items() if tag in texts
        },
        bands=bands[tag] if bands and profile.frequency.style == "word-and-number" else None,
        side_effects_in_table=profile.side_effects.told_as == "table",
        numbered_sections=tuple(str(place.id) for place in order.sections[: order.numbered]),
    )


def speaks(profile: Profile, language: str) -> bool:
    """Return whether a profile has all words that it asks for in a language."""
    return not any(_missing_words(profile, "", Language(language)))


def _missing_words(profile: Profile, name: str, language: Language) -> Iterator[Fault]:
    """Fault each rule that has words, but none in this language."""
    rules: dict[str, Mapping[Language, Any]] = {
        f"statements.{id_}": statement.words for id_, statement in profile.statements.items()
    }
    if profile.frequency.style == "word-and-number" and profile.frequency.words:
        rules["frequency"] = profile.frequency.words
    if profile.headings:
        rules["headings"] = profile.headings
    headings = profile.headings.get(language)
    if LIST in profile.order.opening and headings and LIST not in headings.words:
        message = f"The list of sections has no heading in '{language}' in the profile {name}."
        yield Fault("P290", headings.source.place, message, "Add it as list: below the headings.")
    for rule, words in rules.items():
        if language not in words:
            place = next(iter(words)).place
            message = f"The rule '{rule}' of the profile {name} has no words in '{language}'."
            hint = f"Add them in profiles/{name}/{language}.yaml, or choose another profile."
            yield Fault("P290", place, message, hint)


# the five conventional bands by (least, most): (100, 10) is from 1 in 100 to 1 in 10 people
CONVENTIONAL_BANDS: Final[Mapping[tuple[object, object], str]] = {
    (10, None): "very_common",
    (100, 10): "common",
    (1_000, 100): "uncommon",
    (10_000, 1_000): "rare",
    (None, 10_000): "very_rare",
}


def words_for_band(words: BandWords, band: Band) -> Text | None:
    """Return the words for one of the five conventional bands; None for any other band."""
    name = CONVENTIONAL_BANDS.get((band.least, band.most))
    return getattr(words, name) if name else None
