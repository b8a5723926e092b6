"""Read FHIR's MedicationDispense; patient names and directions only if they are requested.

FHIR R4, and the points in which STU3 and R5 differ. The elements are defined at
hl7.org/fhir/R4/medicationdispense.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from ....base.errors import DispenseError, Fault, Place, SourceError
from .bundle import Bundle, current_identifier, resources_of_type
from .element import FhirElement
from .product import Product, read_product

__all__ = ["NOT_DISPENSED", "Dispense", "read_dispense", "read_dispenses"]

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
    """One dispensing, as another system recorded it. Absent texts are "".

    identifier: system|value, or Type/id. reference: MedicationDispense/id. prescription, patient,
    performer: references or identifiers, never names. quantity: number and unit, as "20 tablet".
    handed_over: date and time in the form of FHIR. directions, patient_name: read only with
    particulars=True.
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
        """Return the fields of an Attachment that this dispense determines, by name."""
        codes = self.product.codes
        products = tuple(f"{system}|{code}" if system else code for system, code in codes)
        return {
            "prescription": self.prescription,
            "patient": self.patient,
            "products": products,
            "lots": self.product.lots,
        }


def read_dispenses(
    source: bytes, file: str, *, any_status: bool = False, particulars: bool = False
) -> Iterator[Dispense | SourceError]:
    """Yield each dispense in a file, in order, or the error of a record that cannot be used.

    source: one resource, a Bundle, or JSON lines. file: its name in errors. any_status: accept
    records that were stopped, cancelled, declined or entered in error. particulars: also read
    directions and the patient's name. Raises JsonError if the file is not JSON.
    """
    for item in resources_of_type(source, file, "MedicationDispense"):
        if isinstance(item, SourceError):
            yield item
            continue
        resource, bundle = item
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
    """Return the only dispense in a file, or the only one with this identifier or reference.

    The other parameters are those of `read_dispenses`. Raises JsonError, DispenseError.
    """
    records = list(read_dispenses(source, file, any_status=any_status, particulars=particulars))
    if identifier is not None:
        records = [record for record in records if _has_identifier(record, identifier)]
    if len(records) == 1:
        [record] = records
        if isinstance(record, SourceError):
            raise record
        return record
    if records:
        says = f"The file holds {len(records)} dispenses."
        names = (record.identifier for record in records if isinstance(record, Dispense))
        hint = f"Say which: {', '.join(names)}."
        raise DispenseError([Fault("D207", Place(file), says, hint)])
    says = "The file holds no MedicationDispense" + (" of that identifier." if identifier else ".")
    raise DispenseError([Fault("D201", Place(file), says, "Export the dispensing record again.")])


def _has_identifier(record: Dispense | SourceError, identifier: str) -> bool:
    if isinstance(record, SourceError):
        return False
    value = record.identifier.rpartition("|")[2]
    return identifier in (record.identifier, record.reference, value)


def _read(resource: FhirElement, bundle: Bundle, any_status: bool, particulars: bool) -> Dispense:
    resource_id = resource.text("id")
    reference = f"MedicationDispense/{resource_id}" if resource_id else ""
    _refuse_modifier_extensions(resource)
    return Dispense(
        identifier=_identifier(resource, reference),
        reference=reference,
        status=_status(resource, any_status),
        prescription=_prescription(resource, bundle),
        product=read_product(resource, bundle),
        quantity=_quantity(resource.child("quantity")),
        patient=bundle.stable_reference(resource.child("subject"), resource),
        performer=_performer(resource, bundle),
        handed_over=_date(resource, "whenHandedOver"),
        directions=_directions(resource) if particulars else (),
        patient_name=_patient_name(resource, bundle) if particulars else "",
    )


def _refuse_modifier_extensions(resource: FhirElement) -> None:
    """Note fault D208: FHIR forbids to use a resource with a modifier extension that is unknown."""
    if resource.children("modifierExtension"):
        says = "The record carries a modifier extension, which may turn its meaning around."
        resource.refuse("D208", "modifierExtension", says, "Let a person read it.")


def _identifier(resource: FhirElement, reference: str) -> str:
    identifier = current_identifier(resource) or reference
    if not identifier:
        says, hint = "The dispense has neither an identifier nor an id.", "Give it one."
        resource.refuse("D205", "identifier", says, hint)
    if not IDENTIFIER.fullmatch(identifier):
        says = "The identifier is longer than 200 characters, or is not in one line."
        resource.refuse("D205", "identifier", says, "Give the dispense a shorter one.")
    return identifier


def _status(resource: FhirElement, any_status: bool) -> str:
    status = resource.text("status")
    if status not in STATUSES:
        says = "The status is missing." if not status else "The status is none that FHIR knows."
        resource.refuse("D203", "status", says, f"FHIR knows: {', '.join(STATUSES)}.")
        return ""
    if status in NOT_DISPENSED and not any_status:
        says = f"The status is '{status}': nobody should be given a leaflet for it."
        hint = "Use --any-status if a leaflet is wanted all the same."
        resource.refuse("D204", "status", says, hint)
    return status


def _quantity(quantity: FhirElement) -> str:
    return f"{quantity.number('value')} {quantity.text('unit') or quantity.text('code')}".strip()


def _prescription(resource: FhirElement, bundle: Bundle) -> str:
    return _first_reference(resource.children("authorizingPrescription"), resource, bundle)


def _performer(resource: FhirElement, bundle: Bundle) -> str:
    actors = [performer.child("actor") for performer in resource.children("performer")]
    return _first_reference(actors, resource, bundle)


def _first_reference(references: list[FhirElement], resource: FhirElement, bundle: Bundle) -> str:
    stable = (bundle.stable_reference(reference, resource) for reference in references)
    return next(filter(None, stable), "")


def _date(resource: FhirElement, key: str) -> str:
    date = resource.text(key)
    if date and not DATE_TIME.fullmatch(date):
        says = f"'{key}' is not a date and time of FHIR."
        resource.refuse("D202", key, says, "Write it as 2026-11-30T09:30:00Z.")
    return date


def _directions(resource: FhirElement) -> tuple[str, ...]:
    """Return the directions for the patient; note fault D209 for those that are only coded."""
    directions = []
    for dosage in resource.children("dosageInstruction"):
        text = dosage.text("patientInstruction") or dosage.text("text")
        if not text:
            key = dosage.path.rpartition(".")[2]
            says = "The directions are coded, and say nothing in words."
            resource.refuse("D209", key, says, "Write them in 'text', or give them yourself.")
        directions.append(text)
        directions += [item.text("text") for item in dosage.children("additionalInstruction")]
    return tuple(filter(None, directions))


def _patient_name(resource: FhirElement, bundle: Bundle) -> str:
    """Return the current name of the patient, preferably the official one, or ""."""
    subject = resource.child("subject")
    patient = bundle.resolve(subject, resource)
    names = patient.children("name") if patient is not None else []
    current = [name for name in names if name.text("use") not in ("old", "maiden", "nickname")]
    for name in sorted(current, key=lambda name: name.text("use") != "official"):
        parts = " ".join(filter(None, (*name.texts("given"), name.text("family"))))
        if full_name := name.text("text") or parts:
            return full_name
    return subject.text("display")
