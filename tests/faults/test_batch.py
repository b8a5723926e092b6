"""Whatever stops a batch, leaflets made so far stay, and --resume finishes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from leaflets.base.files import system
from leaflets.batch import pool, work
from leaflets.batch.targets import folder as folders

from ..batch.running import read_tree, rows_csv
from ..cli.program import MODULE, ROOT, leaflets, whole
from .crashing import Counting
from .tools import unshare

BATCH = ("batch", "rows.csv", "--out", "x")
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(rows_csv(120))
    return tmp_path


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of an uninterrupted batch."""
    folder = tmp_path_factory.mktemp("expected")
    (folder / "rows.csv").write_text(rows_csv(120))
    assert leaflets(*BATCH, "--jobs", "1", cwd=folder).code == 0
    return read_tree(folder / "x")


def check_sound(folder: Path, expected: dict[str, bytes]) -> None:
    """Check that all files are as in an uninterrupted batch, or the beginning of such a file."""
    for name, content in read_tree(folder / "x").items():
        if name.endswith(".pdf"):
            assert content == expected[name]
        else:
            assert expected.get(name, b"").startswith(content), name


def check_resumable(folder: Path, expected: dict[str, bytes]) -> None:
    """Check that --resume completes the files of an uninterrupted batch."""
    done = leaflets(*BATCH, "--resume", "--quiet", "--jobs", "1", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert read_tree(folder / "x") == expected


@pytest.mark.parametrize("number", list(ENDS), ids=lambda number: number.name)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_batch_that_a_signal_stopped_is_resumed(
    folder: Path, expected: dict[str, bytes], number: signal.Signals, jobs: str
) -> None:
    def before() -> None:
        next_results, calls = pool.Workers._next_results, count(1)

        def signalled(workers: pool.Workers) -> object:
            if next(calls) == 2:
                os.kill(os.getpid(), number)
            return next_results(workers)

        pool.Workers._next_results = signalled  # type: ignore[method-assign,assignment]

    done = leaflets(*BATCH, "--jobs", jobs, cwd=folder, before=before)
    assert (done.code, done.out) == (ENDS[number], b"")
    assert "Traceback" not in done.err
    assert "--resume" in done.err
    assert not list((folder / "x").glob(".group*"))
    check_sound(folder, expected)
    check_resumable(folder, expected)


def test_a_batch_killed_at_any_system_call_is_resumed(
    folder: Path, expected: dict[str, bytes]
) -> None:
    number, step = 1, 1
    while True:

        def before(number: int = number) -> None:
            counting = Counting(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
            calls = system.calls._asdict().items()
            system.calls = system.Calls(**{name: counting(call) for name, call in calls})

        resume = ("--resume",) if (folder / "x/batch.json").exists() else ()
        done = leaflets(*BATCH, *resume, "--quiet", "--jobs", "1", cwd=folder, before=before)
        if done.code == 0:
            break
        assert done.code == 128 + signal.SIGKILL, done.err
        check_published_files(folder, expected)
        number += step
        step = step * 2 + 1
    assert number > 50
    assert read_tree(folder / "x") == expected


def check_published_files(folder: Path, expected: dict[str, bytes]) -> None:
    """As check_sound, ignoring files that have no name of their own yet."""
    if not (folder / "x").is_dir():
        return
    for path in (folder / "x").glob("*.pdf"):
        assert path.read_bytes() == expected[path.name]
    for path in (folder / "x").glob("[a-z]*.json*"):
        assert expected[path.name].startswith(path.read_bytes())


def test_workers_end_when_the_batch_is_killed() -> None:
    script = """
import os, sys, time
from functools import partial
from leaflets.batch.processes import ParallelExecutor
def pid(_): time.sleep(0.2); return os.getpid()
with ParallelExecutor(2) as executor:
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


def test_a_killed_worker_costs_one_leaflet(folder: Path, expected: dict[str, bytes]) -> None:
    def before() -> None:
        make_leaflet = work.make_leaflet

        def deadly(setup: object, request: work.Request, file: str) -> object:
            if request.identifier == "r00061":
                os.kill(os.getpid(), signal.SIGKILL)
            return make_leaflet(setup, request, file)  # type: ignore[arg-type]

        folders.make_leaflet = deadly  # type: ignore[assignment]

    done = leaflets(*BATCH, "--jobs", "2", cwd=folder, before=before)
    assert done.code == 1
    assert "line 63, r00061: T510 " in done.err
    assert done.text.startswith("119 made, 1 failed: 1 with T510.")
    check_resumable(folder, expected)


def test_a_batch_on_a_full_disk_is_resumed(folder: Path, expected: dict[str, bytes]) -> None:
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
    assert read_tree(folder / "y") == expected


def test_memory_does_not_grow_with_the_number_of_requests(tmp_path: Path) -> None:
    peaks = {}
    for number in (100, 10_000):
        (tmp_path / "rows.csv").write_text(rows_csv(number))
        script = (
            "import resource, sys; from leaflets.cli.errors import run; code = run(sys.argv[1:]);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); sys.exit(code)"
        )
        done = whole(
            "batch", "rows.csv", "--dry-run", "--quiet", command=(sys.executable, "-c", script),
            cwd=tmp_path,
        )  # fmt: skip
        assert done.code == 0, done.err
        peaks[number] = int(done.text.split()[-1])
    assert peaks[10_000] - peaks[100] < 8 * 1024
