"""Leaflets are attached once to the dispenses that their requests name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leaflets import compose, read, typeset
from leaflets.base.errors import DoesNotFit, NotFoundError, RequestsError, UsageError
from leaflets.batch.model import Setup
from leaflets.batch.run import Summary
from leaflets.batch.targets.open import StoreOptions, open_target
from leaflets.content.particulars import Particulars
from leaflets.exchange.fhir.reading import read_dispense
from leaflets.exchange.open_store import open_store
from leaflets.records import recall

from ..running import NAME, PARTICULARS, cut_manifest, run_into, table

WHEN = "2026-11-24T09:30:00+01:00"


def attach(folder: Path, text: str, *, resume: bool = False, when: str = WHEN) -> Summary:
    options = StoreOptions(folder / "journal", when, "A. Pharmacist")
    address = f"sqlite:///{folder}/records.db"
    target = open_target(address, Setup(), 0, "group", store_options=options)
    return run_into(target, text, resume=resume)


def rows(*identifiers: str) -> str:
    return table([{"monograph": "NAC", "identifier": name, **PARTICULARS} for name in identifiers])


def statuses(folder: Path) -> list[str]:
    lines = (folder / "journal/manifest.jsonl").read_text().splitlines()
    return [json.loads(line)["status"] for line in lines]


def test_a_leaflet_is_attached_to_its_dispense(tmp_path: Path) -> None:
    assert attach(tmp_path, rows("RX-1", "RX-2")).new == 2
    particulars = Particulars.from_mapping(PARTICULARS, language="en")
    full = typeset(compose(read("acetylcysteine"), particulars=particulars))
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        [attachment] = store.attachments(dispense="RX-2")
        assert store.pdf(attachment.sha256) == full.pdf
        assert (attachment.when, attachment.by) == (WHEN, "A. Pharmacist")
        assert attachment.particulars == tuple(sorted(PARTICULARS))
        assert attachment.leaflet.monograph == "acetylcysteine"
        assert NAME not in repr(list(store.attachments()))
        assert list(store.verify()) == []


def test_codes_lots_and_visits_of_tables_and_fhir_are_recorded_for_recalls(tmp_path: Path) -> None:
    row = {"identifier": "RX-1", "code": "ATC|R05CB01", "lot": "A 1"}
    row |= {"encounter-reference": "VISIT|7"}
    assert attach(tmp_path, table([row])).new == 1
    (tmp_path / "journal/batch.json").unlink()
    codes = [{"system": "http://www.whocc.no/atc", "code": "R05CB01"}]
    medication = {
        "resourceType": "Medication",
        "id": "m",
        "code": {"coding": codes},
        "batch": {"lotNumber": "B2"},
    }
    record = {
        "resourceType": "MedicationDispense",
        "id": "RX-2",
        "status": "completed",
        "contained": [medication],
        "medicationReference": {"reference": "#m"},
        "context": {"reference": "Encounter/8"},
    }
    assert attach(tmp_path, json.dumps(record) + "\n").new == 1
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        assert [(item.dispense, item.products, item.lots) for item in store.attachments()] == [
            ("RX-1", ("ATC|R05CB01",), ("A 1",)),
            ("MedicationDispense/RX-2", ("http://www.whocc.no/atc|R05CB01",), ("B2",)),
        ]
        assert [item.encounter for item in store.attachments()] == ["VISIT|7", "Encounter/8"]
        found = recall(store, product="ATC|R05CB01", lot="b2")
        assert [item.attachment.dispense for item in found] == ["MedicationDispense/RX-2"]


@pytest.mark.parametrize("column", ["lot", "code"])
def test_a_lot_or_code_that_no_store_takes_is_refused_before_anything_is_made(
    tmp_path: Path, column: str
) -> None:
    row = {"monograph": "NAC", "identifier": "RX-1", column: "x" * 201}
    with pytest.raises(RequestsError, match=f"B107 The {column} is too long") as error:
        attach(tmp_path, table([row]))
    assert "xxx" not in str(error.value)


def test_resume_does_not_attach_a_leaflet_again(tmp_path: Path) -> None:
    attach(tmp_path, rows("RX-1", "RX-2", "RX-3"))
    path = tmp_path / "journal/manifest.jsonl"
    finished = path.read_bytes()
    cut_manifest(path, 2)
    later = "2026-11-25T09:30:00+01:00"
    summary = attach(tmp_path, rows("RX-1", "RX-2", "RX-3"), resume=True, when=later)
    assert (summary.unchanged, summary.new) == (2, 1)
    assert path.read_bytes() == finished
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        assert [attachment.when for attachment in store.attachments()] == [WHEN] * 3


def test_a_batch_whose_store_was_moved_away_makes_no_new_one(tmp_path: Path) -> None:
    attach(tmp_path, rows("RX-1", "RX-2"))
    cut_manifest(tmp_path / "journal/manifest.jsonl", 1)
    (tmp_path / "records.db").rename(tmp_path / "moved.db")
    with pytest.raises(NotFoundError) as error:
        attach(tmp_path, rows("RX-1", "RX-2"), resume=True)
    assert error.value.code == "R708"
    assert not (tmp_path / "records.db").exists()
    (tmp_path / "moved.db").rename(tmp_path / "records.db")
    assert attach(tmp_path, rows("RX-1", "RX-2"), resume=True).new == 1


def test_a_leaflet_that_the_store_refuses_has_failed(tmp_path: Path) -> None:
    attach(tmp_path, rows("RX-1"))
    (tmp_path / "journal/batch.json").unlink()
    other = rows("RX-0", "RX-1").replace("once a day", "twice a day")
    summary = attach(tmp_path, other)
    assert (summary.new, summary.failures) == (1, {"R701": 1})
    assert statuses(tmp_path) == ["made", "failed"]


def test_resume_tries_a_failed_leaflet_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DoesNotFit("Too wide.", "Shorten it.")

    requests = rows("RX-1", "RX-2")
    with monkeypatch.context() as patch:
        patch.setattr("leaflets.batch.work.stamped", refuse)
        assert attach(tmp_path, requests).failures == {"T501": 2}
    assert attach(tmp_path, requests, resume=True).new == 2
    assert statuses(tmp_path) == ["made", "made"]


def test_without_by_a_store_is_refused() -> None:
    options = StoreOptions(Path("x"), WHEN, "")
    with pytest.raises(UsageError, match="--by"):
        open_target("sqlite:///records.db", Setup(), 1, "group", store_options=options)


def test_a_dispense_in_fhir_is_kept_as_attaching_it_alone_keeps_it(tmp_path: Path) -> None:
    record = {
        "resourceType": "MedicationDispense",
        "id": "d1",
        "identifier": [{"system": "https://example.org/d", "value": "RX-1"}],
        "status": "completed",
        "subject": {"reference": "Patient/9"},
        "authorizingPrescription": [{"reference": "MedicationRequest/7"}],
        "medicationCodeableConcept": {
            "coding": [{"system": "http://www.whocc.no/atc", "code": "R05CB01"}]
        },
    }
    text = json.dumps(record)
    assert attach(tmp_path, text + "\n").new == 1
    alone = read_dispense(text.encode(), "d.json")
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        [kept] = store.attachments(dispense=alone.identifier)
    assert kept.prescription == "MedicationRequest/7"
    fields = alone.attachment_fields
    assert {name: getattr(kept, name) for name in fields} == fields
    assert attach(tmp_path, text + "\n", resume=True).unchanged == 1
