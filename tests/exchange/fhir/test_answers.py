"""The answers of the FHIR door are valid R4, and hold the leaflet and the faults."""

from __future__ import annotations

from base64 import b64decode

import fhirkit

from leaflets.base.errors import DispenseError, Fault, NotFoundError, Place
from leaflets.exchange.fhir.answers import leaflet_bundle, operation_outcome
from leaflets.exchange.fhir.record_store.resources import attachment_in

from ...records.samples import PDF, attachment


def test_a_leaflet_is_a_valid_bundle_of_its_document_and_its_bytes() -> None:
    record = attachment("MedicationDispense/7", patient="Patient/9")
    bundle = leaflet_bundle(record, PDF)
    assert fhirkit.validate(bundle) == []
    document, binary = (entry["resource"] for entry in bundle["entry"])
    assert attachment_in(document) == record
    assert document["content"][0]["attachment"]["url"] == bundle["entry"][1]["fullUrl"]
    assert b64decode(binary["data"]) == PDF


def test_every_fault_is_an_issue_with_its_place() -> None:
    places = [Place("dispense", path=f"MedicationDispense.{key}") for key in ("status", "subject")]
    faults = [Fault("D202", place, "It is no text.", "Export it again.") for place in places]
    outcome = operation_outcome(DispenseError(faults), str)
    assert fhirkit.validate(outcome) == []
    assert [issue["expression"] for issue in outcome["issue"]] == [
        ["MedicationDispense.status"], ["MedicationDispense.subject"],
    ]  # fmt: skip
    [issue] = operation_outcome(NotFoundError("There is no such monograph."), str)["issue"]
    assert issue["code"] == "not-found"
