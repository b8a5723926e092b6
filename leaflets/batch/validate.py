"""Checks the particulars of all requests before work begins; of many requests, in all workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from ..base.errors import Fault, SourceError
from .model import Request, UncheckedRequest
from .pool import Engine, Workers
from .work import Chunk

__all__ = ["check_requests"]

CHUNK: Final = 500  # requests that one task checks


class CheckResult(NamedTuple):
    """What checking a chunk found. checked: the number of requests. Others: by their index."""

    checked: int
    faults: dict[int, Fault]
    warnings: dict[int, tuple[Fault, ...]]


def check_requests(
    requests: Iterable[UncheckedRequest | Fault], file: str, few: int, engine: Engine | None
) -> Iterator[Request | UncheckedRequest | Fault]:
    """Yield every request in order, or the first fault in it.

    file: the name for messages. The first `few` requests are checked in this process. engine:
    checks the others, which are yielded unchecked if they are sound; an engine of one job, or none,
    checks nothing.
    """
    remaining = iter(requests)
    is_alone = engine is None or engine.jobs == 1
    for request in remaining if is_alone else islice(remaining, few):
        yield request if isinstance(request, Fault) else _check(request, file)
    if engine is not None:
        yield from _check_in_workers(remaining, file, engine)


def _check_in_workers(
    requests: Iterator[UncheckedRequest | Fault], file: str, engine: Engine
) -> Iterator[UncheckedRequest | Fault]:
    first = list(islice(requests, CHUNK))
    if not first:
        return
    waiting: deque[UncheckedRequest | Fault] = deque()

    def chunks() -> Iterator[Chunk]:
        block = first
        while block:
            waiting.extend(block)
            unchecked = (item for item in block if isinstance(item, UncheckedRequest))
            yield Chunk(0, tuple(unchecked))
            block = list(islice(requests, CHUNK))

    workers = Workers(engine, partial(check_chunk, file), _give_up)
    with closing(workers.in_order(chunks())) as results:
        for result in results:
            yield from _merge(waiting, result)
    yield from waiting


def _merge(
    waiting: deque[UncheckedRequest | Fault], result: CheckResult
) -> Iterator[UncheckedRequest | Fault]:
    """Yield the waiting requests that a result is about, and the faults between them."""
    index = 0
    while index < result.checked:
        item = waiting.popleft()
        if isinstance(item, UncheckedRequest):
            found = item._replace(warnings=result.warnings.get(index, ()))
            yield result.faults.get(index, found)
            index += 1
        else:
            yield item


def check_chunk(file: str, chunk: Chunk) -> CheckResult:
    """Check the requests of a chunk, in a worker."""
    results = [_check(item, file) for item in chunk.requests if isinstance(item, UncheckedRequest)]
    faults = {index: item for index, item in enumerate(results) if isinstance(item, Fault)}
    requests = ((at, item) for at, item in enumerate(results) if isinstance(item, Request))
    warnings = {index: item.warnings for index, item in requests if item.warnings}
    return CheckResult(len(results), faults, warnings)


def _give_up(_: Chunk) -> CheckResult:
    """Report no fault: the request will kill the worker that makes its leaflet, and fail then."""
    return CheckResult(1, {}, {})


def _check(request: UncheckedRequest, file: str) -> Request | Fault:
    try:
        return request.check(file)
    except SourceError as error:
        return error.faults[0]
