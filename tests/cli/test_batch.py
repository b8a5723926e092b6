"""`leaflets batch` as a program."""

from __future__ import annotations

import io
import os
import pty
import re
import sys
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from leaflets.cli import batch_progress
from leaflets.content.library import Library

from ..batch.running import rows_csv
from ..shipped import MONOGRAPHS
from .program import leaflets

ROWS = "monograph,identifier\nacetylcysteine,a\nNAC,b\n"
DRAFTS = "2 are drafts; no health professional has reviewed them.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(ROWS)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_makes_what_is_asked_for(folder: Path) -> None:
    done = leaflets("batch", "rows.csv", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert done.text == f"2 made, 0 failed.\n{DRAFTS}out/batch/manifest.jsonl\n"
    assert names(folder / "out/batch") == [
        "a.pdf", "b.pdf", "batch.json", "manifest.jsonl",
    ]  # fmt: skip
    done = leaflets("batch", "rows.csv", "--resume", cwd=folder)
    assert done.text.startswith(f"0 made, 2 were there already, 0 failed.\n{DRAFTS}")


def test_standard_input_leaves_no_copy(folder: Path) -> None:
    def before() -> None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(ROWS.encode()))

    done = leaflets("batch", "-", "--out", "x", "--jobs", "1", cwd=folder, before=before)
    assert (done.code, done.err) == (0, "")
    assert (folder / "x/b.pdf").is_file()
    assert names(folder) == ["rows.csv", "x"]


def test_dry_run_makes_nothing(folder: Path) -> None:
    done = leaflets("batch", "rows.csv", "--dry-run", cwd=folder)
    assert (done.code, done.text) == (0, f"2 requests; nothing is wrong with them.\n{DRAFTS}")
    assert names(folder) == ["rows.csv"]


def test_quiet_says_nothing(folder: Path) -> None:
    done = leaflets("batch", "rows.csv", "--quiet", cwd=folder)
    assert (done.code, done.out, done.err) == (0, b"", "")


def test_everything_is_every_layout_of_every_translation(folder: Path) -> None:
    """Of two medicines and layouts: each of the others costs renders, and shows nothing more."""
    names, layouts = ("acetylcysteine", "salbutamol-inhaler"), ("compact", "standard")

    def before() -> None:
        Library.names = lambda _: names  # type: ignore[assignment, method-assign]
        Library.layouts = lambda _: layouts  # type: ignore[assignment, method-assign]

    done = leaflets("batch", "--all", "--dry-run", cwd=folder, before=before)
    count = len(layouts) * sum(name in names for name, _ in MONOGRAPHS)
    assert done.text.startswith(f"{count} requests; nothing is wrong with them.\n")


@pytest.mark.parametrize("arguments", [(), ("rows.csv", "--all")])
def test_one_thing_is_asked_for(folder: Path, arguments: tuple[str, ...]) -> None:
    done = leaflets("batch", *arguments, cwd=folder)
    assert (done.code, done.err[:4]) == (2, "U201")


@pytest.mark.parametrize("dumb", [True, False])
def test_progress_on_a_terminal(folder: Path, dumb: bool) -> None:
    (folder / "rows.csv").write_text(rows_csv(200))
    reader, terminal = pty.openpty()

    def before() -> None:
        os.dup2(terminal, 2)
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), write_through=True)

    done = leaflets(
        "batch", "rows.csv", "--jobs", "1", cwd=folder, before=before,
        environ={"TERM": "dumb" if dumb else "xterm"},
    )  # fmt: skip
    os.close(terminal)
    told = b""
    with suppress(OSError):  # how a terminal ends
        while more := os.read(reader, 4096):
            told += more
    os.close(reader)
    assert done.code == 0, told
    assert (b"of 200" in told) is not dumb


def test_progress_elsewhere(capfd: pytest.CaptureFixture[str]) -> None:
    with patch.object(batch_progress, "PAUSE", 0.0):
        told = batch_progress.progress(4000, quiet=False)
        told.show(1000, 2)
        told.end()
    assert re.fullmatch(
        r"1000 of 4000, 2 failed; \d+ a second; 0:00 left\n", capfd.readouterr().err
    )


