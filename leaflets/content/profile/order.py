"""The sections in the order of a profile."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from ..monograph.sections import SectionEntry, Sections
from .model import Profile, SectionOrder

__all__ = ["ProfileRef", "in_order"]


class ProfileRef(NamedTuple):
    """A profile with its name in the library."""

    name: str
    profile: Profile


def in_order(sections: Sections, order: SectionOrder) -> tuple[SectionEntry, ...]:
    """The sections of the agreed list, each where the profile puts it."""
    known = {part.id: replace(part, parts=()) for part in sections.walk()}
    return tuple(
        replace(known[place.id], parts=tuple(known[id_] for id_ in place.parts))
        for place in order.sections
    )
