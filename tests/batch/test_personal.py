"""What concerns one patient: printed on that leaflet, and told nowhere else."""

from __future__ import annotations

import csv
import io
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from leaflets import compose, read, typeset
from leaflets.batch.model import Key, Request
from leaflets.batch.pool import Here
from leaflets.batch.processes import Processes
from leaflets.content.particulars import Particulars

from .asked import Start, asked, codes, done, faults, manifest, planner

SENTINEL = "Zebedee Quillfeather"
TOLD = {
    "patient": SENTINEL,
    "born": "1961-05-04",
    "directions": "Dissolve 1 tablet in a glass of water and drink it once a day.",
    "pharmacy": "Sun Pharmacy, 12 High Street",
}


def table(rows: list[dict[str, str]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_a_row_may_say_what_one_patient_needs(tmp_path: Path) -> None:
    rows = [{"monograph": "NAC", "identifier": "a", **TOLD}]
    rows.append({"monograph": "NAC", "identifier": "b", **dict.fromkeys(TOLD, "")})
    assert done(table(rows), tmp_path).made == 2
    reading = read("acetylcysteine")
    particulars = Particulars.from_mapping(TOLD, language="en")
    full = typeset(compose(reading, particulars=particulars))
    assert (tmp_path / "a.pdf").read_bytes() == full.pdf
    assert (tmp_path / "b.pdf").read_bytes() == typeset(compose(reading)).pdf


def test_lines_of_json_may_say_it_too() -> None:
    line = json.dumps({"monograph": "NAC", "quantity": 30, **TOLD})
    [request] = planner().requests(asked(line))
    assert isinstance(request, Request)
    assert request.particulars is not None
    assert request.particulars.values["quantity"] == "30"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("directions", "Take 1.0 mg.", "C301"),
        ("born", "4 May 1961", "A107"),
        ("patient", f"{SENTINEL}\u200b", "A010"),
        ("patent", SENTINEL, "B101"),
    ],
)
def test_what_cannot_be_printed_is_told_without_it(field: str, value: str, code: str) -> None:
    rows = table([{"monograph": "NAC", **TOLD, field: value}])
    [fault] = faults(rows)
    assert fault.place.line == (1 if code == "B101" else 2)
    assert fault.code == code
    assert SENTINEL not in str(fault)


def resource(**more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationDispense",
        "id": "17",
        "status": "completed",
        "identifier": [{"system": "urn:oid:1.2.3", "value": "RX-17"}],
        "medicationCodeableConcept": {"text": "Acetylcysteine 600 mg effervescent tablets"},
        "subject": {"display": SENTINEL},
        "quantity": {"value": 10, "unit": "tablets"},
        "whenHandedOver": "2026-11-24T09:30:00Z",
        "dosageInstruction": [{"text": "Dissolve 1 tablet in water once a day."}],
        **more,
    }


@pytest.mark.parametrize("form", ["lines", "bundle", "one"])
def test_reads_dispenses(form: str) -> None:
    entries = [resource(), resource(id="18", identifier=[{"value": "RX-18"}])]
    texts = {
        "lines": "\n".join(map(json.dumps, entries)),
        "bundle": json.dumps(
            {"resourceType": "Bundle", "entry": [{"resource": each} for each in entries]}, indent=1
        ),
        "one": json.dumps(entries[0], indent=1),
    }
    found = list(planner().requests(asked(texts[form])))
    assert len(found) == (1 if form == "one" else 2), found
    first = found[0]
    assert isinstance(first, Request)
    assert (first.identifier, first.key) == (
        "RX-17", Key("acetylcysteine", "standard", "en", "generic"),
    )  # fmt: skip
    assert first.particulars is not None
    assert dict(first.particulars.values) == {
        "patient": SENTINEL,
        "product": "Acetylcysteine 600 mg effervescent tablets",
        "directions": "Dissolve 1 tablet in water once a day.",
        "quantity": "10 tablets",
        "dispensed": "2026-11-24",
        "reference": "RX-17",
    }


def test_a_dispense_that_cannot_be_read_is_told_with_its_line() -> None:
    entries = [resource(), resource(status="cancelled", identifier=[{"value": "RX-18"}])]
    assert codes("\n".join(map(json.dumps, entries))) == [(2, "D204")]


def test_a_medicine_is_found_by_its_code() -> None:
    rows = "code,identifier\natc|R05CB01,a\natc|R05CB99,b\n"
    found = list(planner().requests(asked(rows)))
    assert isinstance(found[0], Request)
    assert found[0].key.monograph == "acetylcysteine"
    assert codes(rows) == [(3, "N420")]


@pytest.mark.parametrize("start", [Here, partial(Processes, 2)])
def test_what_is_read_a_second_time_is_the_same(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are many requests the plan keeps none, and workers read the rows again."""
    rows = [
        {"monograph": "NAC", "identifier": f"p{n}", **TOLD, "reference": f"x{n}x"} for n in range(9)
    ]
    done(table(rows), tmp_path / "few.tar")
    monkeypatch.setattr("leaflets.batch.plan.FEW", 3)
    assert done(table(rows), tmp_path / "many.tar", start=start).made == 9
    assert (tmp_path / "few.tar").read_bytes() == (tmp_path / "many.tar").read_bytes()
    assert manifest(tmp_path / "few.tar") == manifest(tmp_path / "many.tar")
    assert done(table(rows), tmp_path / "many.tar", start=start, resume=True).kept == 9


def test_the_manifest_names_nobody(tmp_path: Path) -> None:
    done(table([{"monograph": "NAC", "identifier": "a", **TOLD}]), tmp_path)
    assert manifest(tmp_path)[0]["status"] == "made"
    for path in tmp_path.iterdir():
        assert path.suffix == ".pdf" or SENTINEL.encode() not in path.read_bytes()
