"""Results come in order; a worker that dies costs one request, and no other."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from leaflets.batch.model import LeafletKey, Outcome, Request
from leaflets.batch.pool import Engine, SerialExecutor, Workers
from leaflets.batch.processes import parallel_engine
from leaflets.batch.work import Chunk, ChunkResult, give_up

KEY = LeafletKey("m", "l", "en", "generic")


def chunks(*sizes: int) -> list[Chunk]:
    """Return chunks of these sizes, whose requests have the lines 0, 1, …."""
    result, line = [], 0
    for number, size in enumerate(sizes):
        requests = tuple(Request(n, f"r{n}", KEY) for n in range(line, line + size))
        result.append(Chunk(number, requests))
        line += size
    return result


def plain(chunk: Chunk) -> ChunkResult:
    return ChunkResult(tuple(b"%d" % request.line for request in chunk.requests))


def slow_first(chunk: Chunk) -> ChunkResult:
    time.sleep(0.05 if chunk.number == 0 else 0)
    return plain(chunk)


def deadly(lines: set[int], chunk: Chunk) -> ChunkResult:
    if any(request.line in lines for request in chunk.requests):
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(chunk)


def test_results_keep_the_order_of_chunks() -> None:
    workers = Workers(Engine(lambda: ThreadPoolExecutor(3), 3), slow_first, give_up)
    results = workers.in_order(chunks(2, 1, 3, 1, 1))
    assert [line for result in results for line in result.lines] == [b"%d" % n for n in range(8)]


def test_few_chunks_are_under_way_at_a_time() -> None:
    begun = []

    def noting(chunk: Chunk) -> ChunkResult:
        begun.append(chunk.number)
        return plain(chunk)

    results = Workers(Engine(SerialExecutor, 1), noting, give_up).in_order(iter(chunks(*[1] * 9)))
    next(results)
    assert begun == [0, 1, 2]


def test_a_request_that_kills_its_worker_fails_alone() -> None:
    workers = Workers(parallel_engine(2), partial(deadly, {3, 11}), give_up)
    failures: list[Outcome] = []
    lines: list[bytes] = []
    for result in workers.in_order(chunks(4, 4, 4, 4)):
        failures += result.failures
        lines += result.lines
    assert [outcome.request.line for outcome in failures] == [3, 11]
    assert {outcome.error.code for outcome in failures if outcome.error} == {"T510"}
    assert len(lines) == 16
    assert [line for line in lines if line[:1] != b"{"] == [
        b"%d" % number for number in range(16) if number not in (3, 11)
    ]


def test_workers_are_killed_after_a_failure(tmp_path: Path) -> None:
    workers = Workers(parallel_engine(2), partial(fail_or_wait, tmp_path), give_up)
    results = workers.in_order(chunks(1, 1, 1))
    with pytest.raises(ZeroDivisionError):
        next(results)
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


def fail_or_wait(folder: Path, chunk: Chunk) -> ChunkResult:
    """Fail on the first chunk; on others note the process number and wait."""
    if chunk.number:
        (folder / str(os.getpid())).touch()
        time.sleep(60)
    while not list(folder.iterdir()):
        time.sleep(0.01)
    raise ZeroDivisionError
