"""Read FHIR's Timing.repeat: when a dose is due. What is not understood is noted as fault D209.

The rules named here (tim-1 to tim-10) are those of hl7.org/fhir/R4/datatypes.html#timing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ....content.directions.model import Repeat, Span
from .element import FhirElement

__all__ = ["BY_HAND", "read_repeat", "refuse_unknown"]

WHOLE_NUMBER: Final = re.compile(r"([1-9][0-9]{0,3})(?:\.0+)?")
TIME: Final = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::00(?:\.0+)?)?")
DAY: Final = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
KNOWN_KEYS: Final = (
    "id", "boundsDuration", "boundsRange", "boundsPeriod", "count", "countMax", "duration",
    "durationMax", "durationUnit", "frequency", "frequencyMax", "period", "periodMax",
    "periodUnit", "dayOfWeek", "timeOfDay", "when", "offset",
)  # fmt: skip
BY_HAND: Final = "Write the directions in words, or give them yourself."


def refuse_unknown(element: FhirElement, known: Iterable[str]) -> None:
    """Note the fault D209 for each key of an element that is not understood."""
    for key in element.keys_beside(known):
        message = f"'{key}' is not understood here, and could change the directions."
        element.refuse("D209", key, message, BY_HAND)


def read_repeat(element: FhirElement) -> Repeat:
    """Return when a dose is due, an empty Repeat if nothing is said."""
    refuse_unknown(element, KNOWN_KEYS)
    bounds, start, end = _bounds(element)
    frequency, frequency_most = _range(element, "frequency", "frequencyMax")
    count, count_most = _range(element, "count", "countMax")
    return Repeat(
        frequency=frequency,
        frequency_most=frequency_most,
        period=_span(element, "period"),
        days=tuple(element.texts("dayOfWeek")),
        times=tuple(_time(element, text) for text in element.texts("timeOfDay")),
        when=tuple(element.texts("when")),
        offset=_whole_number(element, "offset"),
        count=count,
        count_most=count_most,
        lasting=_span(element, "duration"),
        bounds=bounds,
        start=start,
        end=end,
    )


def _whole_number(element: FhirElement, key: str) -> int | None:
    """Return a whole number above 0, None if it is absent."""
    number = element.number(key)
    if not number:
        return None
    match = WHOLE_NUMBER.fullmatch(number)
    if match is None:
        element.refuse("D209", key, f"'{key}' is not a whole number from 1 to 9999.", BY_HAND)
        return None
    return int(match[1])


def _range(element: FhirElement, key: str, most_key: str) -> tuple[int | None, int | None]:
    """Return the ends of a range; the second is None if there is only one number."""
    least, most = _whole_number(element, key), _whole_number(element, most_key)
    if most is not None and (least is None or most < least):
        element.refuse("D209", most_key, f"'{most_key}' is less than '{key}'.", BY_HAND)
    return least, most if most != least else None


def _span(element: FhirElement, key: str) -> Span | None:
    least, most = _range(element, key, f"{key}Max")
    unit = element.text(f"{key}Unit")
    if (least is None) is bool(unit):  # tim-1, tim-2
        element.refuse("D209", key, f"'{key}' and its unit do not go together.", BY_HAND)
    return Span(least, most, unit) if least is not None else None


def _time(element: FhirElement, text: str) -> str:
    match = TIME.fullmatch(text.strip())
    if match is None:
        element.refuse("D209", "timeOfDay", "A time of the day is not a full minute.", BY_HAND)
        return ""
    return match[1]


def _bounds(element: FhirElement) -> tuple[Span | None, str, str]:
    """Return how long the dosage holds, and its first and last day."""
    duration, limits = element.child("boundsDuration"), element.child("boundsRange")
    period = element.child("boundsPeriod")
    refuse_unknown(limits, ("id", "low", "high"))
    refuse_unknown(period, ("id", "start", "end"))
    if sum(map(bool, (duration, limits, period))) > 1:
        element.refuse("D209", "", "The time for which it holds is given twice.", BY_HAND)
    days = []
    for key in ("start", "end"):
        day = period.text(key)
        if day and not DAY.fullmatch(day):
            period.refuse("D209", key, f"'{key}' is not a day, such as 2026-11-30.", BY_HAND)
        days.append(day)
    if all(days) and days[0] > days[1]:
        period.refuse("D209", "end", "The last day is before the first one.", BY_HAND)
    span = None
    if duration:
        span = _quantity(duration)
    elif limits:
        low, high = _quantity(limits.child("low")), _quantity(limits.child("high"))
        if low is None or high is None or (low.unit, low.text) != (high.unit, high.text):
            limits.refuse("D209", "", "The ends of the range do not go together.", BY_HAND)
        elif low.least >= high.least:
            limits.refuse("D209", "", "The ends of the range are not in order.", BY_HAND)
        else:
            span = Span(low.least, high.least, low.unit, low.text)
    return span, days[0], days[1]


def _quantity(element: FhirElement) -> Span | None:
    refuse_unknown(element, ("id", "value", "unit", "system", "code"))
    number = _whole_number(element, "value")
    if number is None:
        element.refuse("D209", "value", "The length of time is missing.", BY_HAND)
        return None
    return Span(number, None, element.text("code"), element.text("unit"))
