"""What works without what POSIX alone has; nobody has tried it on Windows itself."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from leaflets.base.file_names import is_reserved
from tests.house.source import ROOT

PRETENCE = Path(__file__).with_name("windows.py")


def leaflets(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as if on Windows."""
    return subprocess.run(
        [sys.executable, str(PRETENCE), *arguments],
        cwd=cwd, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A folder with a table of two requests."""
    (tmp_path / "rows.csv").write_text(
        "identifier,monograph,patient\n"
        "A-1,acetylcysteine,Ann Example\nA-2,acetylcysteine,Bo Example\n"
    )
    return tmp_path


def test_a_leaflet_is_written_and_written_again(tmp_path: Path) -> None:
    for _ in range(2):
        done = leaflets("render", "acetylcysteine", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, "out/acetylcysteine.pdf\n"), done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["acetylcysteine.pdf"]
    assert (tmp_path / "out/acetylcysteine.pdf").read_bytes().endswith(b"%%EOF\n")


def test_what_a_killed_writer_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/.acetylcysteine.pdf.1-0.part").write_bytes(b"half")
    assert leaflets("render", "acetylcysteine", cwd=tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["acetylcysteine.pdf"]


@pytest.mark.parametrize("out", ["today", "today.zip", "today.tar", "today.pdf"])
@pytest.mark.parametrize("sync", ["none", "group", "each"])
def test_a_batch_reaches_every_target(rows: Path, out: str, sync: str) -> None:
    done = leaflets("batch", "rows.csv", "--out", out, "--jobs", "1", "--sync", sync, cwd=rows)
    assert done.returncode == 0, done.stderr
    if out == "today":
        assert {path.name for path in (rows / out).glob("*.pdf")} == {"A-1.pdf", "A-2.pdf"}
    if out.endswith(".zip"):
        assert zipfile.ZipFile(rows / out).testzip() is None
    left = [path.name for path in rows.rglob("*.part")]
    assert not left


@pytest.mark.parametrize("store", ["folder:records", "sqlite:///records.db"])
def test_leaflets_are_kept_and_found_again(tmp_path: Path, store: str) -> None:
    attached = leaflets(
        "attach", "D-1", "--render", "acetylcysteine", "--store", store, "--by", "A. Tester",
        cwd=tmp_path,
    )  # fmt: skip
    assert attached.returncode == 0, attached.stderr
    found = leaflets("records", "list", "--store", store, cwd=tmp_path)
    assert (found.returncode, "D-1" in found.stdout) == (0, True), found.stderr
    assert leaflets("records", "verify", "--store", store, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["con.pdf", "NUL", "out/Lpt1.v2.pdf"])
def test_a_name_that_is_a_device_is_refused(tmp_path: Path, name: str) -> None:
    done = leaflets("render", "acetylcysteine", "--out", name, cwd=tmp_path)
    assert (done.returncode, done.stderr[:4]) == (6, "F603")
    assert not list(tmp_path.rglob("*.pdf"))


def test_bytes_go_to_standard_output_as_they_are(tmp_path: Path) -> None:
    done = leaflets("render", "acetylcysteine", "--as", "text", "--out", "-", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "acetylcysteine" in done.stdout.lower()


def test_reserved_names_are_known_in_every_form() -> None:
    assert all(map(is_reserved, ("con", "CON.pdf", "nul .txt", "Com1", "lpt9.a.b")))
    assert not any(map(is_reserved, ("icon.pdf", "console", "com", "com10", "")))
