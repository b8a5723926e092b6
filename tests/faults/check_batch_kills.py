"""A batch is killed twenty times at random moments, and resumed each time.

Run by `python -m pytest tests/faults/check_batch_kills.py`, not by default: it takes its time, and
test_batch.py kills at every call of the writer instead.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from leaflets.batch.bodies import prepare_bodies
from leaflets.batch.model import Setup
from leaflets.batch.targets import archive
from leaflets.batch.targets import folder as folders

from ..batch.running import personal_rows, plan_of, read_tree
from ..cli.program import Done, become, leaflets

OUTS = ["x", "x.tar", "x.zip", "x.pdf"]
KILLS = 5  # for each target
ROWS = personal_rows(60)
UNCHANGED = re.compile(r"(\d+) were there already")


def use_small_chunks() -> None:
    """Make chunks so small that a kill finds some done and some not."""
    folders.SMALL_CHUNK = 10  # type: ignore[misc]
    archive.Archive.chunk_size = 10


def batch_arguments(out: str, jobs: str, *more: str) -> tuple[str, ...]:
    part = ("--part", "10") if out == "x.pdf" else ()
    return ("batch", "rows.csv", "--out", out, "--jobs", jobs, *part, *more)


def resume_option(folder: Path, out: str) -> tuple[str, ...]:
    batch = folder / ("x/batch.json" if out == "x" else f"{out}.batch.json")
    return ("--resume",) if batch.exists() else ()


def kill_after(
    folder: Path, arguments: tuple[str, ...], expected: dict[str, bytes], after: float
) -> bool:
    """Kill the program after so many seconds. Return False if it had ended before."""
    child = os.fork()
    if not child:
        with suppress(BaseException):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            become(arguments, folder, {}, use_small_chunks)
        os._exit(99)
    end, seen = time.monotonic() + after, set[tuple[str, int]]()
    while time.monotonic() < end:
        check_files(folder, expected, seen)
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return False
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    wait_for_workers(folder)
    check_files(folder, expected, seen)
    return os.WIFSIGNALED(status)


def check_files(folder: Path, expected: dict[str, bytes], seen: set[tuple[str, int]]) -> None:
    """Check that no file is torn. seen: names and inodes of files that were checked before."""
    for parent in (folder, folder / "x"):
        if not parent.is_dir():
            continue
        for path in parent.iterdir():
            name = path.relative_to(folder).as_posix()
            if path.name.startswith(".") or path.is_dir():
                continue
            with path.open("rb") as stream:
                identity = name, os.fstat(stream.fileno()).st_ino
                content = b"" if identity in seen else stream.read()
            if name.endswith(".jsonl"):
                assert expected[name].startswith(content), name
            elif identity not in seen:
                assert content == expected[name], name
                seen.add(identity)


def run_to_end(folder: Path, out: str, jobs: str) -> Done:
    arguments = batch_arguments(out, jobs, *resume_option(folder, out))
    return leaflets(*arguments, cwd=folder, before=use_small_chunks)


def wait_for_workers(folder: Path) -> None:
    """Wait until the workers of a killed batch are gone, which hold its lock, too."""
    for path in folder.rglob(".*lock"):
        with path.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)


@pytest.mark.parametrize("out", OUTS)
def test_a_batch_killed_at_random_moments_is_resumed(tmp_path: Path, out: str) -> None:
    prepare_bodies(Setup(), plan_of(ROWS).bodies)  # the program is a fork that inherits them
    sound, stopped = tmp_path / "sound", tmp_path / "stopped"
    for folder in (sound, stopped):
        start_over(folder)
    before = time.monotonic()
    assert run_to_end(sound, out, "1").code == 0
    duration, expected = time.monotonic() - before, read_tree(sound)
    random, hits = Random(out), 0
    for attempt in range(20 * KILLS):
        jobs = "12"[attempt % 2]
        arguments = batch_arguments(out, jobs, *resume_option(stopped, out))
        if not kill_after(stopped, arguments, expected, random.uniform(duration / 5, duration)):
            start_over(stopped)
            continue
        hits += 1
        check_resumed_copy(stopped, tmp_path / f"copy{attempt}", out, jobs, expected)
        if hits == KILLS:
            return
    raise AssertionError("it is never killed in time")


def start_over(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "rows.csv").write_text(ROWS)


def check_resumed_copy(
    stopped: Path, copy: Path, out: str, jobs: str, expected: dict[str, bytes]
) -> None:
    shutil.copytree(stopped, copy, ignore=shutil.ignore_patterns("*lock"))
    manifest = copy / ("x/manifest.jsonl" if out == "x" else f"{out}.manifest.jsonl")
    lines = manifest.read_bytes().count(b"\n") if manifest.exists() else 0
    done = run_to_end(copy, out, jobs)
    assert (done.code, done.err) == (0, "")
    assert read_tree(copy) == expected
    unchanged = UNCHANGED.search(done.text)
    assert (int(unchanged[1]) if unchanged else 0) >= lines, "what was done is done again"
