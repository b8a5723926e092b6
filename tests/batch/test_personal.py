"""The particulars of a patient are printed on that leaflet and appear nowhere else."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from leaflets import compose, read, typeset
from leaflets.batch.form import RequestForm
from leaflets.batch.model import LeafletKey, Request, Setup
from leaflets.batch.plan import plan
from leaflets.batch.planner import Defaults, Planner
from leaflets.batch.pool import SerialExecutor
from leaflets.batch.processes import ParallelExecutor
from leaflets.content.library import Library
from leaflets.content.particulars import Particulars

from .running import (
    NAME,
    PARTICULARS,
    Start,
    default_planner,
    dispense,
    fault_codes,
    faults_of,
    personal_rows,
    plan_of,
    read_manifest,
    request_file,
    run_batch,
    table,
)


def first_request(text: str) -> Request:
    request = next(default_planner().requests(request_file(text)))
    assert isinstance(request, Request)
    return request


def test_a_leaflet_with_particulars_is_as_rendered_in_full(tmp_path: Path) -> None:
    rows = [{"monograph": "NAC", "identifier": "a", **PARTICULARS}]
    rows.append({"monograph": "NAC", "identifier": "b", **dict.fromkeys(PARTICULARS, "")})
    assert run_batch(table(rows), tmp_path).new == 2
    reading = read("acetylcysteine")
    particulars = Particulars.from_mapping(PARTICULARS, language="en")
    full = typeset(compose(reading, particulars=particulars))
    assert (tmp_path / "a.pdf").read_bytes() == full.pdf
    assert (tmp_path / "b.pdf").read_bytes() == typeset(compose(reading)).pdf


def test_a_number_in_json_is_read_as_text() -> None:
    request = first_request(json.dumps({"monograph": "NAC", "quantity": 30, **PARTICULARS}))
    assert request.particulars is not None
    assert request.particulars.values["quantity"] == "30"


@pytest.mark.parametrize(
    ("field", "value", "code", "line"),
    [
        ("directions", "Take 1.0 mg.", "C301", 2),
        ("born", "4 May 1961", "A107", 2),
        ("patient", f"{NAME}\u200b", "A010", 2),
        ("patent", NAME, "B101", 1),
    ],
)
def test_a_fault_in_particulars_does_not_quote_them(
    field: str, value: str, code: str, line: int
) -> None:
    [fault] = faults_of(table([{"monograph": "NAC", **PARTICULARS, field: value}]))
    assert (fault.code, fault.place.line) == (code, line)
    assert NAME not in str(fault)


@pytest.mark.parametrize("form", ["lines", "bundle", "resource"])
def test_dispenses_of_fhir_are_requests(form: str) -> None:
    resources = [dispense(), dispense(id="18", identifier=[{"value": "RX-18"}])]
    entries = [{"resource": resource} for resource in resources]
    texts = {
        "lines": "\n".join(map(json.dumps, resources)),
        "bundle": json.dumps({"resourceType": "Bundle", "entry": entries}, indent=1),
        "resource": json.dumps(resources[0], indent=1),
    }
    requests = list(default_planner().requests(request_file(texts[form])))
    assert len(requests) == (1 if form == "resource" else 2), requests
    first = first_request(texts[form])
    key = LeafletKey("acetylcysteine", "standard", "en", "generic")
    assert (first.identifier, first.key) == ("RX-17", key)
    assert first.particulars is not None
    assert dict(first.particulars.values) == {
        "patient": NAME,
        "product": "Acetylcysteine 600 mg effervescent tablets",
        "directions": "Dissolve 1 tablet in water once a day.",
        "quantity": "10 tablets",
        "dispensed": "2026-11-24",
        "reference": "RX-17",
    }


def test_a_dispense_that_cannot_be_read_is_reported_with_its_line() -> None:
    resources = [dispense(), dispense(status="cancelled", identifier=[{"value": "RX-18"}])]
    assert fault_codes("\n".join(map(json.dumps, resources))) == [(2, "D204")]


def test_a_monograph_is_found_by_its_code() -> None:
    rows = "code,identifier\natc|R05CB01,a\natc|R05CB99,b\n"
    assert first_request(rows).key.monograph == "acetylcysteine"
    assert fault_codes(rows) == [(3, "N420")]


@pytest.mark.parametrize("start", [SerialExecutor, partial(ParallelExecutor, 2)])
def test_many_requests_which_are_read_twice_give_the_same_leaflets(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = tmp_path / "few.tar", tmp_path / "many.tar"
    run_batch(personal_rows(9), few)
    monkeypatch.setattr("leaflets.batch.plan.FEW", 3)
    assert run_batch(personal_rows(9), many, start=start).new == 9
    assert few.read_bytes() == many.read_bytes()
    assert read_manifest(few) == read_manifest(many)
    assert run_batch(personal_rows(9), many, start=start, resume=True).unchanged == 9


def test_no_file_but_the_leaflet_names_the_patient(tmp_path: Path) -> None:
    run_batch(personal_rows(1), tmp_path)
    assert read_manifest(tmp_path)[0]["status"] == "made"
    for path in tmp_path.iterdir():
        assert path.suffix == ".pdf" or NAME.encode() not in path.read_bytes()


def coded(**more: Any) -> dict[str, Any]:
    """Return a dispense whose directions are codes, twice a day."""
    repeat = {"frequency": 2, "period": 1, "periodUnit": "d", **more}
    amount = {"doseQuantity": {"value": 1, "unit": "tablet"}}
    return dispense(dosageInstruction=[{"timing": {"repeat": repeat}, "doseAndRate": [amount]}])


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Use 1 tablet twice"), ("es", "Use 1 comprimido 2 veces")]
)
def test_coded_directions_are_put_into_the_language_of_the_leaflet(
    language: str, words: str
) -> None:
    planner = Planner(Setup(), Defaults(language=language))
    [request] = planner.requests(request_file(json.dumps(coded())))
    assert isinstance(request, Request)
    assert request.particulars is not None
    assert request.particulars.values["directions"].startswith(words)


def test_coded_directions_without_words_are_reported_with_line_and_path() -> None:
    [fault] = faults_of("\n".join(map(json.dumps, [dispense(), coded(when=["MORN"])])))
    assert fault.code == "D209"
    path = "MedicationDispense.dosageInstruction[0]"
    assert str(fault.place) == f"requests:2:{path}"


def test_a_line_that_holds_no_record_is_counted_by_its_kind() -> None:
    others = [{"resourceType": "OperationOutcome"}, {"resourceType": "Bundle", "entry": []}]
    lines = [*others, dispense(), others[0]]
    planned = plan_of("\n".join(map(json.dumps, lines)))
    assert planned.count == 1
    assert planned.passed_over == {"OperationOutcome": 2, "Bundle": 1}


def test_dispenses_in_xml_are_requests() -> None:
    text = """<?xml version="1.0" encoding="UTF-8"?>
    <MedicationDispense xmlns="http://hl7.org/fhir"><id value="x1"/><status value="completed"/>
    <medicationCodeableConcept><text value="Acetylcysteine"/></medicationCodeableConcept>
    <dosageInstruction><text value="One tablet a day"/></dosageInstruction></MedicationDispense>"""
    first = first_request(text)
    assert first.identifier == "x1"
    assert first.particulars is not None
    assert first.particulars.values["directions"] == "One tablet a day"
    assert fault_codes(text.replace('value="completed"', 'value="gone"')) == [(2, "D203")]
    with_entity = text.replace("?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>")
    assert fault_codes(with_entity) == [(1, "K204")]


def test_the_patient_of_a_dispense_is_kept_by_reference() -> None:
    subject = {"reference": "Patient/9", "display": NAME}
    assert first_request(json.dumps(dispense(subject=subject))).record.patient == "Patient/9"


def test_other_words_for_codes_are_another_batch(tmp_path: Path) -> None:
    own = tmp_path / "directions"
    own.mkdir()
    shipped = Library().directions("en").source.decode()
    (own / "en.yaml").write_text(shipped.replace("twice {period}", "2 times {period}"), "utf-8")
    digests = {
        plan(request_file(json.dumps(row)), Planner(Setup(folder), Defaults())).sha256
        for folder in (None, tmp_path)
        for row in (coded(), dispense())
    }
    assert len(digests) == 3  # written directions need no words for codes


def test_a_cancelled_dispense_is_a_request_if_any_status_will_do() -> None:
    source = request_file(json.dumps(dispense(status="cancelled")), RequestForm(any_status=True))
    [request] = default_planner().requests(source)
    assert isinstance(request, Request)
