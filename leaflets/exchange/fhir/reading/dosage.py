"""Read the directions of a record: FHIR's Dosage, in R4 and in the points where STU3 and R5 differ.

Where a part is written in words, its codes are not read. Where it is not, every element of it must
be one that is understood here: an element that is passed over could change the dose.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ....content.directions.model import Amount, CodedDosage, Concept, Dosage, Span, Unit
from .element import FhirElement
from .timing import BY_HAND, read_repeat, refuse_unknown

__all__ = ["read_dosages"]

WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,6}")
DOSE: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
CODING: Final = ("id", "system", "version", "code", "display", "userSelected")
QUANTITY: Final = ("id", "value", "unit", "system", "code")
DOSAGE: Final = (
    "id", "sequence", "additionalInstruction", "timing", "asNeededBoolean",
    "asNeededCodeableConcept", "asNeeded", "asNeededFor", "route", "method", "doseAndRate",
    "doseQuantity", "doseRange", "maxDosePerPeriod", "maxDosePerAdministration",
)  # fmt: skip


def read_dosages(resource: FhirElement) -> tuple[Dosage, ...]:
    """Return the parts of the directions of a record, in their sequence.

    R5's `renderedDosageInstruction` says all of them in words. Notes the fault D209 for what is not
    understood and D211 for a sequence that has gaps.
    """
    if rendered_text := resource.text("renderedDosageInstruction"):
        return (Dosage(resource.place("renderedDosageInstruction"), written=rendered_text),)
    key = (
        "dosage" if resource.text("resourceType") == "MedicationStatement" else "dosageInstruction"
    )
    dosages = [_read_dosage(dosage) for dosage in resource.children(key)]
    numbers = {dosage.sequence for dosage in dosages}
    if None in numbers and len(numbers) > 1:
        message = (
            "Some parts of the directions have a number in the sequence, and others have none."
        )
        resource.refuse("D211", key, message, "Number them all, or none.")
        return ()
    return tuple(sorted(dosages, key=lambda dosage: dosage.sequence or 0))


def _read_dosage(dosage: FhirElement) -> Dosage:
    written = dosage.text("patientInstruction") or dosage.text("text")
    reasons = [*dosage.children("asNeededFor")]
    if "asNeededCodeableConcept" in dosage:
        reasons.append(dosage.child("asNeededCodeableConcept"))
    flags = (dosage.flag("asNeededBoolean"), dosage.flag("asNeeded"))
    if reasons and False in flags:
        message = "The medicine is said to be used as needed for something, and not as needed."
        dosage.refuse("D209", "", message, BY_HAND)
    return Dosage(
        place=dosage.place(),
        sequence=_whole_number(dosage, "sequence"),
        written=written,
        coded=None if written else _read_coded(dosage),
        additional=tuple(
            _concept(item, strict=not written) for item in dosage.children("additionalInstruction")
        ),
        as_needed=True in flags or bool(reasons),
        reasons=tuple(_concept(reason, strict=not written) for reason in reasons),
    )


def _read_coded(dosage: FhirElement) -> CodedDosage:
    refuse_unknown(dosage, DOSAGE)
    timing = dosage.child("timing")
    refuse_unknown(timing, ("id", "repeat", "code"))
    at_once = dosage.child("maxDosePerAdministration")
    return CodedDosage(
        repeat=read_repeat(timing.child("repeat")),
        timing=_concept(timing.child("code")) if "code" in timing else None,
        dose=_dose(dosage),
        route=_concept(dosage.child("route")) if "route" in dosage else None,
        method=_concept(dosage.child("method")) if "method" in dosage else None,
        most_in=tuple(filter(None, map(_most_in, dosage.child_or_children("maxDosePerPeriod")))),
        most_at_once=_quantity(at_once) if at_once else None,
    )


def _dose(dosage: FhirElement) -> Amount | None:
    """Return the dose, which STU3 gives in the dosage itself."""
    holders = [dosage, *dosage.children("doseAndRate")]
    for holder in holders[1:]:
        refuse_unknown(holder, ("id", "type", "doseQuantity", "doseRange"))
    doses = [_range(item.child("doseRange")) for item in holders if "doseRange" in item]
    doses += [_quantity(item.child("doseQuantity")) for item in holders if "doseQuantity" in item]
    if len(doses) > 1 or len(holders) > 2:
        dosage.refuse("D209", "doseAndRate", "Several doses are given for one time.", BY_HAND)
        return None
    return doses[0] if doses else None


def _range(element: FhirElement) -> Amount | None:
    refuse_unknown(element, ("id", "low", "high"))
    low, high = _quantity(element.child("low")), _quantity(element.child("high"))
    if low is None or high is None:
        return None
    if low.unit != high.unit or low.least >= high.least:
        message = "The ends of the range have different units, or are not in order."
        element.refuse("D209", "", message, BY_HAND)
    return Amount(low.least, high.least, low.unit, low.place)


def _quantity(element: FhirElement) -> Amount | None:
    """Return an amount above 0; note the fault D209 for any other, and for a comparator."""
    refuse_unknown(element, QUANTITY)
    number = element.number("value")
    if not DOSE.fullmatch(number) or not Decimal(number):
        message = "The amount is missing, is 0, or has too many digits."
        element.refuse("D209", "value", message, BY_HAND)
        return None
    unit = Unit(element.text("system"), element.text("code"), element.text("unit"))
    return Amount(Decimal(number), None, unit, element.place())


def _most_in(ratio: FhirElement) -> tuple[Amount, Span] | None:
    """Return the greatest dose and the time in which it is the greatest."""
    refuse_unknown(ratio, ("id", "numerator", "denominator"))
    amount, time = _quantity(ratio.child("numerator")), ratio.child("denominator")
    refuse_unknown(time, QUANTITY)
    number = time.number("value").removesuffix(".0")
    if not WHOLE_NUMBER.fullmatch(number) or not int(number):
        ratio.refuse("D209", "denominator", "The time is not a whole number.", BY_HAND)
        return None
    return (
        (amount, Span(int(number), None, time.text("code"), time.text("unit"))) if amount else None
    )


def _concept(element: FhirElement, *, strict: bool = True) -> Concept:
    """Return something coded. strict: note the fault D209 for each element that is not known."""
    codings = element.children("coding")
    if strict:
        refuse_unknown(element, ("id", "coding", "text"))
        for coding in codings:
            refuse_unknown(coding, CODING)
    codes = ((coding.text("system"), coding.text("code")) for coding in codings)
    displays = filter(None, (coding.text("display") for coding in codings))
    text = element.text("text") or next(displays, "")
    return Concept(tuple(code for code in codes if code[1]), text, element.place())


def _whole_number(element: FhirElement, key: str) -> int | None:
    number = element.number(key)
    if not number:
        return None
    if not WHOLE_NUMBER.fullmatch(number):
        element.refuse("D209", key, f"'{key}' is not a whole number.", BY_HAND)
        return None
    return int(number)
