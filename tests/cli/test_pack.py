"""`leaflets pack`: a file for each patient, and an attachment for each medicine."""

from __future__ import annotations

from pathlib import Path

import pytest

from .program import leaflets

HEADING = "monograph,identifier,patient-reference,patient,product,directions\n"
ROW = "acetylcysteine,{},{},{},Acetylcysteine 400 mg,Take 1 tablet in the morning.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [("rx-1", "P-1", "Ada Exempel"), ("rx-2", "P-2", "Bea Muster"),
            ("rx-3", "P-1", "Ada Exempel")]  # fmt: skip
    text = HEADING + "".join(ROW.format(*row) for row in rows)
    (tmp_path / "rows.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_each_patient_gets_a_file_whose_name_tells_nothing_of_the_patient(folder: Path) -> None:
    done = leaflets("pack", "rows.csv", "--out", "packs", cwd=folder)
    assert (done.code, done.text) == (0, "packs/rx-1.pdf\npacks/rx-2.pdf\n")
    assert "Exempel" not in done.text + done.err
    inspection = leaflets("inspect", "packs/rx-1.pdf", cwd=folder)
    assert "byte for byte" in inspection.text
    assert "extent:         pack" in inspection.text


def test_each_medicine_is_attached_to_its_own_dispense(folder: Path) -> None:
    store = ("--store", "sqlite:///records.db")
    done = leaflets("pack", "rows.csv", "--out", "packs", *store, "--by", "J. Doe", cwd=folder)
    assert done.code == 0
    assert [line.split()[:2] for line in done.text.splitlines() if "attached" in line] == [
        ["attached", "rx-1"],
        ["attached", "rx-3"],
        ["attached", "rx-2"],
    ]
    shown = leaflets("records", "show", "rx-3", *store, cwd=folder)
    assert "acetylcysteine" in shown.text
    assert "P-1" in shown.text
    assert leaflets("records", "verify", *store, cwd=folder).code == 0


def test_two_patients_do_not_go_into_one_file(folder: Path) -> None:
    done = leaflets("pack", "rows.csv", "--out", "all.pdf", cwd=folder)
    assert (done.code, done.err[:5]) == (2, "U201 ")
    assert "2 patients" in done.err
    assert not (folder / "all.pdf").exists()


def test_without_references_all_rows_are_for_one_patient(folder: Path) -> None:
    text = (folder / "rows.csv").read_text().replace("patient-reference,", "")
    (folder / "rows.csv").write_text(text.replace("P-1,", "").replace("P-2,", ""))
    done = leaflets("pack", "rows.csv", "--out", "all.pdf", cwd=folder)
    assert (done.code, done.err[:17]) == (3, "rows.csv:3: B121 ")
    assert "Bea" not in done.err


def test_a_wrong_request_leaves_no_pack_and_is_not_to_be_passed_over(folder: Path) -> None:
    with (folder / "rows.csv").open("a") as rows:
        rows.write("nomedicine,rx-4,P-1,Ada Exempel,,\n")
    done = leaflets("pack", "rows.csv", "--out", "packs", cwd=folder)
    assert (done.code, done.err[:17]) == (3, "rows.csv:5: N401 ")
    assert done.err.endswith("No work was begun.\n")
    assert not (folder / "packs").exists()


def test_records_note_who_attaches(folder: Path) -> None:
    done = leaflets("pack", "rows.csv", "--store", "sqlite:///records.db", cwd=folder)
    assert (done.code, done.err[:5]) == (2, "U201 ")
