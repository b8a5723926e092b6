"""Dosages: what a dispense record says about how to use the medicine, as words or as codes.

The elements are those of FHIR's Dosage and Timing (hl7.org/fhir/R4/dosage.html, datatypes.html). No
representation shows a value, because directions belong to a patient.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct

from ...base.errors import Place

__all__ = ["Amount", "CodedDosage", "Concept", "Dosage", "Repeat", "Span", "Unit"]

# the longest that each unit of time can be, by its code of UCUM
MINUTES: Final = {
    "min": 1, "h": 60, "d": 1440, "wk": 10_080, "mo": 31 * 1440, "a": 366 * 1440,
}  # fmt: skip


class Concept(Struct, frozen=True):
    """Something coded. codes: pairs of coding system and code. text: in the record's words."""

    codes: tuple[tuple[str, str], ...]
    text: str
    place: Place


class Unit(Struct, frozen=True):
    """A unit of doses. Absent parts are ""."""

    system: str
    code: str
    text: str


class Amount(Struct, frozen=True):
    """A dose. most: the upper end of a range."""

    least: Decimal
    most: Decimal | None
    unit: Unit
    place: Place

    @property
    def seems_grouped(self) -> bool:
        """Whether a number such as 1.125 is, with a decimal comma, a thousand times as much."""
        numbers = (self.least, self.most or self.least)
        return any(n >= 1 and n.normalize().as_tuple().exponent == -3 for n in numbers)


class Span(Struct, frozen=True):
    """A length of time. most: the upper end of a range. unit: a code of UCUM, such as d. text: the
    unit in the record's words."""

    least: int
    most: int | None
    unit: str
    text: str = ""


class Repeat(Struct, frozen=True):
    """When a dose is due. times: as 08:00. offset: minutes before or after what `when` names.

    count: how often in all. lasting: how long each time. start, end: days in the form of ISO.
    """

    frequency: int | None = None
    frequency_most: int | None = None
    period: Span | None = None
    days: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    offset: int | None = None
    count: int | None = None
    count_most: int | None = None
    lasting: Span | None = None
    bounds: Span | None = None
    start: str = ""
    end: str = ""

    @property
    def overlaps(self) -> bool:
        """Whether each time lasts longer than there is until the next one."""
        lasting, period = self.lasting, self.period
        if lasting is None or period is None:
            return False
        until_next = (period.most or period.least) * MINUTES.get(period.unit, 0)
        lasts = (lasting.most or lasting.least) * MINUTES.get(lasting.unit, 0)
        return lasts * (self.frequency or 1) > until_next


class CodedDosage(Struct, frozen=True):
    """What a dosage says in codes. most_in: a dose, and the time in which it is the greatest."""

    repeat: Repeat
    timing: Concept | None
    dose: Amount | None
    route: Concept | None
    method: Concept | None
    most_in: tuple[tuple[Amount, Span], ...]
    most_at_once: Amount | None


class Dosage(Struct, frozen=True):
    """One part of the directions.

    sequence: parts with the same number hold together, those with a greater one follow. written:
    the directions in words, "" if there are none. coded: None if they are written. additional: said
    beside them. reasons: for which it is used, if as_needed.
    """

    place: Place
    sequence: int | None = None
    written: str = ""
    coded: CodedDosage | None = None
    additional: tuple[Concept, ...] = ()
    as_needed: bool = False
    reasons: tuple[Concept, ...] = ()

    def __repr__(self) -> str:
        return "<dosage>"
