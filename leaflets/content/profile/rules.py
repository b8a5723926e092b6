"""Summarise the rules of a profile: what each asks, its source, and whether that was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from msgspec import Struct

from ...base.errors import Place
from ..monograph.scalars import Language
from .model import (
    BandWords,
    Contact,
    DisclaimerRule,
    Evidence,
    ForbiddenRule,
    FrequencyStyle,
    Headings,
    PageLimit,
    Profile,
    ReadingLevel,
    SectionOrder,
    Sentence,
    SideEffectStyle,
    TypeMinima,
)

__all__ = ["EVIDENCE_KINDS", "RuleSummary", "summarize_language", "summarize_rules"]

EVIDENCE_KINDS: Final[tuple[Evidence, ...]] = get_args(Evidence)

UNNAMED_KEYS: Final = ("words", "told_as")  # omitted from the names of rules
MOST_CHARACTERS: Final = 70  # of a sentence


class RuleSummary(Struct, frozen=True):
    """A rule in short.

    name: its keys, joined by dots. language: of its words, empty if it has none. place: in the
    profile's file.
    """

    name: str
    asks: str
    source: str
    evidence: Evidence
    place: Place
    language: str


def summarize_rules(profile: Profile) -> tuple[RuleSummary, ...]:
    """Return the rules of a profile, with those that it extends, in the order of the file."""
    return tuple(_rules(profile, profile, ()))


def summarize_language(profile: Profile, language: str) -> dict[Evidence, int]:
    """Return how many rules of a profile have words in a language, by their evidence."""
    rules = [rule for rule in summarize_rules(profile) if rule.language == language]
    return {
        evidence: sum(rule.evidence == evidence for rule in rules) for evidence in EVIDENCE_KINDS
    }


def _rules(
    profile: Profile, value: Any, path: tuple[str, ...], language: str = ""
) -> Iterator[RuleSummary]:
    if isinstance(value, Mapping):
        for key, entry in value.items():
            tag = str(key) if isinstance(key, Language) else language
            yield from _rules(profile, entry, (*path, str(key)), tag)
    elif isinstance(value, Struct):
        if hasattr(value, "evidence"):
            rule: Any = value
            source = str(profile.sources[rule.source].says)
            place = rule.source.place
            name, asks = ".".join(path), _requirement(rule)
            yield RuleSummary(name, asks, source, rule.evidence, place, language)
        for name in value.__struct_fields__:
            key = () if name in UNNAMED_KEYS else (name.replace("_", "-"),)
            yield from _rules(profile, getattr(value, name), (*path, *key), language)


def _requirement(rule: Any) -> str:
    """Say in a few words what a rule asks."""
    match rule:
        case SectionOrder():
            return ", ".join(place.id for place in rule.sections)
        case Headings():
            return f"{len(rule.words)} headings"
        case Sentence():
            return _shorten(" ".join((rule.text, *rule.items)))
        case Contact():
            return str(rule.text)
        case BandWords():
            return _shorten(str(rule.common))
        case FrequencyStyle():
            return str(rule.style)
        case SideEffectStyle():
            return str(rule.told_as)
        case TypeMinima():
            return (
                f"{rule.size_pt:g} pt, small x {rule.x_height_mm:g} mm, "
                f"lines {rule.leading_mm:g} mm apart"
            )
        case PageLimit():
            return rule.most if isinstance(rule.most, str) else f"at most {rule.most:g}"
        case DisclaimerRule():
            return f"{rule.later_pages} on later pages"
        case ReadingLevel():
            return f"grade {rule.grade}"
        case ForbiddenRule():
            return _shorten(", ".join(rule.words))
    raise TypeError(f"no words for {rule!r}")


def _shorten(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS].rstrip()}…"
