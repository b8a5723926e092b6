"""Every rule of a profile: what it asks, where that is from, and whether it was read there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from ...base.errors import Place
from .model import (
    Contact,
    ForbiddenRule,
    FrequencyStyle,
    FrequencyWords,
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

NAMELESS: Final = ("words", "told_as")  # keys that a rule's name leaves out
SHOWN: Final = 70  # characters of a sentence


class RuleSummary(Struct, frozen=True):
    """A rule. name: by its keys. source: what it is from. place: where the profile says so."""

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
        for key, below in value.items():
            yield from _rules(profile, below, (*path, str(key)))
    elif isinstance(value, Struct):
        if hasattr(value, "evidence"):
            source: Any = value.source  # type: ignore[attr-defined]
            says = str(profile.sources[source].says)
            evidence = value.evidence
            yield RuleSummary(".".join(path), _asks(value), says, evidence, source.place)
        for name in value.__struct_fields__:
            key = () if name in NAMELESS else (name.replace("_", "-"),)
            yield from _rules(profile, getattr(value, name), (*path, *key))


def _asks(rule: Any) -> str:
    """What a rule asks, in a few words."""
    match rule:
        case SectionOrder():
            return ", ".join(place.id for place in rule.sections)
        case Headings():
            return f"{len(rule.words)} headings"
        case Sentence():
            return _short(" ".join((rule.text, *rule.items)))
        case Contact():
            return str(rule.text)
        case FrequencyWords():
            return _short(str(rule.common))
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
        case ReadingLevel():
            return f"grade {rule.grade}"
        case ForbiddenRule():
            return _short(", ".join(rule.words))
    raise TypeError(f"no words for {rule!r}")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
