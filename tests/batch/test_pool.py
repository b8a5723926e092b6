"""Chunks come back in order; a worker that dies takes one request with it, and no other."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from leaflets.batch.model import Key, Made, Request
from leaflets.batch.pool import Engine, Here, Workers
from leaflets.batch.processes import processes
from leaflets.batch.work import Chunk, Done, failed

KEY = Key("m", "l", "en", "generic")


def chunks(*sizes: int) -> list[Chunk]:
    made, line = [], 0
    for number, size in enumerate(sizes):
        lines = range(line, line + size)
        requests = tuple(Request(each, f"r{each}", KEY) for each in lines)
        made.append(Chunk(number, requests))
        line += size
    return made


def plain(chunk: Chunk) -> Done:
    return Done(tuple(b"%d" % each.line for each in chunk.requests))


def slow_first(chunk: Chunk) -> Done:
    time.sleep(0.05 if chunk.number == 0 else 0)
    return plain(chunk)


def deadly(lines: set[int], chunk: Chunk) -> Done:
    if any(each.line in lines for each in chunk.requests):
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(chunk)


def test_in_order_whoever_is_first() -> None:
    workers = Workers(Engine(lambda: ThreadPoolExecutor(3), 3), slow_first, failed)
    lines = [line for done in workers.in_order(chunks(2, 1, 3, 1, 1)) for line in done.lines]
    assert lines == [b"%d" % number for number in range(8)]


def test_no_more_than_wanted_is_under_way() -> None:
    begun = []

    def noting(chunk: Chunk) -> Done:
        begun.append(chunk.number)
        return plain(chunk)

    results = Workers(Engine(Here, 1), noting, failed).in_order(iter(chunks(*[1] * 9)))
    next(results)
    assert begun == [0, 1, 2]


def test_row_53_a_worker_that_is_killed_takes_one_request_with_it() -> None:
    act = partial(deadly, {3, 11})
    workers = Workers(processes(2), act, failed)
    failures: list[Made] = []
    lines: list[bytes] = []
    for done in workers.in_order(chunks(4, 4, 4, 4)):
        failures += done.failures
        lines += done.lines
    assert [each.request.line for each in failures] == [3, 11]
    assert {each.error.code for each in failures if each.error} == {"T510"}
    assert len(lines) == 16
    assert [line for line in lines if line[:1] != b"{"] == [
        b"%d" % number for number in range(16) if number not in (3, 11)
    ]


def test_workers_do_not_outlive_a_failure(tmp_path: Path) -> None:
    workers = Workers(processes(2), partial(stays, tmp_path), failed)
    results = workers.in_order(chunks(1, 1, 1))
    with pytest.raises(ZeroDivisionError):
        next(results)
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


def stays(folder: Path, chunk: Chunk) -> Done:
    if chunk.number:
        (folder / str(os.getpid())).touch()
        time.sleep(60)
    while not list(folder.iterdir()):
        time.sleep(0.01)
    raise ZeroDivisionError
