"""`leaflets dispense`: what a record holds, and which monograph is certain to be that of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leaflets.exchange.open_store import open_store

from .program import leaflets


def put(folder: Path, **changed: Any) -> Path:
    record = {
        "resourceType": "MedicationDispense",
        "id": "d1",
        "status": "completed",
        "medicationCodeableConcept": {"text": "Acetylcysteine 200mg effervescent tablets"},
        "subject": {"reference": "Patient/9", "display": "Kim Sample"},
        **changed,
    }
    path = folder / "d.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def test_the_monograph_is_found_and_nobody_is_named(tmp_path: Path) -> None:
    done = leaflets("dispense", str(put(tmp_path)))
    assert (done.code, done.err) == (0, "")
    assert "monograph:      acetylcysteine\n" in done.text
    assert "patient:        Patient/9\n" in done.text
    assert "Kim" not in done.text


@pytest.mark.parametrize(
    ("changed", "says", "exit_code"),
    [
        ({"status": "stopped"}, "D204", 3),
        ({"medicationCodeableConcept": {"text": "Acetylcystein"}}, "Near: acetylcysteine.", 4),
    ],
)
def test_what_cannot_be_used_is_told_by_the_exit_code_that_attach_has(
    tmp_path: Path, changed: dict[str, Any], says: str, exit_code: int
) -> None:
    path = str(put(tmp_path, **changed))
    done = leaflets("dispense", path)
    assert done.code == exit_code
    store = f"sqlite:///{tmp_path}/records.db"
    attached = leaflets("attach", "d1", "--dispense", path, "--store", store, "--by", "J. Doe")
    assert attached.code == exit_code
    assert says in done.text
    if says == "D204":
        assert leaflets("dispense", str(tmp_path / "d.json"), "--any-status").code == 0


def test_a_file_without_a_record(tmp_path: Path) -> None:
    done = leaflets("dispense", str(put(tmp_path, resourceType="Patient")))
    assert (done.code, done.err.count("D201")) == (4, 1)
    (tmp_path / "d.json").write_text("{")
    assert leaflets("dispense", str(tmp_path / "d.json")).code == 3
    assert leaflets("dispense", str(tmp_path / "absent.json")).code == 4


def test_a_record_says_what_is_attached_to_it_and_for_whom(tmp_path: Path) -> None:
    path = str(put(tmp_path))
    environ = {"LEAFLETS_STORE": f"sqlite:///{tmp_path}/records.db", "LEAFLETS_BY": "J. Doe"}
    unknown = leaflets("attach", "d2", "--dispense", path, environ=environ)
    assert (unknown.code, unknown.err.count("D201")) == (3, 1)
    path = str(put(tmp_path, identifier=[{"value": "d1"}]))
    done = leaflets("attach", "d1", "--dispense", path, environ=environ)
    assert (done.code, done.text.partition(" ")[0]) == (0, "attached")
    with open_store(environ["LEAFLETS_STORE"]) as store:
        [there] = store.attachments()
    assert (there.dispense, there.patient) == ("d1", "Patient/9")
    assert there.leaflet.monograph == "acetylcysteine"
    put(tmp_path, identifier=[{"value": "d1"}], status="stopped")
    assert leaflets("attach", "d1", "--dispense", path, environ=environ).code == 3
    again = leaflets("attach", "d1", "--dispense", path, "--any-status", environ=environ)
    assert again.text.startswith("already ")


def test_directions_are_shown_in_words_or_with_why_not(tmp_path: Path) -> None:
    repeat = {"frequency": 2, "period": 1, "periodUnit": "d"}
    amount = {"doseQuantity": {"value": 1, "unit": "tablet"}}
    coded = {"timing": {"repeat": repeat}, "doseAndRate": [amount]}
    path = str(put(tmp_path, dosageInstruction=[coded]))
    assert "directions:     Use 1 tablet twice a day." in leaflets("dispense", path).text
    done = leaflets("dispense", path, "--language", "es")
    assert "directions:     Use 1 comprimido 2 veces al día." in done.text
    done = leaflets("dispense", str(put(tmp_path, dosageInstruction=[{"timing": {}}])))
    assert (done.code, done.text.count("D209")) == (3, 1)


def test_a_line_without_a_record_is_told(tmp_path: Path) -> None:
    record = put(tmp_path).read_text(encoding="utf-8")
    path = tmp_path / "d.ndjson"
    path.write_text(f'{record}\n{{"resourceType": "OperationOutcome"}}\n', encoding="utf-8")
    done = leaflets("dispense", str(path))
    assert done.code == 0
    assert "d.ndjson:2: OperationOutcome, passed over." in done.err


def test_the_exit_code_is_that_of_the_first_record_that_cannot_be_used(tmp_path: Path) -> None:
    sound = put(tmp_path).read_text(encoding="utf-8")
    unknown = put(tmp_path, medicationCodeableConcept={"text": "Nothing"}).read_text("utf-8")
    stopped = put(tmp_path, status="stopped").read_text(encoding="utf-8")
    path = tmp_path / "d.ndjson"
    for lines, exit_code in (((sound, unknown, stopped), 4), ((stopped, sound, unknown), 3)):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert leaflets("dispense", str(path)).code == exit_code
