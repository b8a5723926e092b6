"""Particulars: what a pharmacy adds to a leaflet for one patient, as checked values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from ...base.errors import Fault, Place
from .fields import DAY_TIMES, FIELDS, NO_PLACE, check_fields, place_of

__all__ = ["Particulars"]

PLACEHOLDERS: Final = {"born": "2000", "dispensed": "2000-01-01", "day-times": "1-1-1-1"}


class Particulars(Struct, frozen=True):
    """What concerns one patient and one dispensing. Its representation never shows a value.

    values: by field, in the order of KEYS, without empty fields; those that came from a file have
    their place. language: of the directions,
    whose rules of notation apply. use: the id of what the patient uses the medicine for, or empty:
    the leaflet is chosen by it. overrides: the reason for overriding each rule, by its code; kept
    on record, never printed. warnings: notation that can be misread. monograph: the name of the one
    with which the product was compared before, or nothing. place: of the row or file, for faults in
    values without a place of their own.

    The constructor takes checked values; use `from_mapping` for all others.
    """

    values: Mapping[str, str]
    language: str
    overrides: Mapping[str, str]
    warnings: tuple[Fault, ...]
    monograph: str = ""
    use: str = ""
    place: Place = NO_PLACE

    @classmethod
    def from_mapping(
        cls,
        values: Mapping[str, str],
        *,
        language: str,
        place: Place = NO_PLACE,
        monograph: str = "",
        second_language: str = "",
    ) -> Particulars:
        """Check values by field; empty ones count as absent.

        language: of the directions. place: of the row or file, for faults; a Text has its own.
        monograph: the name of the one with which the product was compared before, or nothing.
        second_language: of a leaflet in two, in which the directions may be, too.
        Raises ParticularsError with all faults, none of which repeats a value.
        """
        result = check_fields(values, language, place, second_language=second_language)
        return cls(
            result.values, language, result.overrides, result.warnings, monograph, result.use, place
        )

    @classmethod
    def placeholders(
        cls, fields: Iterable[str], route: str, language: str, monograph: str, use: str = ""
    ) -> Particulars:
        """Return short values of no real patient, to set a leaflet before its patient is known.

        route, use: of all patients. monograph: the name of the leaflet's.
        """
        present, samples = frozenset(fields), {**PLACEHOLDERS, "route": route}
        keys = (*FIELDS, DAY_TIMES)
        values = {str(name): samples.get(name, "x") for name in keys if name in present}
        return cls(values, language, {}, (), monograph, use)

    def place_of(self, field: str) -> Place:
        """Return where the value of a field stands."""
        return place_of(self.values[field], self.place)

    @property
    def route(self) -> str:
        """The id of the way in which the patient uses the medicine, or empty."""
        return self.values.get("route", "")

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that have a value."""
        return frozenset(self.values)

    def __bool__(self) -> bool:
        return bool(self.values or self.use)

    def __repr__(self) -> str:
        return "<particulars>"
