"""Particulars: what a pharmacy adds to a leaflet for one patient, as checked values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import repeat
from typing import Final, NoReturn

from ...base.errors import Fault, Place
from ...source.yaml import Text

__all__ = ["FIELDS", "OVERRIDES", "Particulars"]

# in the order in which they are printed
FIELDS: Final = (
    "patient", "born", "product", "directions", "quantity", "dispensed", "pharmacist", "pharmacy",
    "reference",
)  # fmt: skip
OVERRIDES: Final = "overrides"
NOWHERE: Final = Place("")
ANYBODY: Final = {"born": "2000", "dispensed": "2000-01-01"}


class Particulars:
    """What concerns one patient and one dispensing. Frozen; it never shows what it holds.

    values: by field, in the order of FIELDS; only those that were given. language: that of the
    directions, by whose rules they were checked. overrides: the reason for each rule of notation
    that was set aside, by its code; for the record, never printed. warnings: doubtful notation.
    """

    __slots__ = ("fields", "language", "overrides", "values", "warnings")

    fields: frozenset[str]
    language: str
    overrides: Mapping[str, str]
    values: Mapping[str, Text]
    warnings: tuple[Fault, ...]

    def __init__(
        self,
        values: Mapping[str, Text],
        language: str,
        overrides: Mapping[str, str],
        warnings: tuple[Fault, ...],
    ) -> None:
        """Values that were checked already; everything from outside comes by `from_mapping`."""
        put = object.__setattr__
        put(self, "values", values)
        put(self, "fields", _shared(tuple(values)))
        put(self, "language", language)
        put(self, "overrides", overrides)
        put(self, "warnings", warnings)

    @classmethod
    def from_mapping(
        cls, values: Mapping[str, str], *, language: str, place: Place = NOWHERE
    ) -> Particulars:
        """Check values by their fields; those that are empty count as not given.

        language: in which the directions are written. place: of the row or file, for messages; a
        Text has its own. Raises ParticularsError with all faults, none of which repeats a value.
        """
        from .reading import checked

        return checked(values, language, place)

    @classmethod
    def anybody(cls, fields: Iterable[str], language: str) -> Particulars:
        """Short values of nobody, to set a leaflet before it is known for whom."""
        wanted = frozenset(fields)
        values = {str(each): Text(ANYBODY.get(each, "x")) for each in FIELDS if each in wanted}
        return cls(values, language, {}, ())

    def __bool__(self) -> bool:
        return bool(self.values)

    def __repr__(self) -> str:
        return "<particulars>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Particulars) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash((tuple(self.values.items()), self.language))

    def _told(self) -> tuple[object, ...]:
        return dict(self.values), self.language, dict(self.overrides)

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"cannot set {name!r} of particulars")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        values = tuple(map(str, self.values.values()))
        places = tuple([value.place for value in self.values.values()])
        place = places[0] if places and places.count(places[0]) == len(places) else places
        return _again, (
            tuple(self.values), values, place, self.language, self.overrides, self.warnings,
        )  # fmt: skip


@lru_cache(1024)
def _shared(fields: tuple[str, ...]) -> frozenset[str]:
    """One set for all who have the same fields: a batch compares millions."""
    return frozenset(fields)


def _again(
    fields: tuple[str, ...],
    values: tuple[str, ...],
    place: Place | tuple[Place, ...],
    language: str,
    overrides: Mapping[str, str],
    warnings: tuple[Fault, ...],
) -> Particulars:
    """What another process has checked. place: one for all values, or one for each."""
    places = repeat(place) if isinstance(place, Place) else place
    texts = map(Text, values, places)
    return Particulars(dict(zip(fields, texts, strict=True)), language, overrides, warnings)
