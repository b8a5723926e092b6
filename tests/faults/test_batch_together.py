"""Batches of several processes, and several batches at a time, do not disturb each other."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from leaflets.base.files import system
from leaflets.batch import work

from ..batch.running import PARTICULARS, personal_rows, read_tree, rows_csv
from ..cli.program import MODULE, ROOT, leaflets

OUTS = ["x", "x.tar", "x.zip", "x.pdf"]


def begin(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Begin a batch in a session of its own."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*MODULE, "batch", "rows.csv", "--jobs", "2", *arguments], cwd=folder, env=environ,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def test_a_batch_into_a_folder_that_another_is_filling_is_refused(tmp_path: Path) -> None:
    """The second batch runs from its start to its end while the first makes its second leaflet."""
    (tmp_path / "rows.csv").write_text(personal_rows(3))
    arguments = ("batch", "rows.csv", "--out", "x", "--jobs", "1")

    def before() -> None:
        make = work._make

        def interrupted(setup: Any, request: Any, file: str) -> Any:
            if request.identifier == "p2":
                second = leaflets(*arguments, cwd=tmp_path)
                note = f"{second.code} {os.getpid()} {second.err}"
                (tmp_path / "second").write_text(note, "utf-8")
            return make(setup, request, file)

        work._make = interrupted

    first = leaflets(*arguments, cwd=tmp_path, before=before)
    code, process, refusal = (tmp_path / "second").read_text("utf-8").split(" ", 2)
    assert (first.code, code) == (0, "7"), refusal
    assert refusal.startswith("R720 ")
    assert f"process {process}" in refusal
    assert len(list((tmp_path / "x").rglob("*.pdf"))) == 3


def test_two_batches_into_two_folders_make_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(personal_rows(60))
    with begin(tmp_path, "--out", "x") as one, begin(tmp_path, "--out", "y") as other:
        assert [batch.wait() for batch in (one, other)] == [0, 0]
    assert leaflets("batch", "rows.csv", "--out", "z", cwd=tmp_path).code == 0
    assert read_tree(tmp_path / "x") == read_tree(tmp_path / "y") == read_tree(tmp_path / "z")


def test_ctrl_c_stops_the_batch_and_its_workers(tmp_path: Path) -> None:
    """A terminal sends Ctrl-C to the workers, too."""
    (tmp_path / "rows.csv").write_text(rows_csv(20_000))
    with begin(tmp_path, "--out", "x", "--sync", "none") as batch:
        while not list((tmp_path / "x").glob("0*/*.pdf")):
            time.sleep(0.01)
        os.killpg(batch.pid, signal.SIGINT)
        out, err = batch.communicate()
    assert (batch.returncode, out) == (130, "")
    assert err.splitlines() == [
        "The leaflets made so far stay. To finish, give the same command with --resume.",
        "Stopped.",
    ]
    with pytest.raises(ProcessLookupError):
        os.killpg(batch.pid, 0)
    assert not [path for path in (tmp_path / "x").iterdir() if path.name.startswith(".group")]
    folders = sorted(path.name for path in (tmp_path / "x").iterdir() if path.is_dir())
    assert 0 < len(folders) < 20
    assert {len(list((tmp_path / f"x/{name}").iterdir())) for name in folders} == {1000}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_leaflet_that_needs_too_much_memory_fails_alone(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "rows.csv").write_text(personal_rows(6))

    def before() -> None:
        make = work._make
        _, hard_limit = resource.getrlimit(resource.RLIMIT_AS)

        def greedy(setup: Any, request: Any, file: str) -> Any:
            if request.identifier == "p3":
                resource.setrlimit(resource.RLIMIT_AS, (4 << 30, hard_limit))
                bytearray(8 << 30)
            return make(setup, request, file)

        work._make = greedy

    done = leaflets("batch", "rows.csv", "--out", "x", "--jobs", jobs, cwd=tmp_path, before=before)
    assert done.code == 1
    assert "line 5, p3: T505 There is not enough memory." in done.err
    assert len(list((tmp_path / "x").glob("*.pdf"))) == 5


def test_one_of_a_thousand_leaflets_is_refused_alone(tmp_path: Path) -> None:
    rows = personal_rows(1000).replace(f"p500,{PARTICULARS['patient']}", "p500,𓀀")
    (tmp_path / "rows.csv").write_text(rows)
    arguments = ("batch", "rows.csv", "--out", "x", "--sync", "none", "--keep-going")
    done = leaflets(*arguments, cwd=tmp_path)
    assert done.code == 1
    assert done.text.startswith("999 made, 0 failed.")
    assert "1 refused." in done.text
    assert done.err.startswith("rows.csv:502: T502 ")
    assert len(list((tmp_path / "x").glob("*.pdf"))) == 999


FAULTS = [("writev", 1, 28), ("fsync", 3, 5), ("replace", 2, 30)]  # from the n-th call on


@pytest.mark.parametrize("out", OUTS)
def test_a_batch_on_a_failing_disk_is_resumed_on_a_sound_one(tmp_path: Path, out: str) -> None:
    sound, failing = tmp_path / "sound", tmp_path / "failing"
    for folder in (sound, failing):
        folder.mkdir()
        (folder / "rows.csv").write_text(personal_rows(6))
    arguments = ("batch", "rows.csv", "--out", out, "--jobs", "1", "--sync", "each")
    assert leaflets(*arguments, cwd=sound).code == 0
    for fault in FAULTS:
        resume = ("--resume",) if list(failing.rglob("*batch.json")) else ()
        done = leaflets(*arguments, *resume, cwd=failing, before=partial(break_call, *fault))
        assert (done.code, done.out) == (6, b""), fault
        assert "--resume" in done.err
    done = leaflets(*arguments, "--resume", cwd=failing)
    assert (done.code, done.err) == (0, "")
    assert read_tree(failing) == read_tree(sound)


def break_call(name: str, first: int, number: int) -> None:
    """Let a system call fail from its n-th time on. number: of the error."""
    call, left = getattr(system.calls, name), [first]

    def failing(*given: Any) -> Any:
        left[0] -= 1
        if left[0] > 0:
            return call(*given)
        raise OSError(number, os.strerror(number))

    system.calls = system.calls._replace(**{name: failing})
