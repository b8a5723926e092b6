"""A batch on a real scheduler with two workers, of which one or the other is killed half-way."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from ..cli.program import ROOT, Done, whole
from .running import read_tree, rows_csv, run_batch

HAS_DASK = importlib.util.find_spec("distributed") is not None
# in CI its absence is a failure
needs_dask = pytest.mark.skipif(
    not HAS_DASK and os.environ.get("CI") != "true", reason="needs leaflets[dask]"
)
ENVIRON = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "0",
}
START = "import sys; from distributed.cli.{0} import main; main(prog_name={0!r})"


Program = subprocess.Popen[bytes]


class Cluster(NamedTuple):
    """The programs of a cluster. address: of its scheduler."""

    address: str
    scheduler: Program
    workers: list[Program]


def started(stack: ExitStack, name: str, *options: str) -> Program:
    program = subprocess.Popen(
        [sys.executable, "-c", START.format(name), *options, "--no-dashboard"],
        env=ENVIRON,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(program.wait)
    stack.callback(program.kill)
    return program


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler and its two workers."""
    scheduler_file = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        scheduler = started(stack, "dask_scheduler", "--host", "127.0.0.1", "--port", "0",
                "--scheduler-file", str(scheduler_file))  # fmt: skip
        while not scheduler_file.exists() or not scheduler_file.read_bytes().endswith(b"}"):
            time.sleep(0.05)
        address = json.loads(scheduler_file.read_bytes())["address"]
        workers = [
            started(stack, "dask_worker", address, "--nthreads", "1", "--no-nanny",
                    "--local-directory", str(tmp_path / f"worker-{number}"))
            for number in range(2)
        ]  # fmt: skip
        yield Cluster(address, scheduler, workers)


def batch_that_loses(program: Program, address: str, folder: Path, count: int) -> Done:
    """How a batch of `count` rows ends if a program of its cluster is killed half-way."""
    (folder / "rows.csv").write_text(rows_csv(count))
    command = [*impatient_for(2), "batch", "rows.csv", "--out", "x", "--sync", "none"]
    with subprocess.Popen(
        [*command, "--scheduler", address], cwd=folder, env=ENVIRON,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as batch:  # fmt: skip
        while not list((folder / "x").glob("0000*")) and batch.poll() is None:
            time.sleep(0.01)
        program.send_signal(signal.SIGKILL)
        out, err = batch.communicate()
    return Done(batch.returncode, out, err.decode())


@needs_dask
def test_a_killed_worker_costs_nothing_but_time(tmp_path: Path, cluster: Cluster) -> None:
    count = 4000
    ending = batch_that_loses(cluster.workers[0], cluster.address, tmp_path, count)
    assert ending.code == 0, ending.err
    assert ending.text.startswith("4000 made, 0 failed.")
    folders = sorted(path.name for path in (tmp_path / "x").iterdir() if path.is_dir())
    assert folders == [f"{number:05}" for number in range(4)]
    run_batch(rows_csv(count), tmp_path / "alone")
    here, there = read_tree(tmp_path / "alone"), read_tree(tmp_path / "x")
    assert here == there


@needs_dask
def test_a_scheduler_that_stops_is_told_and_what_was_made_stays(
    tmp_path: Path, cluster: Cluster
) -> None:
    ending = batch_that_loses(cluster.scheduler, cluster.address, tmp_path, 4000)
    *_, note, error = ending.err.splitlines()
    assert "Traceback" not in ending.err, ending.err
    assert ending.code == 6, ending.err
    assert note.endswith("--resume.")
    assert error.startswith("F609 The scheduler at tcp://127.0.0.1:")


@needs_dask
def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    assert ends(tmp_path, impatient_for(1)) == (2, "U223")


def test_without_dask_it_is_told_what_to_install(tmp_path: Path) -> None:
    assert ends(tmp_path, leaflets_after("import sys; sys.modules['distributed'] = None")) == (
        2,
        "U222",
    )


def leaflets_after(statement: str) -> tuple[str, ...]:
    """The command of the program, which begins with a statement."""
    return sys.executable, "-P", "-c", f"{statement}; from leaflets.cli import main; main()"


def impatient_for(seconds: int) -> tuple[str, ...]:
    """The command of a program that waits no longer for a scheduler."""
    return leaflets_after(f"import leaflets.batch.dask as dask; dask.SECONDS = {seconds}")


def ends(folder: Path, command: tuple[str, ...]) -> tuple[int, str]:
    """The exit code and the code of the error, without a scheduler."""
    (folder / "rows.csv").write_text(rows_csv(1))
    arguments = ("batch", "rows.csv", "--scheduler", "tcp://127.0.0.1:1")
    done = whole(*arguments, command=command, cwd=folder)
    return done.code, done.err[:4]
