"""The minima of type size and the page limit of a profile, for typesetting to keep or refuse."""

from __future__ import annotations

from msgspec import Struct

from ...base.errors import Place
from .model import Profile
from .scalars import Amount

__all__ = ["Bound", "Minima", "minima"]


class Bound(Struct, frozen=True):
    """A bound that a rule sets. value: in the unit that the field's name ends with.

    place: where the rule is written.
    """

    rule: str
    value: float
    place: Place


class Minima(Struct, frozen=True):
    """The bounds for a printed leaflet. profile: the profile's name.

    size_pt, x_height_mm, leading_mm: the least of any type. sentences: the least type size in
    points of each fixed sentence that has one. pages: the greatest number, or None.
    """

    profile: str
    size_pt: Bound
    x_height_mm: Bound
    leading_mm: Bound
    sentences: tuple[Bound, ...]
    pages: Bound | None


def minima(profile: Profile, name: str) -> Minima:
    """Return the minima of a profile. name: of the profile."""
    least, most = profile.least_type, profile.pages.most
    rule = "least-type"
    return Minima(
        profile=name,
        size_pt=Bound(rule, least.size_pt, least.size_pt.place),
        x_height_mm=Bound(rule, least.x_height_mm, least.x_height_mm.place),
        leading_mm=Bound(rule, least.leading_mm, least.leading_mm.place),
        sentences=tuple(
            Bound(f"statements.{id_}", statement.least_size_pt, statement.least_size_pt.place)
            for id_, statement in profile.statements.items()
            if statement.least_size_pt is not None
        ),
        pages=Bound("pages", most, most.place) if isinstance(most, Amount) else None,
    )
