"""What a profile asks of type and pages: a small record that typesetting keeps or refuses."""

from __future__ import annotations

from msgspec import Struct

from ...base.errors import Place
from .model import Profile
from .scalars import Amount

__all__ = ["Least", "Minima", "minima"]


class Least(Struct, frozen=True):
    """The least of something, in points or in millimetres as its name says, and its rule.

    place: where the rule was written.
    """

    rule: str
    value: float
    place: Place


class Minima(Struct, frozen=True, kw_only=True):
    """What must hold for the printed leaflet. profile: its name.

    size_pt, x_height_mm, leading_mm: of all type. sentences: the least size in points of fixed
    sentences, by the name of their rule. pages: the most; None: no limit.
    """

    profile: str
    size_pt: Least
    x_height_mm: Least
    leading_mm: Least
    sentences: tuple[Least, ...]
    pages: Least | None


def minima(profile: Profile, name: str) -> Minima:
    """The minima of a profile."""
    least, most = profile.least_type, profile.pages.most
    sentences = [
        Least(f"statements.{id_}", each.least_size_pt, each.least_size_pt.place)
        for id_, each in profile.statements.items()
        if each.least_size_pt is not None
    ]
    rule = "least-type"
    return Minima(
        profile=name,
        size_pt=Least(rule, least.size_pt, least.size_pt.place),
        x_height_mm=Least(rule, least.x_height_mm, least.x_height_mm.place),
        leading_mm=Least(rule, least.leading_mm, least.leading_mm.place),
        sentences=tuple(sentences),
        pages=Least("pages", most, most.place) if isinstance(most, Amount) else None,
    )
