"""Row 57: a batch is killed twenty times at random moments, and each time it can be finished.

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

from leaflets.batch.bodies import warm
from leaflets.batch.model import Setup
from leaflets.batch.targets import archive
from leaflets.batch.targets import folder as folders

from ..batch.asked import planned, tree
from ..batch.test_personal import TOLD, table
from ..cli.program import Done, become, leaflets

OUTS = ["x", "x.tar", "x.zip", "x.pdf"]
KILLS = 5  # of each
COUNT = 60
ROWS = table(
    [{"monograph": "NAC", "identifier": f"p{n}", **TOLD, "reference": str(n)} for n in range(COUNT)]
)
KEPT = re.compile(r"(\d+) were there already")


def small() -> None:
    """In the program: so many chunks that a kill finds some done and some not."""
    folders.FEW = 10  # type: ignore[misc]
    archive.Archive.size = 10


def command(out: str, jobs: str, *more: str) -> tuple[str, ...]:
    part = ("--part", "10") if out == "x.pdf" else ()
    return ("batch", "rows.csv", "--out", out, "--jobs", jobs, *part, *more)


def begun(folder: Path, out: str) -> tuple[str, ...]:
    told = folder / ("x/batch.json" if out == "x" else f"{out}.batch.json")
    return ("--resume",) if told.exists() else ()


def killed(
    folder: Path, arguments: tuple[str, ...], wanted: dict[str, bytes], after: float
) -> bool:
    """Kill the program after so many seconds. True if it was not done before."""
    child = os.fork()
    if not child:
        with suppress(BaseException):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            become(arguments, folder, {}, small)
        os._exit(99)
    end, seen = time.monotonic() + after, set[tuple[str, int]]()
    while time.monotonic() < end:
        nothing_is_torn(folder, wanted, seen)
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return False
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    nobody_is_left(folder)
    nothing_is_torn(folder, wanted, seen)
    return os.WIFSIGNALED(status)


def nothing_is_torn(folder: Path, wanted: dict[str, bytes], seen: set[tuple[str, int]]) -> None:
    """What has its name is whole; a manifest tells of nothing else. seen: files by their inodes."""
    for within in (folder, folder / "x"):
        if not within.is_dir():
            continue
        for path in within.iterdir():
            name = path.relative_to(folder).as_posix()
            if path.name.startswith(".") or path.is_dir():
                continue
            with path.open("rb") as stream:
                which = name, os.fstat(stream.fileno()).st_ino
                content = b"" if which in seen else stream.read()
            if name.endswith(".jsonl"):
                assert wanted[name].startswith(content), name
            elif which not in seen:
                assert content == wanted[name], name
                seen.add(which)


def finished(folder: Path, out: str, jobs: str) -> Done:
    arguments = command(out, jobs, *begun(folder, out))
    return leaflets(*arguments, cwd=folder, before=small)


def nobody_is_left(folder: Path) -> None:
    """Wait until the workers of a batch that was killed are gone: they hold its lock, too."""
    for path in folder.rglob(".*lock"):
        with path.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)


@pytest.mark.parametrize("out", OUTS)
def test_row_57_killed_at_random_moments(tmp_path: Path, out: str) -> None:
    warm(Setup(), planned(ROWS).bodies)  # the program is a fork: it has leaflets alone to make
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    for folder in (whole, stopped):
        afresh(folder)
    before = time.monotonic()
    assert finished(whole, out, "1").code == 0
    takes, wanted = time.monotonic() - before, tree(whole)
    random, hits = Random(out), 0
    for attempt in range(20 * KILLS):
        jobs = "12"[attempt % 2]
        arguments = command(out, jobs, *begun(stopped, out))
        if not killed(stopped, arguments, wanted, random.uniform(takes / 5, takes)):
            afresh(stopped)
            continue
        hits += 1
        ends_as_if_nothing_had_happened(stopped, tmp_path / f"copy{attempt}", out, jobs, wanted)
        if hits == KILLS:
            return
    raise AssertionError("it is never killed in time")


def afresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "rows.csv").write_text(ROWS)


def ends_as_if_nothing_had_happened(
    stopped: Path, copy: Path, out: str, jobs: str, wanted: dict[str, bytes]
) -> None:
    shutil.copytree(stopped, copy, ignore=shutil.ignore_patterns("*lock"))
    manifest = copy / ("x/manifest.jsonl" if out == "x" else f"{out}.manifest.jsonl")
    told = manifest.read_bytes().count(b"\n") if manifest.exists() else 0
    done = finished(copy, out, jobs)
    assert (done.code, done.err) == (0, "")
    assert tree(copy) == wanted
    kept = KEPT.search(done.text)
    assert (int(kept[1]) if kept else 0) >= told, "what was done is done again"
