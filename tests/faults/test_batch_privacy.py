"""Rows 69 to 71 for batches: whatever goes wrong, a patient's name is on that leaflet alone."""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets import files
from leaflets.batch import folder as folders
from leaflets.batch import printing, work

from ..batch.test_personal import SENTINEL, TOLD, resource, table
from ..cli.program import leaflets
from .crashing import fails

WORDS = [*SENTINEL.encode().split(), b"Dissolve 1 tablet"]
OUTS = ["x", "x.tar", "x.zip", "x.pdf"]


def rows(count: int = 60, **more: str) -> str:
    return table(
        [{"monograph": "NAC", "identifier": f"i{n}", **TOLD, **more} for n in range(count)]
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for everything, also for what Python calls temporary."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "rows.csv").write_text(rows())
    return tmp_path


def run(place: Path, *arguments: str, before: Callable[[], None] = lambda: None) -> int:
    """Run a batch; nothing but the requests and finished leaflets may name the patient."""

    def prepared() -> None:
        tempfile.tempdir = None
        before()

    environ = {"TMPDIR": str(place / "tmp")}
    done = leaflets("batch", *arguments, cwd=place, environ=environ, before=prepared)
    for word in WORDS:
        assert word not in done.out
        assert word not in done.err.encode()
    for path in place.rglob("*"):
        assert not any(word.decode() in path.name for word in WORDS)
        if path.is_file() and path.name != "rows.csv" and not is_leaflet(path):
            content = path.read_bytes()
            assert not any(word in content for word in WORDS), path
    assert not list((place / "tmp").iterdir())
    return done.code


def is_leaflet(path: Path) -> bool:
    """A leaflet, or an archive of them, also one that is not whole yet."""
    return path.suffix in (".pdf", ".tar", ".zip") or path.name.endswith((".tar.part", ".zip.part"))


@pytest.mark.parametrize("out", OUTS)
def test_row_69_when_all_is_well(place: Path, out: str) -> None:
    assert run(place, "rows.csv", "--out", out, "--jobs", "1") == 0


def test_row_69_from_standard_input(place: Path) -> None:
    def before() -> None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(rows().encode()))

    assert run(place, "-", "--out", "x", "--jobs", "1", before=before) == 0


@pytest.mark.parametrize(
    "text",
    [
        rows(2, born="Zebedee"),
        rows(2, layout="Zebedee Quillfeather"),
        rows(2, profile="Zebedee Quillfeather"),
        rows(2, monograph="Zebedee Quillfeather"),
        rows(2, code="atc|Zebedee", monograph=""),
        rows(2, identifier="Zebedee Quillfeather"),
        rows(2, language="Zebedee"),
        rows(2, directions="Zebedee takes 1.0 mg"),
        rows(2, patient=f"{SENTINEL}\u202e"),
        rows(2).replace("Zebedee", '"Zebedee'),
        '{"monograph": "NAC", "patient": "Zebedee Quillfeather"\n' * 2,
        '{"monograph": "NAC", "patient": ["Zebedee Quillfeather"]}\n' * 2,
        str(resource(status="Zebedee")).replace("'", '"') + "\n",
        "{" + rows(2),
    ],
)
def test_row_69_when_the_requests_are_wrong(place: Path, text: str) -> None:
    (place / "rows.csv").write_text(text)
    assert run(place, "rows.csv", "--out", "x") in (3, 4)


@pytest.mark.parametrize("out", OUTS)
@pytest.mark.parametrize("call", ["writev", "replace", "fsync"])
def test_row_69_when_the_disk_fails(place: Path, out: str, call: str) -> None:
    def before() -> None:
        files.calls = files.calls._replace(**{call: fails(28)})

    assert run(place, "rows.csv", "--out", out, "--jobs", "1", before=before) == 6


def broken(number: int) -> Callable[[], None]:
    """In whoever makes a leaflet: something unforeseen that tells the name, or a signal."""

    def before() -> None:
        def breaking(*given: object) -> object:
            if number:
                os.kill(os.getpid(), number)
            raise ValueError(f"{SENTINEL}: {given}")

        work._made = breaking  # type: ignore[assignment]
        printing._Sheets._add = breaking  # type: ignore[method-assign,assignment]

    return before


@pytest.mark.parametrize("out", OUTS)
def test_rows_69_70_when_the_program_breaks(place: Path, out: str) -> None:
    assert run(place, "rows.csv", "--out", out, "--jobs", "1", before=broken(0)) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_row_69_when_it_is_stopped(place: Path, number: signal.Signals) -> None:
    code = run(place, "rows.csv", "--out", "x", "--jobs", "1", before=broken(number))
    assert code == 128 + number
    assert not list((place / "x").glob(".group*"))


def test_row_69_when_a_worker_is_killed(place: Path) -> None:
    (place / "rows.csv").write_text(rows(3))
    assert run(place, "rows.csv", "--out", "x", "--jobs", "2", before=broken(signal.SIGKILL)) == 1


def test_row_70_what_breaks_in_a_worker_itself_is_told_without_its_words(place: Path) -> None:
    def before() -> None:
        def breaking(*_: object) -> None:
            raise ValueError(SENTINEL)

        folders.line_of = breaking  # type: ignore[assignment]

    assert run(place, "rows.csv", "--out", "x", "--jobs", "2", before=before) == 70
