"""Prescriptions and statements beside dispenses, and what must not become a leaflet."""

from __future__ import annotations

from typing import Any

import pytest

from leaflets.base.errors import DispenseError
from leaflets.exchange.fhir.reading import Dispense, PassedOver, read_dispense, read_dispenses

from .records import bundle_of, faults_of, json_of, read, record_with

NHS_TYPE = "https://fhir.nhs.uk/CodeSystem/medicationdispense-type"
MODIFIER = [{"url": "https://example.org/not", "valueBoolean": True}]


def request_with(**changed: Any) -> dict[str, Any]:
    return record_with(
        **{"resourceType": "MedicationRequest", "status": "active", "intent": "order", **changed}
    )


def statement_with(**changed: Any) -> dict[str, Any]:
    return record_with(**{"resourceType": "MedicationStatement", "status": "active", **changed})


def test_a_request_is_a_dispense_of_which_only_the_prescription_is_known() -> None:
    quantity = {"quantity": {"value": 20, "unit": "tablet"}}
    record = request_with(
        identifier=[{"system": "https://example.org/rx", "value": "7"}],
        subject={"reference": "Patient/9"},
        dispenseRequest=quantity,
        performer={"reference": "Practitioner/1"},
        dosageInstruction=[{"text": "One at night"}],
    )
    found = read(record)
    assert (found.kind, found.reference) == ("MedicationRequest", "MedicationRequest/d1")
    assert found.identifier == found.prescription == "https://example.org/rx|7"
    assert (found.quantity, found.performer, found.handed_over) == ("", "", "")
    assert (found.patient, found.product.names) == ("Patient/9", ("Testine",))
    assert [dosage.written for dosage in found.dosages] == ["One at night"]


def test_a_statement_has_its_directions_in_an_element_of_another_name() -> None:
    found = read(statement_with(dosage=[{"text": "One at night"}]))
    assert (found.kind, found.prescription) == ("MedicationStatement", "")
    assert [dosage.written for dosage in found.dosages] == ["One at night"]


@pytest.mark.parametrize(
    "status", ["on-hold", "ended", "stopped", "cancelled", "entered-in-error", "draft"]
)
def test_requests_that_are_not_in_force_are_refused(status: str) -> None:
    assert faults_of(request_with(status=status)) == ["D204"]
    assert read(request_with(status=status), any_status=True).status == status


@pytest.mark.parametrize(
    "changed",
    [{"intent": intent} for intent in ("proposal", "plan", "option", "")]
    + [{"doNotPerform": True}],
)
def test_what_is_no_order_to_give_it_is_always_refused(changed: dict[str, Any]) -> None:
    assert faults_of(request_with(**changed)) == ["D210"]
    assert faults_of(request_with(**changed), any_status=True) == ["D210"]


@pytest.mark.parametrize(
    "changed",
    [
        *({"status": status} for status in ("completed", "stopped", "on-hold", "not-taken")),
        {"status": "entered-in-error"},
        {"taken": "n"},
        {"status": "recorded", "adherence": {"code": {"coding": [{"code": "not-taking"}]}}},
        {"status": "recorded", "adherence": {"code": {"coding": [{"code": "on-hold"}]}}},
    ],
)
def test_what_is_not_taken_is_refused(changed: dict[str, Any]) -> None:
    assert faults_of(statement_with(**changed)) == ["D204"]


def test_what_is_taken_in_r5_is_read() -> None:
    taking = {"code": {"coding": [{"code": "taking-as-directed"}]}}
    assert read(statement_with(status="recorded", adherence=taking)).status == "recorded"


@pytest.mark.parametrize(
    "changed",
    [
        {"statusReasonCodeableConcept": {"text": "died"}},
        {"statusReasonReference": {"reference": "DetectedIssue/1"}},
        {"notPerformedReason": {"concept": {"text": "out of stock"}}},
        {"notDoneCodeableConcept": {"text": "out of stock"}},
        {"quantity": {"value": 0, "unit": "tablet"}},
        {"quantity": {"value": 0.0, "unit": "tablet"}},
        {"type": {"coding": [{"system": NHS_TYPE, "code": "0002"}]}},
    ],
)
def test_what_was_not_handed_over_is_refused(changed: dict[str, Any]) -> None:
    assert faults_of(record_with(**changed)) == ["D204"]
    assert read(record_with(**changed), any_status=True).status == "completed"


