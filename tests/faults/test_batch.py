"""Rows 41 to 61 for batches: whatever stops one, what is done stays done; a second run ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leaflets.base.files import system
from leaflets.batch import pool, work
from leaflets.batch.targets import folder as folders

from ..batch.asked import many, tree
from ..cli.program import MODULE, ROOT, leaflets, whole
from .crashing import Counting
from .tools import unshare

BATCH = ("batch", "rows.csv", "--out", "x")
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(many(120))
    return tmp_path


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an uninterrupted run leaves."""
    folder = tmp_path_factory.mktemp("wanted")
    (folder / "rows.csv").write_text(many(120))
    assert leaflets(*BATCH, "--jobs", "1", cwd=folder).code == 0
    return tree(folder / "x")


def is_sound(folder: Path, wanted: dict[str, bytes]) -> None:
    """Nothing is there that an uninterrupted run would not have made; no staged leaflet is left."""
    for name, content in tree(folder / "x").items():
        if name.endswith(".pdf"):
            assert content == wanted[name]
        else:
            assert wanted.get(name, b"").startswith(content), name


def is_finished(folder: Path, wanted: dict[str, bytes]) -> None:
    done = leaflets(*BATCH, "--resume", "--quiet", "--jobs", "1", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert tree(folder / "x") == wanted


@pytest.mark.parametrize("number", list(ENDS), ids=lambda number: number.name)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rows_45_46_a_stopped_batch_is_finished_by_the_next(
    folder: Path, wanted: dict[str, bytes], number: signal.Signals, jobs: str
) -> None:
    def before() -> None:
        add = pool.Workers._first
        left = [2]

        def signalled(workers: pool.Workers) -> object:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), number)
            return add(workers)

        pool.Workers._first = signalled  # type: ignore[method-assign,assignment]

    done = leaflets(*BATCH, "--jobs", jobs, cwd=folder, before=before)
    assert (done.code, done.out) == (ENDS[number], b"")
    assert "Traceback" not in done.err
    assert "--resume" in done.err
    assert not list((folder / "x").glob(".group*"))
    is_sound(folder, wanted)
    is_finished(folder, wanted)


def test_row_43_killed_at_any_call(folder: Path, wanted: dict[str, bytes]) -> None:
    number, step = 1, 1
    while True:

        def before(number: int = number) -> None:
            count = Counting(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
            every = system.calls._asdict().items()
            system.calls = system.Calls(**{name: count(call) for name, call in every})

        resume = ("--resume",) if (folder / "x/batch.json").exists() else ()
        done = leaflets(*BATCH, *resume, "--quiet", "--jobs", "1", cwd=folder, before=before)
        if done.code == 0:
            break
        assert done.code == 128 + signal.SIGKILL, done.err
        is_sound_but_for_parts(folder, wanted)
        number += step
        step = step * 2 + 1
    assert number > 50
    assert tree(folder / "x") == wanted


def is_sound_but_for_parts(folder: Path, wanted: dict[str, bytes]) -> None:
    if not (folder / "x").is_dir():
        return
    for path in (folder / "x").glob("*.pdf"):
        assert path.read_bytes() == wanted[path.name]
    for path in (folder / "x").glob("[a-z]*.json*"):
        assert wanted[path.name].startswith(path.read_bytes())


def test_row_57_workers_end_when_the_batch_is_killed() -> None:
    script = """
import os, sys, time
from functools import partial
from leaflets.batch.processes import Processes
def pid(_): time.sleep(0.2); return os.getpid()
with Processes(2) as executor:
    print(*set(executor.map(pid, range(4))), flush=True)
    time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env={"PYTHONPATH": str(ROOT)}
    ) as program:
        assert program.stdout
        workers = [int(number) for number in program.stdout.readline().split()]
        program.kill()
    assert len(workers) == 2
    for _ in range(200):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return
        time.sleep(0.02)
    raise AssertionError("a worker outlives its batch")


def test_row_53_a_worker_that_is_killed(folder: Path, wanted: dict[str, bytes]) -> None:
    def before() -> None:
        make = work.make

        def deadly(setup: object, request: work.Request, file: str) -> object:
            if request.identifier == "r00061":
                os.kill(os.getpid(), signal.SIGKILL)
            return make(setup, request, file)  # type: ignore[arg-type]

        folders.make = deadly  # type: ignore[assignment]

    done = leaflets(*BATCH, "--jobs", "2", cwd=folder, before=before)
    assert done.code == 1
    assert "line 63, r00061: T510 " in done.err
    assert done.text.startswith("119 made, 1 failed: 1 with T510.")
    is_finished(folder, wanted)


def test_row_41_a_full_disk_keeps_what_is_done(folder: Path, wanted: dict[str, bytes]) -> None:
    script = (
        f"mkdir x && mount -t tmpfs -o size=3m none x && "
        f"{{ {' '.join((*MODULE, *BATCH))} --jobs 1; code=$?; ls -A x | wc -l; "
        f"mount -o remount,size=30m x; "
        f"{' '.join((*MODULE, *BATCH))} --resume --quiet && cp -r x y; exit $code; }}"
    )
    done = whole(command=(*unshare("-rm"), "sh", "-c", script), cwd=folder)
    assert done.code == 6
    assert "F604" in done.err
    assert "--resume" in done.err
    assert tree(folder / "y") == wanted


def test_row_60_ten_thousand_requests_in_bounded_memory(tmp_path: Path) -> None:
    most = {}
    for count in (100, 10_000):
        (tmp_path / "rows.csv").write_text(many(count))
        script = (
            "import resource, sys; from leaflets.cli.errors import run; code = run(sys.argv[1:]);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); sys.exit(code)"
        )
        done = whole(
            "batch", "rows.csv", "--dry-run", "--quiet", command=(sys.executable, "-c", script),
            cwd=tmp_path,
        )  # fmt: skip
        assert done.code == 0, done.err
        most[count] = int(done.text.split()[-1])
    assert most[10_000] - most[100] < 8 * 1024