def test_time_is_told_as_people_do() -> None:
    assert [batch_progress.clock(each) for each in (5, 65, 3725.4)] == ["0:05", "1:05", "1:02:05"]


def test_what_is_wrong_is_told_before_anything_is_made(folder: Path) -> None:
    (folder / "rows.csv").write_text(ROWS + "nacc,c\nNAC,a\n")
    done = leaflets("batch", "rows.csv", cwd=folder)
    assert (done.code, done.out) == (3, b"")
    assert done.err.splitlines() == [
        "rows.csv:2: B109 Line 5 has the same identifier; capital letters make no difference. "
        "Give each request its own.",
        "rows.csv:4: N401 There is no such monograph. Did you mean 'acetylcysteine'?",
        "rows.csv:5: B109 Line 2 has the same identifier; capital letters make no difference. "
        "Give each request its own.",
        "No work was begun. To make the other one all the same, add --keep-going.",
    ]
    assert names(folder) == ["rows.csv"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("absent.csv",), 4, "N403"),
        (("rows.csv", "--jobs", "0"), 2, "U201"),
        (("rows.csv", "--data", "absent"), 4, "N407"),
        (("rows.csv", "--layout", "standart"), 3, "N405"),
        (("rows.csv", "--out", "rows.csv"), 2, "U201"),
        (("rows.csv", "--out", "rows.csv/today"), 6, "F606"),
        (("rows.csv", "--out", "today.docx"), 2, "U201"),
    ],
)
def test_what_cannot_be_done(
    folder: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = leaflets("batch", *arguments, cwd=folder)
    assert (done.code, done.out) == (code, b"")
    assert says in done.err
    assert names(folder) == ["rows.csv"]


def test_what_is_wrong_is_refused_and_the_others_are_made_when_it_is_told_to(folder: Path) -> None:
    (folder / "rows.csv").write_text(ROWS + "nacc,c\n")
    arguments = ("batch", "rows.csv", "--out", "x", "--keep-going")
    done = leaflets(*arguments, cwd=folder)
    assert done.code == 1
    assert done.err.startswith("rows.csv:4: N401 ")
    assert done.text.splitlines() == [
        "2 made, 0 failed.",
        DRAFTS.strip(),
        "x/manifest.jsonl",
        "1 refused. Mend them in this file, and give it to a batch of its own:",
        "x/refused.csv",
    ]
    assert names(folder / "x") == [
        "a.pdf", "b.pdf", "batch.json", "manifest.jsonl", "refused.csv",
    ]  # fmt: skip
    assert (folder / "x/refused.csv").stat().st_mode & 0o777 == 0o600
    done = leaflets(*arguments, "--resume", cwd=folder)
    assert (done.code, done.text[:31]) == (1, "0 made, 2 were there already, 0")
    done = leaflets(*arguments, "--dry-run", cwd=folder)
    assert (done.code, done.text) == (3, "")


def test_a_file_is_read_in_the_form_that_the_options_state(folder: Path) -> None:
    text = "Medicine;ID;Phone;Shelf;Born\r\nNAC;007;1;2;24/11/1950\r\n"
    (folder / "rows.csv").write_bytes(text.encode("windows-1252"))
    arguments = (
        "batch", "rows.csv", "--map", "medicine=monograph", "--map", "id=identifier",
        "--ignore-columns", "phone,shelf", "--dates", "dmy", "--encoding", "windows-1252",
        "--identifier-length", "3",
    )  # fmt: skip
    done = leaflets(*arguments, cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert (folder / "out/batch/007.pdf").exists()
    done = leaflets(*arguments[:-4], "--resume", cwd=folder)
    assert (done.code, "U221" in done.err) == (2, True), "other options are another batch"
    done = leaflets("batch", "rows.csv", "--map", "medicine", cwd=folder)
    assert (done.code, done.err[:4]) == (2, "U201")


def test_rows_that_were_passed_over_are_counted(folder: Path) -> None:
    (folder / "rows.csv").write_text(ROWS + "\n,\n")
    done = leaflets("batch", "rows.csv", "--dry-run", cwd=folder)
    assert (done.code, done.err) == (0, "2 blank rows were passed over.\n")
