"""A batch on a real scheduler with two workers, one of which is killed half-way."""

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

import pytest

from ..cli.program import MODULE, ROOT, whole
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


def started(stack: ExitStack, name: str, *options: str) -> subprocess.Popen[bytes]:
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
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    told = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        started(stack, "dask_scheduler", "--host", "127.0.0.1", "--port", "0",
                "--scheduler-file", str(told))  # fmt: skip
        while not told.exists() or not told.read_bytes().endswith(b"}"):
            time.sleep(0.05)
        address = json.loads(told.read_bytes())["address"]
        workers = [
            started(stack, "dask_worker", address, "--nthreads", "1", "--no-nanny",
                    "--local-directory", str(tmp_path / f"worker-{number}"))
            for number in range(2)
        ]  # fmt: skip
        yield address, workers


@needs_dask
def test_a_killed_worker_costs_nothing_but_time(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    count = 4000
    (tmp_path / "rows.csv").write_text(rows_csv(count))
    command = [*MODULE, "batch", "rows.csv", "--out", "x", "--sync", "none"]
    with subprocess.Popen(
        [*command, "--scheduler", address], cwd=tmp_path, env=ENVIRON,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        while not list((tmp_path / "x").glob("0000*")) and program.poll() is None:
            time.sleep(0.01)
        workers[0].send_signal(signal.SIGKILL)
        out, err = program.communicate()
    assert program.returncode == 0, err
    assert out.startswith(b"4000 made, 0 failed.")
    folders = sorted(path.name for path in (tmp_path / "x").iterdir() if path.is_dir())
    assert folders == [f"{number:05}" for number in range(4)]
    run_batch(rows_csv(count), tmp_path / "alone")
    here, there = read_tree(tmp_path / "alone"), read_tree(tmp_path / "x")
    assert here == there


@needs_dask
def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    assert ends(tmp_path, "import leaflets.batch.dask as c; c.SECONDS = 1") == (2, "U223")


def test_without_dask_it_is_told_what_to_install(tmp_path: Path) -> None:
    assert ends(tmp_path, "import sys; sys.modules['distributed'] = None") == (2, "U222")


def ends(folder: Path, before: str) -> tuple[int, str]:
    """The exit code and the code of the error, without a scheduler."""
    (folder / "rows.csv").write_text(rows_csv(1))
    command = (sys.executable, "-c", f"{before}; from leaflets.cli import main; main()")
    arguments = ("batch", "rows.csv", "--scheduler", "tcp://127.0.0.1:1")
    done = whole(*arguments, command=command, cwd=folder)
    return done.code, done.err[:4]
