"""`leaflets batch` as a program."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from .program import leaflets

ROWS = "monograph,identifier\nacetylcysteine,a\nNAC,b\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(ROWS)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_makes_what_is_asked_for(folder: Path) -> None:
    done = leaflets("batch", "rows.csv", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert done.text == "2 made, 0 failed.\nout/batch/manifest.jsonl\n"
    assert names(folder / "out/batch") == [
        ".lock", "a.pdf", "b.pdf", "batch.json", "manifest.jsonl",
    ]  # fmt: skip
    done = leaflets("batch", "rows.csv", "--resume", cwd=folder)
    assert done.text.startswith("0 made, 2 were there already, 0 failed.")


def test_standard_input_leaves_no_copy(folder: Path) -> None:
    def before() -> None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(ROWS.encode()))

    done = leaflets("batch", "-", "--out", "x", "--jobs", "1", cwd=folder, before=before)
    assert (done.code, done.err) == (0, "")
    assert (folder / "x/b.pdf").is_file()
    assert names(folder) == ["rows.csv", "x"]


def test_dry_run_makes_nothing(folder: Path) -> None:
    done = leaflets("batch", "rows.csv", "--dry-run", cwd=folder)
    assert (done.code, done.text) == (0, "2 requests; nothing is wrong with them.\n")
    assert names(folder) == ["rows.csv"]


def test_quiet_says_nothing(folder: Path) -> None:
    done = leaflets("batch", "rows.csv", "--quiet", cwd=folder)
    assert (done.code, done.out, done.err) == (0, b"", "")


def test_what_is_wrong_is_told_before_anything_is_made(folder: Path) -> None:
    (folder / "rows.csv").write_text(ROWS + "nacc,c\nNAC,a\n")
    done = leaflets("batch", "rows.csv", cwd=folder)
    assert (done.code, done.out) == (3, b"")
    assert done.err.splitlines() == [
        "rows.csv:4: N401 There is no monograph 'nacc'. Did you mean 'acetylcysteine'?",
        "rows.csv:5: B109 The identifier is that of line 2 too; capitals do not count. "
        "Give each request its own.",
        "No work was begun.",
    ]
    assert names(folder) == ["rows.csv"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("absent.csv",), 4, "N403"),
        (("rows.csv", "--jobs", "0"), 2, "U201"),
        (("rows.csv", "--data", "absent"), 4, "N407"),
        (("rows.csv", "--layout", "standart"), 3, "N405"),
        (("rows.csv", "--out", "rows.csv"), 6, "F606"),
    ],
)
def test_what_cannot_be_done(
    folder: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = leaflets("batch", *arguments, cwd=folder)
    assert (done.code, done.out) == (code, b"")
    assert says in done.err
    assert names(folder) == ["rows.csv"]
