"""Dispensing records of other systems, and what is said of the patient: only what was asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import leaflets
from leaflets.base.errors import DispenseError, JsonError, SourceError
from leaflets.content.library import Library
from leaflets.content.library.medicines import load_medicine_index
from leaflets.exchange.fhir.reading import Dispense, read_dispense, read_dispenses

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "samples" / "dispense"
sampled = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of others are not here")


def made(**changed: Any) -> dict[str, Any]:
    """A sound record, with some keys changed."""
    return {
        "resourceType": "MedicationDispense",
        "id": "d1",
        "status": "completed",
        "medicationCodeableConcept": {"text": "Testine"},
        **changed,
    }


def bundled(*resources: dict[str, Any]) -> dict[str, Any]:
    """A bundle, each with an address of its own."""
    entries = [
        {"fullUrl": f"urn:uuid:{number}", "resource": each} for number, each in enumerate(resources)
    ]
    return {"resourceType": "Bundle", "entry": entries}


def read(value: object, **asked: bool) -> Dispense:
    return read_dispense(json.dumps(value).encode(), "d.json", **asked)


def refused(value: object, **asked: bool) -> str:
    with pytest.raises(DispenseError) as caught:
        read(value, **asked)
    return caught.value.code


@sampled
def test_every_sample_of_hl7_is_read() -> None:
    found: dict[str, Dispense] = {}
    for path in sorted((SAMPLES / "fhir-r4").glob("*.json")):
        dispense = read_dispense(path.read_bytes(), path.name, any_status=True)
        found[dispense.reference.rpartition("/")[2]] = dispense
    named = {name: each.product.names[0] for name, each in found.items()}
    assert named["meddisp008"] == "Capecitabine 500mg oral tablet (Xeloda)"
    assert named["meddisp0313"] == "Potassium Chloride 20mEq in 1L Normal Saline"
    assert named["meddisp0320"] == "TPN Solution"
    assert found["meddisp0320"].product.codes == ()  # three ingredients are none of them
    coded = found["medicationdispense-example"]
    assert coded.product.codes == (("http://www.nlm.nih.gov/research/umls/rxnorm", "476872"),)
    assert (coded.quantity, coded.handed_over) == ("480 mL", "2016-12-08T06:38:52Z")
    assert coded.prescription == "MedicationRequest/medicationrequest-coded-oral-axid"


@sampled
def test_a_stopped_sample_is_refused_without_any_status() -> None:
    path = SAMPLES / "fhir-r4" / "MedicationDispense-meddisp0313.json"
    with pytest.raises(DispenseError) as caught:
        read_dispense(path.read_bytes(), path.name)
    assert caught.value.code == "D204"
    assert read_dispense(path.read_bytes(), path.name, any_status=True).status == "stopped"


@sampled
def test_message_bundles_are_read_without_names() -> None:
    path = SAMPLES / "nhs" / "acute-primary-example-01-req.json"
    found = list(read_dispenses(path.read_bytes(), path.name))
    assert len(found) == 4
    first = found[0]
    assert isinstance(first, Dispense)
    system = "https://fhir.nhs.uk/Id/prescription-dispense-item-number"
    assert first.identifier == f"{system}|fd833d33-f128-4fa2-a807-1fc8a7db2658"
    assert first.patient == "https://fhir.nhs.uk/Id/nhs-number|9449304130"
    assert first.prescription.endswith("|a54219b8-f741-4c47-b662-e4f8dfa49ab6")  # contained
    assert first.performer == "https://fhir.nhs.uk/Id/sds-role-profile-id|741555508105"
    assert first.product.names == ("Amoxicillin 250mg capsules",)
    assert "Twitchett" not in repr(found)
    assert read_dispense(path.read_bytes(), "", "fd833d33-f128-4fa2-a807-1fc8a7db2658") == first
    asked = next(iter(read_dispenses(path.read_bytes(), path.name, particulars=True)))
    assert isinstance(asked, Dispense)
    assert asked.patient_name == "Ms Marisa Stacey Twitchett"
    assert asked.directions == ("20 tablets. One tablet to be taken two times a day",)


@pytest.mark.parametrize("status", ["stopped", "cancelled", "declined", "entered-in-error"])
def test_statuses_without_a_handover_are_refused(status: str) -> None:
    assert refused(made(status=status)) == "D204"
    assert read(made(status=status), any_status=True).status == status


def test_the_medicine_may_be_another_resource_of_the_bundle() -> None:
    medicine = {"resourceType": "Medication", "id": "m", "code": {"text": "Testine"}}
    by_address = made(medicationReference={"reference": "urn:uuid:0"})
    by_name = made(medicationReference={"reference": "Medication/m", "display": "T"})
    for record, names in ((by_address, ("Testine",)), (by_name, ("Testine", "T"))):
        del record["medicationCodeableConcept"]
        assert read(bundled(medicine, record)).product.names == names
        assert refused(record) == "D206" if len(names) == 1 else read(record)


def test_a_product_of_one_ingredient_is_that_ingredient() -> None:
    one = {"itemCodeableConcept": {"coding": [{"system": "s", "code": "c", "display": "Testine"}]}}
    for ingredients, names in (([one], ("Testine",)), ([one, one], ())):
        record = made(
            contained=[{"resourceType": "Medication", "id": "m", "ingredient": ingredients}],
            medicationReference={"reference": "#m"},
        )
        del record["medicationCodeableConcept"]
        assert refused(record) == "D206" if not names else read(record).product.names == names


def test_the_form_of_r5_is_read_too() -> None:
    record = made(medication={"concept": {"text": "Testine R5"}})
    del record["medicationCodeableConcept"]
    assert read(record).product.names == ("Testine R5",)


def test_numbers_are_kept_as_typed() -> None:
    source = json.dumps(made(quantity={"value": 0, "unit": "mL"})).replace(": 0,", ": 250.0,")
    assert read_dispense(source.encode(), "d.json").quantity == "250.0 mL"


def test_the_patient_name_is_read_only_on_request() -> None:
    patient = {
        "resourceType": "Patient",
        "id": "p",
        "name": [
            {"use": "old", "text": "Old Name"},
            {"use": "usual", "given": ["Kim"], "family": "Usual"},
            {"use": "official", "given": ["Kim", "Lee"], "family": "Sample"},
        ],
    }
    record = made(subject={"reference": "urn:uuid:0", "display": "Kim"})
    found = read(bundled(patient, record))
    assert (found.patient, found.patient_name) == ("Patient/p", "")
    assert "Kim" not in repr(found)
    assert read(bundled(patient, record), particulars=True).patient_name == "Kim Lee Sample"


def test_directions_prefer_the_words_for_the_patient() -> None:
    dosage = [
        {"text": "1 BD", "patientInstruction": "One, twice a day"},
        {"text": "At night", "additionalInstruction": [{"text": "With food"}]},
    ]
    record = made(dosageInstruction=dosage)
    assert read(record).directions == ()
    assert read(record, particulars=True).directions == (
        "One, twice a day",
        "At night",
        "With food",
    )


def test_a_faulty_line_does_not_stop_the_other_lines() -> None:
    lines = [json.dumps(made(id="1")), "{", json.dumps(made(id="2", status="gone")), "",
             json.dumps({"resourceType": "Patient"}), json.dumps(made(id="3"))]  # fmt: skip
    found = list(read_dispenses("\n".join(lines).encode(), "d.ndjson"))
    told = [each.identifier if isinstance(each, Dispense) else str(each) for each in found]
    assert [each.partition(" ")[0] for each in told] == [
        "MedicationDispense/1",
        "d.ndjson:2:",
        "d.ndjson:3:MedicationDispense.status:",
        "MedicationDispense/3",
    ]


def test_all_faults_are_reported_and_none_names_the_patient() -> None:
    record = made(status="gone", quantity=[], performer={}, subject={"display": "Kim Sample"})
    with pytest.raises(SourceError) as caught:
        read(record, particulars=True)
    assert [fault.code for fault in caught.value.faults] == ["D202", "D202", "D203"]
    assert "Kim" not in str(caught.value)


@pytest.mark.parametrize("value", [[], 7, "text", {}, {"resourceType": 3}, {"resourceType": "X y"}])
def test_json_that_is_not_a_resource_holds_no_dispense(value: object) -> None:
    assert refused(value) in ("D201", "D202")


def test_a_file_that_is_not_json_or_a_bundle_is_refused() -> None:
    with pytest.raises(JsonError):
        next(read_dispenses(b"%PDF-", "d.json"))
    assert refused({"resourceType": "Bundle", "entry": {}}) == "D202"
    assert refused({"resourceType": "Bundle", "entry": [{"resource": [1]}]}) == "D202"


def test_a_leaflet_is_attached_to_the_dispense_of_a_record(tmp_path: Path) -> None:
    """As the page of help says it."""
    coding = {"system": "http://www.whocc.no/atc", "code": "R05CB01", "display": "NAC 400 mg"}
    record = made(
        identifier=[{"system": "https://example.org/d", "value": "7"}],
        medicationCodeableConcept={"coding": [coding]},
        subject={"reference": "Patient/9", "display": "Kim Sample"},
        authorizingPrescription=[{"identifier": {"value": "RX 1"}}],
    )
    found = read(record)
    name = load_medicine_index(Library()).find(found.product.codes, found.product.names)
    leaflet = leaflets.typeset(leaflets.compose(leaflets.read(name)))
    address = f"sqlite:///{tmp_path}/records.db"
    when = "2026-11-24T10:00:00Z"
    leaflets.attach(
        leaflet, found.identifier, address, when=when, by="J. Doe", **found.attachment_fields
    )
    with leaflets.open_store(address) as store:
        [there] = store.attachments(dispense="https://example.org/d|7")
        assert store.pdf(there.sha256) == leaflet.pdf
    assert (there.patient, there.prescription) == ("Patient/9", "RX 1")
    assert there.products == ("http://www.whocc.no/atc|R05CB01",)
    assert there.leaflet.monograph == "acetylcysteine"
    assert "Kim" not in repr(there)
