"""Summarise the rules of a profile: what each asks, its source, and whether that was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from ...base.errors import Place
from .model import (
    BandWords,
    Contact,
    DisclaimerRule,
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

__all__ = ["RuleSummary", "summarize_rules"]

UNNAMED_KEYS: Final = ("words", "told_as")  # omitted from the names of rules
MOST_CHARACTERS: Final = 70  # of a sentence


class RuleSummary(Struct, frozen=True):
    """A rule in short. name: its keys, joined by dots. place: in the profile's file."""

    name: str
    asks: str
    source: str
    evidence: str
    place: Place


def summarize_rules(profile: Profile) -> tuple[RuleSummary, ...]:
    """Return the rules of a profile, with those that it extends, in the order of the file."""
    return tuple(_rules(profile, profile, ()))


def _rules(profile: Profile, value: Any, path: tuple[str, ...]) -> Iterator[RuleSummary]:
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _rules(profile, entry, (*path, str(key)))
    elif isinstance(value, Struct):
        if hasattr(value, "evidence"):
            rule: Any = value
            source = str(profile.sources[rule.source].says)
            yield RuleSummary(
                ".".join(path), _requirement(rule), source, rule.evidence, rule.source.place
            )
        for name in value.__struct_fields__:
            key = () if name in UNNAMED_KEYS else (name.replace("_", "-"),)
            yield from _rules(profile, getattr(value, name), (*path, *key))


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
