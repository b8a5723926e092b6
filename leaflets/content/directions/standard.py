"""Standard directions: chosen by number, and put into the words of any language.

In comes data/standard-directions.yaml; out come dosages in codes, as a dispense record gives them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from ...base.errors import Fault, NotFoundError, VocabularyError
from ...source.schema import FileShape, field, read
from ...source.yaml import Text, parse
from ..library import Library
from ..monograph.model import Review
from .model import Amount, CodedDosage, Concept, Dosage, Repeat, Span, Unit
from .vocabulary import DosageCodes

__all__ = ["StandardDirections", "load_standard_directions", "standard_dosage"]


class StandardDosage(FileShape):
    """One set of directions. Units, routes and the rest are ids of data/dosage-codes.yaml."""

    dose: Text = field("How much each time, such as 1 or 0.5.")
    unit: Text = field("The unit of the dose.")
    route: Text | None = field("Which way.", default=None)
    times: int | None = field("How many times a day.", least=1, default=None)
    every_hours: int | None = field("Once in so many hours.", least=1, default=None)
    every_days: int | None = field("Once in so many days.", least=2, default=None)
    when: tuple[Text, ...] = field("At which times of the day, by EventTiming.", default=())
    for_days: int | None = field("For how many days.", least=1, default=None)
    as_needed: Literal["yes", "no"] = field("yes: only if needed.", default="no")
    reason: Text | None = field("For what it is needed.", default=None)
    additional: Text | None = field("What is said beside it.", default=None)


class StandardDirections(FileShape):
    """The file data/standard-directions.yaml."""

    review: Review = field("Whether somebody qualified has checked these directions.")
    directions: dict[Text, StandardDosage] = field("The directions, by their numbers.", least=1)


HINT: Final = "'leaflets directions' lists them."


def load_standard_directions(library: Library) -> StandardDirections:
    """Read the standard directions of a library. Raises VocabularyError."""
    file = library.standard_directions()
    faults: list[Fault] = []
    node = parse(file.source, file.file, VocabularyError, faults)
    return read(StandardDirections, node, VocabularyError, faults)


def standard_dosage(directions: StandardDirections, number: str, codes: DosageCodes) -> Dosage:
    """Return the directions with a number, in codes.

    Raises NotFoundError for a number that is not listed, VocabularyError for an id that is not
    among the codes.
    """
    entry = directions.directions.get(Text(number.strip()))
    if entry is None:
        message = "There are no standard directions with this number."
        raise NotFoundError(message, HINT, code="N412")
    place, known = entry.dose.place, _Codes(codes)
    unit = known.texts(entry.unit)
    span = None
    if entry.every_hours or entry.every_days or entry.times:
        unit_of_time = "h" if entry.every_hours else "d"
        span = Span(entry.every_hours or entry.every_days or 1, None, unit_of_time)
    bounds = Span(entry.for_days, None, "d") if entry.for_days else None
    repeat = Repeat(
        frequency=(entry.times or 1) if span else None, period=span, when=entry.when, bounds=bounds
    )
    coded = CodedDosage(
        repeat=repeat,
        timing=None,
        dose=Amount(Decimal(entry.dose), None, Unit("", "", unit), place),
        route=known.concept("routes", entry.route),
        method=None,
        most_in=(),
        most_at_once=None,
    )
    additional = known.concept("additional", entry.additional)
    reason = known.concept("reasons", entry.reason)
    return Dosage(
        place,
        coded=coded,
        additional=(additional,) if additional else (),
        as_needed=entry.as_needed == "yes",
        reasons=(reason,) if reason else (),
    )


class _Codes:
    """Gives the ids of data/dosage-codes.yaml the codes that another system would send."""

    def __init__(self, codes: DosageCodes) -> None:
        self._codes = codes

    def texts(self, unit: Text) -> str:
        if unit not in self._codes.units:
            raise VocabularyError([self._unknown(unit)])
        return str(self._codes.units[unit].texts[0])

    def concept(
        self, kind: Literal["routes", "reasons", "additional"], id_: Text | None
    ) -> Concept | None:
        if id_ is None:
            return None
        lists = {
            "routes": self._codes.routes,
            "reasons": self._codes.reasons,
            "additional": self._codes.additional,
        }
        if id_ not in lists[kind]:
            raise VocabularyError([self._unknown(id_)])
        system, code = lists[kind][id_][0].split(" ", 1)
        address = str(self._codes.systems[Text(system)][0])
        return Concept(((address, code),), "", id_.place)

    @staticmethod
    def _unknown(id_: Text) -> Fault:
        message = f"'{id_}' is not in data/dosage-codes.yaml."
        return Fault("V206", id_.place, message, "Take an id that stands there.")
