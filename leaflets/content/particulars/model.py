"""Particulars: what a pharmacy adds to a leaflet for one patient, as checked values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ...base.errors import Fault, Place
from ...source.yaml import Text
from .fields import DAY_TIMES, FIELDS, check_fields

__all__ = ["Particulars"]

NO_PLACE: Final = Place("")
PLACEHOLDERS: Final = {"born": "2000", "dispensed": "2000-01-01", "day-times": "1-1-1-1"}


class Particulars(Struct, frozen=True):
    """What concerns one patient and one dispensing. Its representation never shows a value.

    values: by field, in the order of KEYS, without empty fields. language: of the directions,
    whose rules of notation apply. overrides: the reason for overriding each rule, by its code; kept
    on record, never printed. warnings: notation that can be misread. monograph: the name of the one
    with which the product was compared before, or nothing.

    The constructor takes checked values; use `from_mapping` for all others.
    """

    values: Mapping[str, Text]
    language: str
    overrides: Mapping[str, str]
    warnings: tuple[Fault, ...]
    monograph: str = ""

    @classmethod
    def from_mapping(
        cls,
        values: Mapping[str, str],
        *,
        language: str,
        place: Place = NO_PLACE,
        monograph: str = "",
    ) -> Particulars:
        """Check values by field; empty ones count as absent.

        language: of the directions. place: of the row or file, for faults; a Text has its own.
        monograph: the name of the one with which the product was compared before, or nothing.
        Raises ParticularsError with all faults, none of which repeats a value.
        """
        result = check_fields(values, language, place)
        return cls(result.values, language, result.overrides, result.warnings, monograph)

    @classmethod
    def placeholders(
        cls, fields: Iterable[str], language: str, routes: Sequence[str], monograph: str
    ) -> Particulars:
        """Return short values of no real patient, to set a leaflet before its patient is known.

        routes: those of the medicine, if they are known. monograph: the name of the leaflet's.
        """
        present, samples = (
            frozenset(fields),
            {**PLACEHOLDERS, "route": str(next(iter(routes), "oral"))},
        )
        keys = (*FIELDS, DAY_TIMES)
        values = {str(name): Text(samples.get(name, "x")) for name in keys if name in present}
        return cls(values, language, {}, (), monograph)

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that have a value."""
        return frozenset(self.values)

    def __bool__(self) -> bool:
        return bool(self.values)

    def __repr__(self) -> str:
        return "<particulars>"
