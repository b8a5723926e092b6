"""Reading FHIR's MedicationDispense: what was dispensed to whom, without saying more than asked.

FHIR R4, and the places where STU3 and R5 differ. Meanings: hl7.org/fhir/R4/medicationdispense.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from ....base.errors import DispenseError, SourceError
from .bundle import Bundle, elements, identifier_of
from .element import FhirElement
from .product import Product, product_of

__all__ = ["Dispense", "read_dispense", "read_dispenses"]

STATUSES: Final = (
    "preparation", "in-progress", "cancelled", "on-hold", "completed", "entered-in-error",
    "stopped", "declined", "unknown",
)  # fmt: skip
NOT_DISPENSED: Final = ("cancelled", "entered-in-error", "stopped", "declined")
DATE_TIME: Final = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?"
)
IDENTIFIER: Final = re.compile(r"[^\x00-\x1f\x7f]{0,200}")


class Dispense(Struct, frozen=True, kw_only=True):
    """One dispensing, as another system recorded it. Texts are empty where that says nothing.

    identifier: system|value, or Type/id. reference: MedicationDispense/id. prescription, patient,
    performer: references or identifiers, never names. quantity: as "20 tablet". handed_over: FHIR's
    date and time. directions, patient_name: only where particulars were asked for.
    """

    identifier: str
    reference: str
    status: str
    prescription: str
    product: Product
    quantity: str
    patient: str
    performer: str
    handed_over: str
    directions: tuple[str, ...] = ()
    patient_name: str = ""

    @property
    def attachment_fields(self) -> dict[str, Any]:
        """What an attachment to this dispense records of it, by the names of its fields."""
        pairs = self.product.codes
        products = tuple(f"{system}|{code}" if system else code for system, code in pairs)
        return {"prescription": self.prescription, "patient": self.patient, "products": products}


def read_dispenses(
    source: bytes, file: str, *, any_status: bool = False, particulars: bool = False
) -> Iterator[Dispense | SourceError]:
    """Every dispense in a file, in order, or what is wrong with it.

    source: one resource, a Bundle, or JSON lines. any_status: also what was stopped, cancelled,
    declined or entered in error. particulars: with the patient's name and the directions.
    Raises JsonError if the file is not JSON.
    """
    for found in elements(source, file, "MedicationDispense"):
        if isinstance(found, SourceError):
            yield found
            continue
        resource, bundle = found
        dispense = _read(resource, bundle, any_status, particulars)
        yield DispenseError(resource.faults) if resource.faults else dispense


def read_dispense(
    source: bytes,
    file: str,
    identifier: str | None = None,
    *,
    any_status: bool = False,
    particulars: bool = False,
) -> Dispense:
    """The one dispense in a file, or the one with that identifier or reference.

    Raises JsonError, DispenseError.
    """
    from ....base.errors import Fault, Place

    found = list(read_dispenses(source, file, any_status=any_status, particulars=particulars))
    if identifier is not None:
        found = [each for each in found if _is_called(each, identifier)]
    if len(found) == 1:
        if isinstance(found[0], SourceError):
            raise found[0]
        return found[0]
    if found:
        says = f"The file holds {len(found)} dispenses."
        names = (each.identifier for each in found if isinstance(each, Dispense))
        hint = f"Say which: {', '.join(names)}."
        raise DispenseError([Fault("D207", Place(file), says, hint)])
    says = "The file holds no MedicationDispense" + (" of that identifier." if identifier else ".")
    raise DispenseError([Fault("D201", Place(file), says, "Export the dispensing record again.")])


def _is_called(found: Dispense | SourceError, identifier: str) -> bool:
    if isinstance(found, SourceError):
        return False
    value = found.identifier.rpartition("|")[2]
    return identifier in (found.identifier, found.reference, value)


def _read(resource: FhirElement, bundle: Bundle, any_status: bool, particulars: bool) -> Dispense:
    named = resource.text("id")
    reference = f"MedicationDispense/{named}" if named else ""
    _refuse_unknown_meaning(resource)
    return Dispense(
        identifier=_identifier(resource, reference),
        reference=reference,
        status=_status(resource, any_status),
        prescription=_first(resource, "authorizingPrescription", bundle),
        product=product_of(resource, bundle),
        quantity=_quantity(resource.child("quantity")),
        patient=bundle.stable(resource.child("subject"), resource),
        performer=_performer(resource, bundle),
        handed_over=_date(resource, "whenHandedOver"),
        directions=_directions(resource) if particulars else (),
        patient_name=_patient_name(resource, bundle) if particulars else "",
    )


def _refuse_unknown_meaning(resource: FhirElement) -> None:
    """FHIR: who does not know a modifier extension may not use the resource."""
    if resource.children("modifierExtension"):
        says = "The record carries a modifier extension, which may turn its meaning around."
        resource.refuse("D208", "modifierExtension", says, "Let a person read it.")


def _identifier(resource: FhirElement, reference: str) -> str:
    found = identifier_of(resource) or reference
    if not found:
        says, hint = "The dispense has neither an identifier nor an id.", "Give it one."
        resource.refuse("D205", "identifier", says, hint)
    if not IDENTIFIER.fullmatch(found):
        says = "The identifier is longer than 200 characters, or is not in one line."
        resource.refuse("D205", "identifier", says, "Give the dispense a shorter one.")
    return found


def _status(resource: FhirElement, any_status: bool) -> str:
    status = resource.text("status")
    if status not in STATUSES:
        says = "The status is missing." if not status else "The status is none that FHIR knows."
        resource.refuse("D203", "status", says, f"FHIR knows: {', '.join(STATUSES)}.")
        return ""
    if status in NOT_DISPENSED and not any_status:
        says = f"The status is '{status}': nobody should be given a leaflet for it."
        resource.refuse(
            "D204", "status", says, "Use --any-status if a leaflet is wanted all the same."
        )
    return status


def _quantity(quantity: FhirElement) -> str:
    return f"{quantity.number('value')} {quantity.text('unit') or quantity.text('code')}".strip()


def _first(resource: FhirElement, key: str, bundle: Bundle) -> str:
    stable = (bundle.stable(each, resource) for each in resource.children(key))
    return next(filter(None, stable), "")


def _performer(resource: FhirElement, bundle: Bundle) -> str:
    actors = (each.child("actor") for each in resource.children("performer"))
    return next(filter(None, (bundle.stable(actor, resource) for actor in actors)), "")


def _date(resource: FhirElement, key: str) -> str:
    date = resource.text(key)
    if date and not DATE_TIME.fullmatch(date):
        says = f"'{key}' is not a date and time of FHIR."
        resource.refuse("D202", key, says, "Write it as 2026-11-30T09:30:00Z.")
    return date


def _directions(resource: FhirElement) -> tuple[str, ...]:
    """What the patient is told to do; refused if a part of it is there for machines alone."""
    told = []
    for dosage in resource.children("dosageInstruction"):
        text = dosage.text("patientInstruction") or dosage.text("text")
        if not text:
            key = dosage.path.rpartition(".")[2]
            says = "The directions are coded, and say nothing in words."
            resource.refuse("D209", key, says, "Write them in 'text', or give them yourself.")
        told.append(text)
        told += [each.text("text") for each in dosage.children("additionalInstruction")]
    return tuple(filter(None, told))


def _patient_name(resource: FhirElement, bundle: Bundle) -> str:
    subject = resource.child("subject")
    patient = bundle.followed(subject, resource)
    names = patient.children("name") if patient is not None else []
    current = [each for each in names if each.text("use") not in ("old", "maiden", "nickname")]
    for name in sorted(current, key=lambda each: each.text("use") != "official"):
        whole = " ".join(filter(None, (*name.texts("given"), name.text("family"))))
        if told := name.text("text") or whole:
            return told
    return subject.text("display")