@pytest.mark.parametrize(
    "changed",
    [
        {"modifierExtension": [{"url": "https://example.org/not"}]},
        {"implicitRules": "https://example.org/rules"},
        {"dosageInstruction": [{"text": "One", "modifierExtension": MODIFIER}]},
        {"dosageInstruction": [{"text": "One", "doseAndRate": [{"modifierExtension": MODIFIER}]}]},
        {"performer": [{"actor": {"display": "A"}, "modifierExtension": MODIFIER}]},
        {
            "contained": [{"resourceType": "Medication", "id": "m", "modifierExtension": MODIFIER}],
            "medicationReference": {"reference": "#m"},
        },
        {
            "contained": [{"resourceType": "Patient", "id": "p", "modifierExtension": MODIFIER}],
            "subject": {"reference": "#p"},
        },
    ],
)  # fmt: skip
def test_a_modifier_extension_anywhere_in_what_is_used_is_refused(changed: dict[str, Any]) -> None:
    assert faults_of(record_with(**changed), any_status=True) == ["D208"]


def test_a_modifier_extension_in_what_is_not_used_is_no_matter() -> None:
    other = {"resourceType": "Device", "id": "x", "modifierExtension": [{"url": "u"}]}
    assert read(record_with(contained=[other])).status == "completed"


def test_the_faults_of_another_resource_that_is_used_are_those_of_the_record() -> None:
    medicine = {"resourceType": "Medication", "id": "m", "code": {"text": ["not a text"]}}
    record = record_with(medicationReference={"reference": "Medication/m"})
    del record["medicationCodeableConcept"]
    assert faults_of(bundle_of(medicine, record))[0] == "D202"


def test_beside_dispenses_requests_are_passed_over_and_told() -> None:
    bundle = bundle_of(request_with(), record_with(), {"resourceType": "Patient", "id": "p"})
    items = list(read_dispenses(json_of(bundle), "d.json"))
    assert [type(item) for item in items] == [PassedOver, Dispense]
    assert getattr(items[0], "kind", "") == "MedicationRequest"


def test_bundles_and_parameters_may_hold_each_other() -> None:
    medicine = {"resourceType": "Medication", "id": "m-1", "code": {"text": "Testine"}}
    record = record_with(medicationReference={"reference": "urn:uuid:m-1"})
    del record["medicationCodeableConcept"]
    part = [{"name": "a", "resource": record}, {"name": "b", "resource": medicine}]
    parameters = {"resourceType": "Parameters", "parameter": [{"name": "x", "part": part}]}
    for value in (parameters, bundle_of(parameters), bundle_of(bundle_of(parameters))):
        assert read(value).product.names == ("Testine",)


def test_a_reference_in_a_bundle_within_a_bundle_is_to_its_own_neighbour() -> None:
    def day(name: str) -> dict[str, Any]:
        medicine = {"resourceType": "Medication", "id": "m", "code": {"text": name}}
        record = record_with(id=name, medicationReference={"reference": "Medication/m"})
        del record["medicationCodeableConcept"]
        return bundle_of(medicine, record)

    records = list(read_dispenses(json_of(bundle_of(day("A"), day("B"))), "d.json"))
    assert [item.product.names for item in records if isinstance(item, Dispense)] == [
        ("A",),
        ("B",),
    ]


def test_each_line_is_a_record_or_told_by_its_kind() -> None:
    lines = [
        json_of(record_with()),
        json_of({"resourceType": "OperationOutcome"}),
        json_of(request_with()),
        json_of({"resourceType": "Bundle", "entry": []}),
        json_of(bundle_of(record_with(id="d2"))),
    ]
    items = list(read_dispenses(b"\n".join(lines), "d.ndjson"))
    assert [item.kind for item in items if not isinstance(item, Exception)] == [
        "MedicationDispense", "OperationOutcome", "MedicationRequest", "Bundle",
        "MedicationDispense",
    ]  # fmt: skip
    assert [str(item.place) for item in items if isinstance(item, PassedOver)] == [
        "d.ndjson:2",
        "d.ndjson:4",
    ]


def test_a_record_is_named_by_its_identifier_its_reference_or_its_id() -> None:
    identifier = [{"system": "https://example.org", "value": "7"}]
    source = json_of(bundle_of(record_with(identifier=identifier), record_with(id="d2")))
    for name in ("https://example.org|7", "7", "MedicationDispense/d1", "d1"):
        assert read_dispense(source, "d.json", name).reference == "MedicationDispense/d1"
    with pytest.raises(
        DispenseError, match=r"D201 .*It holds: https://example.org\|7, MedicationD"
    ):
        read_dispense(source, "d.json", "d")


def test_a_record_that_is_refused_tells_why_whatever_it_is_asked_for_by() -> None:
    stopped = record_with(status="stopped")
    with pytest.raises(DispenseError, match="D204 "):
        read_dispense(json_of(stopped), "d.json", "MedicationDispense/d1")
    others = json_of(bundle_of(record_with(id="d2"), stopped))
    with pytest.raises(DispenseError, match=r"d2\. 1 record is refused: ") as error:
        read_dispense(others, "d.json", "MedicationDispense/d1")
    assert error.value.faults[0].code == "D201"
