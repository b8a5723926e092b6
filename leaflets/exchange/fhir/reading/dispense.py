"""Read FHIR's MedicationDispense, MedicationRequest and MedicationStatement.

Patient names and directions are read only if they are requested. FHIR R4, and the points in which
STU3 and R5 differ. The elements are defined at hl7.org/fhir/R4/medicationdispense.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from ....base.errors import DispenseError, Fault, Place, SourceError
from ....content.directions.model import Dosage
from ....records.model import join_code
from .bundle import Bundle, Root, current_identifier, read_roots
from .dosage import read_dosages
from .element import FhirElement
from .kinds import KINDS, read_status, refuse_unfit
from .product import Product, read_product

__all__ = ["Dispense", "PassedOver", "read_dispense", "read_dispenses"]

DATE_TIME: Final = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?"
)
NAMED_RECORDS: Final = 5  # in a message
IDENTIFIER: Final = re.compile(r"[^\x00-\x1f\x7f]{0,200}")


class Dispense(Struct, frozen=True, kw_only=True):
    """One dispensing, as another system recorded it. Absent texts are "".

    kind: MedicationDispense; or MedicationRequest or MedicationStatement, which know no performer,
    quantity and time. identifier: system|value, or Type/id. reference: Type/id. prescription,
    patient, performer: references or identifiers, never names. quantity: number and unit, as
    "20 tablet". encounter: the visit, as system|value or Encounter/id. handed_over: date and time
    in the form of FHIR. dosages, in their sequence, and
    patient_name: read only with particulars=True.
    """

    kind: str
    identifier: str
    reference: str
    status: str
    prescription: str
    product: Product
    quantity: str
    patient: str
    encounter: str
    performer: str
    handed_over: str
    dosages: tuple[Dosage, ...] = ()
    patient_name: str = ""

    @property
    def attachment_fields(self) -> dict[str, Any]:
        """Return the fields of an Attachment that this dispense determines, by name."""
        products = tuple(join_code(*code) for code in self.product.codes)
        return {
            "prescription": self.prescription,
            "patient": self.patient,
            "encounter": self.encounter,
            "products": products,
            "lots": self.product.lots,
        }


class PassedOver(Struct, frozen=True):
    """A resource that is not the record of a medicine, or a whole line that holds none.

    kind: its type, "?" if it has none. place: of the file or line.
    """

    kind: str
    place: Place


def read_dispenses(
    source: bytes, file: str, line: int = 0, *, any_status: bool = False, particulars: bool = False
) -> Iterator[Dispense | PassedOver | SourceError]:
    """Yield each record in a file, in order, or its error, or what holds no record.

    source: one resource, a Bundle or Parameters in JSON or XML, or JSON lines of these. file: its
    name in errors. line: the number of the line that source is, 0 if it is a whole file.
    any_status: accept records that were stopped, cancelled, not performed or entered in error.
    particulars: also read directions and the patient's name. A bundle with dispenses is read for
    these; requests and statements beside them are passed over. Raises JsonError or XmlError if the
    file cannot be parsed.
    """
    for root in read_roots(source, Place(file, line)):
        if isinstance(root, SourceError):
            yield root
        else:
            yield from _records(root, any_status, particulars)


def _records(
    root: Root, any_status: bool, particulars: bool
) -> Iterator[Dispense | PassedOver | SourceError]:
    kinds = [resource.text("resourceType") for resource, _ in root.resources]
    first = next((kind for kind in KINDS if kind in kinds), None)
    if first is None:
        yield PassedOver(root.kind, root.place)
    for kind, (resource, bundle) in zip(kinds, root.resources, strict=True):
        if kind == first:
            dispense = _read(resource, bundle, any_status, particulars)
            yield DispenseError(resource.faults) if resource.faults else dispense
        elif first and kind in KINDS:
            yield PassedOver(kind, root.place)


def read_dispense(
    source: bytes,
    file: str,
    identifier: str | None = None,
    *,
    any_status: bool = False,
    particulars: bool = False,
) -> Dispense:
    """Return the only record in a file, or the only one with this identifier, reference or id.

    The other parameters are those of `read_dispenses`. Raises JsonError, XmlError, DispenseError.
    """
    items = read_dispenses(source, file, any_status=any_status, particulars=particulars)
    all_records = [item for item in items if not isinstance(item, PassedOver)]
    records = all_records
    if identifier is not None and not _is_one_refused(all_records):
        records = [record for record in records if _has_identifier(record, identifier)]
    if len(records) == 1:
        [record] = records
        if isinstance(record, SourceError):
            raise record
        return record
    if records:
        message = f"The file holds {len(records)} dispenses."
        hint = f"Say which: {_named(records)}."
        raise DispenseError([Fault("D207", Place(file), message, hint)])
    raise DispenseError([_no_record(file, identifier, all_records)])


def _is_one_refused(records: list[Dispense | SourceError]) -> bool:
    """Return whether a file has a single record, which is refused; then its reason is raised."""
    return len(records) == 1 and isinstance(records[0], SourceError)


def _no_record(
    file: str, identifier: str | None, all_records: list[Dispense | SourceError]
) -> Fault:
    """Return the fault of a file without the record; the hint names those that it holds."""
    message = f"The file holds no {', '.join(KINDS[:-1])} or {KINDS[-1]}"
    message += " of that identifier." if identifier else "."
    names = _named(all_records)
    hint = f"It holds: {names}." if names else "Export the dispensing record again."
    if refused := sum(isinstance(record, SourceError) for record in all_records):
        are = "1 record is" if refused == 1 else f"{refused} records are"
        hint += f" {are} refused: 'leaflets dispense' tells why."
    return Fault("D201", Place(file), message, hint)


def _named(records: list[Dispense | SourceError]) -> str:
    """Return the identifiers of the first sound records, for a message."""
    names = [record.identifier for record in records if isinstance(record, Dispense)]
    return ", ".join([*names[:NAMED_RECORDS], *(["…"] if names[NAMED_RECORDS:] else [])])


def _has_identifier(record: Dispense | SourceError, identifier: str) -> bool:
    if isinstance(record, SourceError):
        return False
    value, id_ = record.identifier.rpartition("|")[2], record.reference.rpartition("/")[2]
    return identifier in (record.identifier, record.reference, value, id_)


def _read(resource: FhirElement, bundle: Bundle, any_status: bool, particulars: bool) -> Dispense:
    kind, resource_id = resource.text("resourceType"), resource.text("id")
    reference = f"{kind}/{resource_id}" if resource_id else ""
    refuse_unfit(resource, any_status=any_status)
    is_dispense = kind == "MedicationDispense"
    identifier = _identifier(resource, reference)
    return Dispense(
        kind=kind,
        identifier=identifier,
        reference=reference,
        status=read_status(resource),
        prescription=_prescription(resource, bundle, identifier),
        product=read_product(resource, bundle),
        quantity=_quantity(resource.child("quantity")) if is_dispense else "",
        patient=bundle.stable_reference(resource.child("subject"), resource),
        encounter=_encounter(resource, bundle),
        performer=_performer(resource, bundle) if is_dispense else "",
        handed_over=_date(resource, "whenHandedOver") if is_dispense else "",
        dosages=read_dosages(resource) if particulars else (),
        patient_name=_patient_name(resource, bundle) if particulars else "",
    )


def _identifier(resource: FhirElement, reference: str) -> str:
    identifier = current_identifier(resource) or reference
    if not identifier:
        message, hint = "The dispense has neither an identifier nor an id.", "Give it one."
        resource.refuse("D205", "identifier", message, hint)
    if not IDENTIFIER.fullmatch(identifier):
        message = "The identifier is longer than 200 characters, or is not in one line."
        resource.refuse("D205", "identifier", message, "Give the dispense a shorter one.")
    return identifier


def _quantity(quantity: FhirElement) -> str:
    return f"{quantity.number('value')} {quantity.text('unit') or quantity.text('code')}".strip()


def _prescription(resource: FhirElement, bundle: Bundle, identifier: str) -> str:
    """Return the prescription of a dispense; a request is one itself."""
    if resource.text("resourceType") == "MedicationRequest":
        return identifier
    return _first_reference(resource.children("authorizingPrescription"), resource, bundle)


def _encounter(resource: FhirElement, bundle: Bundle) -> str:
    """Return the encounter that R4 and STU3 call context, or ""; an episode of care is none."""
    references = [resource.child("encounter"), resource.child("context")]
    reference = _first_reference(references, resource, bundle)
    return "" if "EpisodeOfCare" in reference.split("/") else reference


def _performer(resource: FhirElement, bundle: Bundle) -> str:
    actors = [performer.child("actor") for performer in resource.children("performer")]
    return _first_reference(actors, resource, bundle)


def _first_reference(references: list[FhirElement], resource: FhirElement, bundle: Bundle) -> str:
    stable = (bundle.stable_reference(reference, resource) for reference in references)
    return next(filter(None, stable), "")


def _date(resource: FhirElement, key: str) -> str:
    date = resource.text(key)
    if date and not DATE_TIME.fullmatch(date):
        message = f"'{key}' is not a date and time of FHIR."
        resource.refuse("D202", key, message, "Write it as 2026-11-30T09:30:00Z.")
    return date


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
