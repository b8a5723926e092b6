"""The resources are valid R4, and the attachment in them reads back unchanged."""

from __future__ import annotations

import re
from base64 import b64decode
from hashlib import sha1

import fhirkit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import StoreError, UsageError
from leaflets.exchange.fhir.record_store import resources
from leaflets.exchange.fhir.record_store.dispense_target import DispenseTarget
from leaflets.exchange.fhir.record_store.transaction import DOCUMENT_ENTRY, Draft, transaction
from leaflets.records import Override

from ....records.samples import PDF, attachment, identity

COMPLETE = attachment(
    "https://example.org/dispense|7",
    prescription="MedicationRequest/3",
    products=("123",),
    patient="https://example.org/patients|9",
    by="Practitioner/5",
    how="paper",
    particulars=("name",),
    overrides=(Override("C101", "as the prescriber wrote"),),
    leaflet=identity(status="approved", language="pt-BR"),
    replaces="cd" * 32,
)
RECORD = {
    "resourceType": "MedicationDispense",
    "id": "7",
    "meta": {"versionId": "3"},
    "status": "completed",
    "medicationCodeableConcept": {"text": "Testine"},
    "supportingInformation": [{"reference": "Condition/1"}],
}
OLD = {
    "resourceType": "DocumentReference",
    "id": "1",
    "meta": {"versionId": "9"},
    "status": "current",
    "content": [{"attachment": {"url": "Binary/1"}}],
}
LINKED = DispenseTarget(
    {"reference": "MedicationDispense/7"}, {"reference": "Patient/9"}, RECORD, 'W/"3"'
)


def test_the_transaction_is_valid_r4() -> None:
    bundle = transaction([Draft(COMPLETE, PDF, LINKED, (), OLD)])
    assert fhirkit.validate(bundle) == []
    requests = [entry["request"] for entry in bundle["entry"]]
    assert [(request["method"], request["url"]) for request in requests] == [
        ("POST", "Binary"),
        ("POST", "DocumentReference"),
        ("PUT", "MedicationDispense/7"),
        ("PUT", "DocumentReference/1"),
    ]
    assert [request.get("ifMatch") for request in requests] == [None, None, 'W/"3"', 'W/"9"']
    bytes_at, document_at = (entry["fullUrl"] for entry in bundle["entry"][:2])
    dispense, old = (entry["resource"] for entry in bundle["entry"][2:])
    assert dispense == RECORD | {
        "supportingInformation": [{"reference": "Condition/1"}, {"reference": document_at}]
    }
    assert old == OLD | {"status": "superseded"}
    document = bundle["entry"][DOCUMENT_ENTRY]["resource"]
    assert document["content"][0]["attachment"]["url"] == bytes_at
    # servers replace the addresses in every text, so no identifier may hold one
    assert document_at not in str(document)
    assert str(document).count(bytes_at) == 1


def test_the_elements_of_a_document_follow_the_standard() -> None:
    document = transaction([Draft(COMPLETE, PDF, LINKED, (), OLD)])["entry"][DOCUMENT_ENTRY][
        "resource"
    ]
    content = document["content"][0]["attachment"]
    assert b64decode(content["hash"]) == sha1(PDF).digest()
    assert (content["contentType"], content["language"], content["size"]) == (
        "application/pdf", "pt-BR", len(PDF),
    )  # fmt: skip
    assert document["status"] == "current"
    assert document["subject"] == {"reference": "Patient/9"}
    assert document["author"] == [{"reference": "Practitioner/5"}]
    assert document["relatesTo"] == [
        {"code": "replaces", "target": {"reference": "DocumentReference/1"}}
    ]
    assert document["context"]["related"] == [
        {"reference": "MedicationDispense/7"}, {"reference": "MedicationRequest/3"},
    ]  # fmt: skip
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", master_identifier(document)
    )
    assert master_identifier(document)[23] == "8"  # the version of such UUIDs


def master_identifier(document: resources.Resource) -> str:
    return str(document["masterIdentifier"]["value"])


def test_identifiers_depend_only_on_dispense_and_leaflet() -> None:
    document, place = resources.document_id(attachment()), resources.slot_id(attachment(), ())
    later = attachment(when="2027-01-01T00:00:00Z", by="A. Other")
    assert (resources.document_id(later), resources.slot_id(later, ())) == (document, place)
    assert resources.document_id(attachment("D-2")) != document
    other = attachment(pdf=PDF + b"x")
    assert resources.document_id(other) != document
    assert resources.slot_id(other, ()) == place, "so that two who attach at once meet"
    assert resources.slot_id(other, [attachment()]) != place


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30)


@given(dispense=NAMES, monograph=NAMES, edition=NAMES, by=NAMES)
def test_any_attachment_makes_a_valid_document_that_reads_back_unchanged(
    dispense: str, monograph: str, edition: str, by: str
) -> None:
    try:
        original = attachment(dispense, PDF, identity(monograph, edition), by=by, patient=dispense)
    except UsageError:
        return
    apart = DispenseTarget(resources.reference(dispense, "MedicationDispense"), None, None, "")
    document = transaction([Draft(original, PDF, apart)])["entry"][DOCUMENT_ENTRY]["resource"]
    assert fhirkit.validate(document) == []
    assert resources.attachment_in(document) == original


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("extension", []),
        ("extension", [{"url": resources.EXTENSION, "valueString": "{}"}]),
        ("extension", [{"url": resources.EXTENSION, "valueString": "words"}]),
        ("content", []),
        ("content", [{"attachment": {"size": 1, "hash": "x"}}]),
        ("masterIdentifier", {"value": "urn:uuid:0"}),
        ("date", "2020-01-01T00:00:00Z"),
        ("date", 7),
    ],
)
def test_a_changed_document_is_reported_as_damaged(path: str, value: object) -> None:
    document = transaction([Draft(COMPLETE, PDF, LINKED)])["entry"][DOCUMENT_ENTRY]["resource"]
    assert resources.attachment_in(document) == COMPLETE
    with pytest.raises(StoreError) as caught:
        resources.attachment_in(document | {path: value})
    assert caught.value.code == "R703"


def test_a_dispense_is_linked_once() -> None:
    record = RECORD | {"supportingInformation": [{"reference": "http://h/DocumentReference/1"}]}
    assert resources.add_link(record, "DocumentReference/1") is None
    assert resources.add_link(record, "DocumentReference/11") is not None
