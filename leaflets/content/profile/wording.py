"""The words that a leaflet in one language takes from a profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ...base.errors import Fault, ProfileError
from ...source.yaml import Text
from ..monograph.scalars import Band, Language
from .model import FrequencyWords, Profile, Sentence, Statement
from .scalars import HeadingText
from .validate import LIST

__all__ = ["FixedSentence", "ProfileWording", "band_words", "profile_wording"]


class FixedSentence(Struct, frozen=True):
    """A fixed sentence in one language. rule: the name of the rule that asks for it."""

    rule: str
    statement: Statement
    sentence: Sentence


class ProfileWording(Struct, frozen=True):
    """The words that a profile has in one language.

    opening: the parts that stand before the first section, in order. headings: by section.
    sentences: the fixed sentences, in the order of the file. contacts: by kind. bands: the words
    for how many people, None if the profile wants numbers alone. table: side effects are listed in
    a table. listed: the sections that have a number, from 1.
    """

    opening: tuple[str, ...] = ("names", "about", "key-points", "warnings")
    headings: Mapping[str, HeadingText] | None = None
    sentences: tuple[FixedSentence, ...] = ()
    contacts: Mapping[str, Text] | None = None
    bands: FrequencyWords | None = None
    table: bool = False
    listed: tuple[str, ...] = ()

    def at(self, place: str, where: str) -> tuple[FixedSentence, ...]:
        """The sentences of a place that stand first, last, or instead of the program's own."""
        found = (each for each in self.sentences if each.statement.place == place)
        return tuple(each for each in found if each.statement.at == where)


def profile_wording(profile: Profile, name: str, language: str) -> ProfileWording:
    """The profile in a language; ProfileError names each rule that has no words in it."""
    tag = Language(language)
    faults = list(_unspoken(profile, name, tag))
    if faults:
        raise ProfileError(faults)
    headings = profile.headings.get(tag)
    bands = profile.frequency.words
    return ProfileWording(
        opening=profile.order.opening,
        headings={str(id_): said for id_, said in headings.words.items()} if headings else {},
        sentences=tuple(
            FixedSentence(f"statements.{id_}", each, each.words[tag])
            for id_, each in profile.statements.items()
        ),
        contacts={kind: said[tag].text for kind, said in profile.contacts.items() if tag in said},
        bands=bands[tag] if bands and profile.frequency.style == "word-and-number" else None,
        table=profile.side_effects.told_as == "table",
        listed=tuple(str(one.id) for one in profile.order.sections[: profile.order.numbered]),
    )


def _unspoken(profile: Profile, name: str, language: Language) -> Iterator[Fault]:
    """Every rule with words of which none are in this language."""
    rules = {f"statements.{id_}": each.words for id_, each in profile.statements.items()}
    if profile.frequency.style == "word-and-number" and profile.frequency.words:
        rules["frequency"] = profile.frequency.words  # type: ignore[assignment]
    if profile.headings:
        rules["headings"] = profile.headings  # type: ignore[assignment]
    headings = profile.headings.get(language)
    if "list" in profile.order.opening and headings and LIST not in headings.words:
        says = f"The list of sections has no heading in '{language}' in the profile {name}."
        yield Fault("P290", headings.source.place, says, "Add it as list: below the headings.")
    for rule, words in rules.items():
        if language not in words:
            place = next(iter(words)).place
            says = f"The rule '{rule}' of the profile {name} has no words in '{language}'."
            yield Fault("P290", place, says, "Add them, or choose another profile.")


# the conventional bands: least and most as in 1 in 100 to 1 in 10
CLASSES = {
    (10, None): "very_common",
    (100, 10): "common",
    (1_000, 100): "uncommon",
    (10_000, 1_000): "rare",
    (None, 10_000): "very_rare",
}


def band_words(bands: FrequencyWords, band: Band) -> Text | None:
    """The word and number of one of the five conventional bands; None for any other."""
    name = CLASSES.get((band.least, band.most))
    return getattr(bands, name) if name else None
