"""What a service answers to systems that speak FHIR: a leaflet in a Bundle, or why there is none.

The elements are those of FHIR R4: hl7.org/fhir/R4/bundle.html and operationoutcome.html.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ...base.errors import Bug, LeafletsError, NotFoundError, SourceError, StoreError
from ...records.model import Attachment
from .record_store.resources import (
    CODES,
    DocumentLinks,
    Resource,
    binary,
    document,
    reference,
    slot_id,
    stable_uuid,
)

__all__ = ["MEDIA_TYPE", "leaflet_bundle", "operation_outcome"]

MEDIA_TYPE: Final = "application/fhir+json; fhirVersion=4.0"


def leaflet_bundle(attachment: Attachment, pdf: bytes) -> Resource:
    """Return a collection of the DocumentReference of a leaflet and the Binary of its PDF."""
    slot = slot_id(attachment, ())
    binary_url, document_url = (stable_uuid(part, slot) for part in ("bytes", "entry"))
    dispense = reference(attachment.dispense, "MedicationDispense")
    patient = reference(attachment.patient, "Patient") if attachment.patient else None
    links = DocumentLinks(dispense, patient, slot, "", binary_url)
    entries = [
        {"fullUrl": document_url, "resource": document(attachment, links)},
        {"fullUrl": binary_url, "resource": binary(pdf, dispense)},
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def operation_outcome(error: LeafletsError, clean: Callable[[str], str]) -> Resource:
    """Return an OperationOutcome that says what is wrong and what to do next.

    clean: takes out of a message what must not leave this machine.
    """
    return {"resourceType": "OperationOutcome", "issue": list(_issues(error, clean))}


def _issues(error: LeafletsError, clean: Callable[[str], str]) -> Iterator[Resource]:
    if not isinstance(error, SourceError):
        yield _issue(_kind(error), error.code, clean(error.says), clean(error.hint))
        return
    for fault in error.faults:
        issue = _issue("invalid", fault.code, clean(fault.says), clean(fault.hint))
        if fault.place.path:
            issue["expression"] = [fault.place.path]
        yield issue


def _kind(error: LeafletsError) -> str:
    """Return the code of FHIR's value set issue-type that is nearest to an error."""
    if isinstance(error, NotFoundError):
        return "not-found"
    if isinstance(error, StoreError) and error.code == "R701":
        return "conflict"
    return "exception" if isinstance(error, Bug) else "processing"


def _issue(kind: str, code: str, says: str, hint: str) -> Resource:
    issue: Resource = {
        "severity": "error",
        "code": kind,
        "details": {"coding": [{"system": CODES, "code": code}], "text": says},
    }
    if hint:
        issue["diagnostics"] = hint
    return issue
