"""Dispensing records of other systems; of the patient, only what was requested is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import leaflets
from leaflets.base.errors import DispenseError, JsonError, SourceError
from leaflets.content.library import Library
from leaflets.content.library.medicines import load_medicine_index
from leaflets.exchange.fhir.reading import Dispense, PassedOver, read_dispense, read_dispenses
from leaflets.leaflet.directions import DirectionsWriter

from .records import bundle_of, record_with

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "samples" / "dispense"
sampled = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of others are not here")


def read(value: object, **options: bool) -> Dispense:
    return read_dispense(json.dumps(value).encode(), "d.json", **options)


def directions_of(dispense: Dispense, language: str = "en") -> str:
    return DirectionsWriter(Library(), language).write(dispense.dosages)


def refused(value: object, **options: bool) -> str:
    with pytest.raises(DispenseError) as error:
        read(value, **options)
    return error.value.code


@sampled
def test_every_sample_of_hl7_is_read() -> None:
    by_id: dict[str, Dispense] = {}
    for path in sorted((SAMPLES / "fhir-r4").glob("*.json")):
        dispense = read_dispense(path.read_bytes(), path.name, any_status=True)
        by_id[dispense.reference.rpartition("/")[2]] = dispense
    named = {name: item.product.names[0] for name, item in by_id.items()}
    assert named["meddisp008"] == "Capecitabine 500mg oral tablet (Xeloda)"
    assert named["meddisp0313"] == "Potassium Chloride 20mEq in 1L Normal Saline"
    assert named["meddisp0320"] == "TPN Solution"
    assert by_id["meddisp0320"].product.codes == ()  # three ingredients are none of them
    coded = by_id["medicationdispense-example"]
    assert coded.product.codes == (("http://www.nlm.nih.gov/research/umls/rxnorm", "476872"),)
    assert (coded.quantity, coded.handed_over) == ("480 mL", "2016-12-08T06:38:52Z")
    assert coded.prescription == "MedicationRequest/medicationrequest-coded-oral-axid"


@sampled
def test_a_stopped_sample_is_refused_without_any_status() -> None:
    path = SAMPLES / "fhir-r4" / "MedicationDispense-meddisp0313.json"
    with pytest.raises(DispenseError) as error:
        read_dispense(path.read_bytes(), path.name)
    assert error.value.code == "D204"
    assert read_dispense(path.read_bytes(), path.name, any_status=True).status == "stopped"


@sampled
def test_message_bundles_are_read_without_names() -> None:
    path = SAMPLES / "nhs" / "acute-primary-example-01-req.json"
    records = list(read_dispenses(path.read_bytes(), path.name))
    assert len(records) == 4
    first = records[0]
    assert isinstance(first, Dispense)
    system = "https://fhir.nhs.uk/Id/prescription-dispense-item-number"
    assert first.identifier == f"{system}|fd833d33-f128-4fa2-a807-1fc8a7db2658"
    assert first.patient == "https://fhir.nhs.uk/Id/nhs-number|9449304130"
    assert first.prescription.endswith("|a54219b8-f741-4c47-b662-e4f8dfa49ab6")  # contained
    assert first.performer == "https://fhir.nhs.uk/Id/sds-role-profile-id|741555508105"
    assert first.product.names == ("Amoxicillin 250mg capsules",)
    assert "Twitchett" not in repr(records)
    assert read_dispense(path.read_bytes(), "", "fd833d33-f128-4fa2-a807-1fc8a7db2658") == first
    asked = next(iter(read_dispenses(path.read_bytes(), path.name, particulars=True)))
    assert isinstance(asked, Dispense)
    assert asked.patient_name == "Ms Marisa Stacey Twitchett"
    assert directions_of(asked) == "20 tablets. One tablet to be taken two times a day"


@pytest.mark.parametrize("status", ["stopped", "cancelled", "declined", "entered-in-error"])
def test_statuses_without_a_handover_are_refused(status: str) -> None:
    assert refused(record_with(status=status)) == "D204"
    assert read(record_with(status=status), any_status=True).status == status


def test_the_medicine_may_be_another_resource_of_the_bundle() -> None:
    medicine = {"resourceType": "Medication", "id": "m", "code": {"text": "Testine"}}
    by_address = record_with(medicationReference={"reference": "urn:uuid:0"})
    by_name = record_with(medicationReference={"reference": "Medication/m", "display": "T"})
    for record, names in ((by_address, ("Testine",)), (by_name, ("Testine", "T"))):
        del record["medicationCodeableConcept"]
        assert read(bundle_of(medicine, record)).product.names == names
        assert refused(record) == "D206" if len(names) == 1 else read(record)


def test_a_product_of_one_ingredient_is_that_ingredient() -> None:
    one = {"itemCodeableConcept": {"coding": [{"system": "s", "code": "c", "display": "Testine"}]}}
    for ingredients, names in (([one], ("Testine",)), ([one, one], ())):
        record = record_with(
            contained=[{"resourceType": "Medication", "id": "m", "ingredient": ingredients}],
            medicationReference={"reference": "#m"},
        )
        del record["medicationCodeableConcept"]
        assert refused(record) == "D206" if not names else read(record).product.names == names


def test_the_form_of_r5_is_read_too() -> None:
    record = record_with(medication={"concept": {"text": "Testine R5"}})
    del record["medicationCodeableConcept"]
    assert read(record).product.names == ("Testine R5",)


def test_numbers_are_kept_as_typed() -> None:
    source = json.dumps(record_with(quantity={"value": 0, "unit": "mL"})).replace(
        ": 0,", ": 250.0,"
    )
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
    record = record_with(subject={"reference": "urn:uuid:0", "display": "Kim"})
    dispense = read(bundle_of(patient, record))
    assert (dispense.patient, dispense.patient_name) == ("Patient/p", "")
    assert "Kim" not in repr(dispense)
    assert read(bundle_of(patient, record), particulars=True).patient_name == "Kim Lee Sample"


def test_directions_prefer_the_words_for_the_patient() -> None:
    dosage = [
        {"text": "1 BD", "patientInstruction": "One, twice a day"},
        {"text": "At night", "additionalInstruction": [{"text": "With food"}]},
    ]
    record = record_with(dosageInstruction=dosage)
    assert read(record).dosages == ()
    assert directions_of(read(record, particulars=True)) == "One, twice a day. At night. With food"


def test_a_faulty_line_does_not_stop_the_other_lines() -> None:
    lines = [
        json.dumps(record_with(id="1")),
        "{",
        json.dumps(record_with(id="2", status="gone")),
        "",
        json.dumps({"resourceType": "Patient"}),
        json.dumps(record_with(id="3")),
    ]
    records = list(read_dispenses("\n".join(lines).encode(), "d.ndjson"))
    texts = [
        item.identifier
        if isinstance(item, Dispense)
        else f"{item.place}: {item.kind}"
        if isinstance(item, PassedOver)
        else str(item)
        for item in records
    ]
    assert [text.partition(" ")[0] for text in texts] == [
        "MedicationDispense/1",
        "d.ndjson:2:",
        "d.ndjson:3:MedicationDispense.status:",
        "d.ndjson:5:",
        "MedicationDispense/3",
    ]


def test_all_faults_are_reported_and_none_names_the_patient() -> None:
    record = record_with(
        status="gone", quantity=[], performer={}, subject={"display": "Kim Sample"}
    )
    with pytest.raises(SourceError) as error:
        read(record, particulars=True)
    assert [fault.code for fault in error.value.faults] == ["D202", "D202", "D203"]
    assert "Kim" not in str(error.value)


@pytest.mark.parametrize("value", [[], 7, "text", {}, {"resourceType": 3}, {"resourceType": "X y"}])
def test_json_that_is_not_a_resource_holds_no_dispense(value: object) -> None:
    assert refused(value) in ("D201", "D202")


def test_a_file_that_is_not_json_or_a_bundle_is_refused() -> None:
    with pytest.raises(JsonError):
        next(read_dispenses(b"%PDF-", "d.json"))
    assert refused({"resourceType": "Bundle", "entry": {}}) == "D202"
    assert refused({"resourceType": "Bundle", "entry": [{"resource": [1]}]}) == "D202"


def test_a_leaflet_is_attached_to_the_dispense_of_a_record(tmp_path: Path) -> None:
    """The steps are those of the help page."""
    coding = {"system": "http://www.whocc.no/atc", "code": "R05CB01", "display": "NAC 400 mg"}
    record = record_with(
        identifier=[{"system": "https://example.org/d", "value": "7"}],
        medicationCodeableConcept={"coding": [coding]},
        subject={"reference": "Patient/9", "display": "Kim Sample"},
        authorizingPrescription=[{"identifier": {"value": "RX 1"}}],
    )
    dispense = read(record)
    name = load_medicine_index(Library()).find(dispense.product.codes, dispense.product.names)
    leaflet = leaflets.typeset(leaflets.compose(leaflets.read(name)))
    address = f"sqlite:///{tmp_path}/records.db"
    when = "2026-11-24T10:00:00Z"
    leaflets.attach(
        leaflet, dispense.identifier, address, when=when, by="J. Doe", **dispense.attachment_fields
    )
    with leaflets.open_store(address) as store:
        [there] = store.attachments(dispense="https://example.org/d|7")
        assert store.pdf(there.sha256) == leaflet.pdf
    assert (there.patient, there.prescription) == ("Patient/9", "RX 1")
    assert there.products == ("http://www.whocc.no/atc|R05CB01",)
    assert there.leaflet.monograph == "acetylcysteine"
    assert "Kim" not in repr(there)


@pytest.mark.parametrize(
    ("medication", "lots"),
    [
        ({"batch": {"lotNumber": "L-1", "expirationDate": "2027-01-01"}}, ("L-1",)),
        (
            {"package": {"batch": [{"lotNumber": "L-1"}, {"lotNumber": "L-2"}, {}]}},
            ("L-1", "L-2"),
        ),
        ({}, ()),
    ],
    ids=["R4", "STU3", "none"],
)
def test_lot_numbers_of_the_medication_are_those_of_the_attachment(
    medication: dict[str, Any], lots: tuple[str, ...]
) -> None:
    contained = {"resourceType": "Medication", "id": "m", "code": {"text": "Testine"}, **medication}
    record = record_with(contained=[contained], medicationReference={"reference": "#m"})
    del record["medicationCodeableConcept"]
    dispense = read(record)
    assert dispense.product.lots == lots
    assert dispense.attachment_fields["lots"] == lots


@pytest.mark.parametrize(
    ("fields", "encounter"),
    [
        ({"context": {"reference": "Encounter/7"}}, "Encounter/7"),
        ({"encounter": {"identifier": {"system": "urn:oid:1.2", "value": "V1"}}}, "urn:oid:1.2|V1"),
        ({"context": {"reference": "https://example.org/EpisodeOfCare/7"}}, ""),
        ({}, ""),
    ],
    ids=["R4", "R5", "an episode of care", "none"],
)
def test_the_encounter_of_a_dispense_is_that_of_the_attachment(
    fields: dict[str, Any], encounter: str
) -> None:
    assert read(record_with(**fields)).attachment_fields["encounter"] == encounter
