"""Refused requests: the others are made, and these are written as they came, with the reason."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from leaflets.base.errors import Fault, Place, RequestsError, WriteError
from leaflets.base.files.groups import GrowingFile
from leaflets.batch.form import RequestForm
from leaflets.batch.refusals import Refusals

from .running import (
    NAME,
    dispense,
    fault_codes,
    plan_of,
    read_manifest,
    read_tree,
    request_file,
    rows_csv,
    run_batch,
)

GOOD = "acetylcysteine,a1,Ann"
BAD = f'acetylcysteinn,a2,"{NAME}, the second"'
TABLE = f"monograph,identifier,patient\n{GOOD}\n{BAD}\n"


def refused(text: str | bytes, folder: Path, ending: str = "csv") -> bytes:
    run_batch(text, folder / "out", keep_going=True)
    return (folder / f"out/refused.{ending}").read_bytes()


def test_reasons_are_told_in_the_order_of_lines_and_joined_for_one_line() -> None:
    refusals = Refusals()
    for line, code in ((3, "B1"), (9, "B2"), (9, "B3")):
        refusals.add(Fault(code, Place("x", line), "Wrong.", "Mend."))
    refusals.add(Fault("B4", Place("x", 4), "Late.", "Mend."), late=True)
    assert list(refusals.reasons()) == [
        (3, "B1 Wrong. Mend."), (4, "B4 Late. Mend."), (9, "B2 Wrong. Mend. B3 Wrong. Mend."),
    ]  # fmt: skip
    assert [line for line in range(20) if line in refusals] == [3, 4, 9]
    assert (refusals.line_count, refusals.fault_count) == (3, 4)


def test_the_other_requests_are_made(tmp_path: Path) -> None:
    summary = run_batch(TABLE, tmp_path / "out", keep_going=True)
    assert (summary.new, summary.failures) == (1, {})
    assert summary.refused == tmp_path / "out/refused.csv"
    assert [entry["identifier"] for entry in read_manifest(tmp_path / "out")] == ["a1"]


def test_a_row_is_written_as_it_came_behind_the_reason(tmp_path: Path) -> None:
    heading, row = refused(TABLE, tmp_path).decode().splitlines()
    assert heading == '"why",monograph,identifier,patient'
    assert row.startswith('"N401 ')
    assert row.endswith(f",{BAD}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [";", "\t"])
def test_the_form_of_the_file_stays(tmp_path: Path, encoding: str, mark: str) -> None:
    text = f"sep={mark}\r\nmonograph{mark}patient\r\nno{mark}Žofie\r\nnac{mark}Ann"
    content = refused(text.encode(encoding), tmp_path)
    assert content[:4] == text.encode(encoding)[:4]
    separator, heading, row, end = content.decode(encoding).split("\r\n")
    assert (separator, heading) == (f"sep={mark}", f'"why"{mark}monograph{mark}patient')
    assert row.endswith(f'"{mark}no{mark}Žofie')
    assert not end


def test_a_stated_encoding_stays() -> None:
    text = "monograph,patient\nno,Žofie\nnac,Ann\n".encode("windows-1250")
    source = request_file(text, RequestForm(encoding="windows-1250"))
    ending, content = source.refused([(2, "„Why“ — 王")])
    assert ending == ".csv"
    assert b"".join(content).endswith(b",no,\x8eofie\n")


@pytest.mark.parametrize("row", ['nac,x,"Ann', 'nac,"x"y,Ann', "nac,x"])
def test_a_row_that_is_no_csv_is_not_lost(tmp_path: Path, row: str) -> None:
    content = refused(f"monograph,identifier,patient\n{GOOD}\n{row}\n", tmp_path).decode()
    assert content.splitlines()[1].endswith(f'",{row}')


def test_a_mended_file_can_be_given_again(tmp_path: Path) -> None:
    text = refused(TABLE, tmp_path).decode()
    mended = text.replace("acetylcysteinn,", "acetylcysteine,")
    assert run_batch(mended, tmp_path / "again").new == 1


def test_a_row_that_is_refused_again_has_the_new_reason_alone(tmp_path: Path) -> None:
    text = refused(TABLE, tmp_path).decode()
    text += f'"an ""old"" reason, and more",{GOOD}\n'.replace("a1", "a/1")
    text += f"none,{GOOD}\n"
    (tmp_path / "2").mkdir()
    heading, *rows = csv.reader(refused(text, tmp_path / "2").decode().splitlines())
    assert heading == ["why", "monograph", "identifier", "patient"]
    assert [(row[0][:4], *row[1:3]) for row in rows] == [
        ("N401", "acetylcysteinn", "a2"), ("B107", "acetylcysteine", "a/1"),
    ]  # fmt: skip


def test_json_lines_are_written_as_they_came(tmp_path: Path) -> None:
    lines = ['{"monograph": "nac"}', '{ "monograph":"no" ,"patient":"Ž"}', '{"mono', "[1]", "{}"]
    content = refused("\n".join(lines), tmp_path, "jsonl").decode()
    wrong, broken, array, empty = content.splitlines()
    assert wrong.startswith('{"why": "N401 ')
    assert wrong.endswith(', "monograph":"no" ,"patient":"Ž"}')
    assert broken.endswith(', "mono')
    assert array == "[1]"
    assert json.loads(empty)["why"].startswith("B102")
    (tmp_path / "2").mkdir()
    again = content.replace(array, lines[0])
    twice = refused(again, tmp_path / "2", "jsonl").decode().splitlines()
    assert [line.count("why") for line in twice] == [1, 2, 1], "what is no JSON stays as it is"


def test_all_dispenses_of_a_line_share_its_fate(tmp_path: Path) -> None:
    entries = [
        dispense(identifier=[{"value": "E1"}]),
        dispense(identifier=[{"value": "E2"}], status="wrong"),
    ]
    bundle = {"resourceType": "Bundle", "entry": [{"resource": entry} for entry in entries]}
    lines = [json.dumps(bundle), json.dumps(dispense(quantity={"value": 1, "unit": "tablet"}))]
    content = refused("\n".join(lines), tmp_path, "jsonl")
    assert [entry["identifier"] for entry in read_manifest(tmp_path / "out")] == ["RX-17"]
    [line] = content.decode().splitlines()
    assert line.endswith(lines[0][1:])
    with pytest.raises(RequestsError, match="D203") as refusal:
        plan_of(line, keep_going=True)
    assert refusal.value.sound == 0


def test_nobody_knows_which_of_two_equal_identifiers_is_right(tmp_path: Path) -> None:
    text = rows_csv(4) + "\nacetylcysteine,r00002\n"
    content = refused(text, tmp_path).decode()
    assert [row.rpartition(",")[2] for row in content.splitlines()[1:]] == ["r00002"] * 2
    made = [entry["identifier"] for entry in read_manifest(tmp_path / "out")]
    assert made == ["r00000", "r00001", "r00003"]


def test_so_many_equal_identifiers_that_not_all_were_sought_refuse_the_batch() -> None:
    text = rows_csv(1002) + rows_csv(1002).partition("\n")[2].join(["\n", "\nNAC,x"])
    with pytest.raises(RequestsError):
        plan_of(text, keep_going=True)


def test_a_batch_without_a_sound_request_is_refused() -> None:
    with pytest.raises(RequestsError) as refusal:
        plan_of("monograph\nx\ny\n", keep_going=True)
    assert "--keep-going" not in str(refusal.value)
    with pytest.raises(RequestsError, match=r"To make the other one .* --keep-going"):
        plan_of(TABLE)


def test_a_batch_with_refused_requests_is_finished_as_it_was_begun(tmp_path: Path) -> None:
    text = rows_csv(120) + "\nno,r1\n"
    run_batch(text, tmp_path / "out", keep_going=True)
    before = read_tree(tmp_path / "out")
    (tmp_path / "out/r00077.pdf").unlink()
    (tmp_path / "out/refused.csv").unlink()
    summary = run_batch(text, tmp_path / "out", keep_going=True, resume=True)
    assert (summary.new, summary.unchanged) == (1, 119)
    assert read_tree(tmp_path / "out") == before


def test_many_requests_are_read_again_without_those_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflets.batch.plan.FEW", 2)
    text = "\n".join([rows_csv(3), "no,x1", "acetylcysteine,x2", 'acetylcysteine,"'])
    assert run_batch(text, tmp_path / "out", keep_going=True).new == 4


def test_a_full_disk_leaves_no_part_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise WriteError("The disk is full.", "Free some space.")

    monkeypatch.setattr(GrowingFile, "write", fail)
    with pytest.raises(WriteError):
        run_batch(TABLE, tmp_path / "out", keep_going=True)
    assert not [path.name for path in (tmp_path / "out").iterdir() if "refused" in path.name]


def test_no_patient_is_named_but_in_the_file_itself(tmp_path: Path) -> None:
    refused(TABLE, tmp_path)
    for name, content in read_tree(tmp_path / "out").items():
        assert (NAME.encode() in content) == (name == "refused.csv")
    assert fault_codes(TABLE) == [(3, "N401")]
    with pytest.raises(RequestsError) as refusal:
        plan_of(TABLE)
    assert NAME not in str(refusal.value)
