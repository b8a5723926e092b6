"""Check the words of all requests before work begins; all workers share the check of many."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from ..base.errors import (
    Fault,
    LeafletsError,
    ParticularsError,
    SourceError,
    TooSlow,
    TypesetError,
)
from .fit import check_fit
from .model import Request, Setup, UncheckedRequest, with_row
from .pool import Engine, Workers
from .work import Chunk

__all__ = ["Check", "check_requests"]

CHUNK: Final = 500  # requests that one task checks
LAYOUTS: Final = 50  # leaflets that this process lays out; all workers share the others


class CheckResult(NamedTuple):
    """What checking a chunk found. checked: the number of requests. Others: by their index."""

    checked: int
    faults: dict[int, Fault]
    warnings: dict[int, tuple[Fault, ...]]


class Check:
    """The check of each request. file: the name of the request file in messages.

    setup: how leaflets are made, to check that the words fit; None: that is not checked.
    layout_count: how many leaflets had to be laid out for that.
    """

    def __init__(self, file: str, setup: Setup | None = None) -> None:
        self.file, self.setup, self.layout_count = file, setup, 0

    def __call__(self, request: UncheckedRequest) -> Request | Fault:
        """Return the request with checked particulars, or the first fault in it."""
        try:
            return self._check_fit(request.check(self.file))
        except ParticularsError as error:
            return error.faults[0]
        except LeafletsError as error:
            return with_row(error, self.file, request.line)

    def _check_fit(self, request: Request) -> Request:
        """Return a request, with the code that draws its particulars if the check finds it.

        Raises what making the leaflet would raise, unless the request is not to blame.
        """
        if self.setup is None:
            return request
        try:
            fit = check_fit(self.setup, request)
            self.layout_count += fit.is_laid_out
            return fit.request
        except (TypesetError, SourceError) as error:
            if not isinstance(error, TooSlow):
                raise
        except Exception:
            pass
        return request


def check_requests(
    requests: Iterable[UncheckedRequest | Fault],
    check: Check,
    first_count: int,
    engine: Engine | None,
) -> Iterator[Request | UncheckedRequest | Fault]:
    """Yield every request in order, or the first fault in it.

    The first `first_count` requests are checked in this process, or fewer if that takes long.
    engine: checks the others, which are yielded unchecked if they are sound; an engine of one job,
    or none, checks nothing.
    """
    remaining = iter(requests)
    is_alone = engine is None or engine.jobs == 1
    for request in remaining if is_alone else islice(remaining, first_count):
        yield request if isinstance(request, Fault) else check(request)
        if check.layout_count >= LAYOUTS and not is_alone:
            break
    if engine is not None:
        yield from _check_in_workers(remaining, check, engine)


def _check_in_workers(
    requests: Iterator[UncheckedRequest | Fault], check: Check, engine: Engine
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

    workers = Workers(engine, partial(check_chunk, check), _give_up)
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
            sound_request = item._replace(warnings=result.warnings.get(index, ()))
            yield result.faults.get(index, sound_request)
            index += 1
        else:
            yield item


def check_chunk(check: Check, chunk: Chunk) -> CheckResult:
    """Check the requests of a chunk, in a worker."""
    results = [check(item) for item in chunk.requests if isinstance(item, UncheckedRequest)]
    faults = {index: item for index, item in enumerate(results) if isinstance(item, Fault)}
    requests = ((at, item) for at, item in enumerate(results) if isinstance(item, Request))
    warnings = {index: item.warnings for index, item in requests if item.warnings}
    return CheckResult(len(results), faults, warnings)


def _give_up(_: Chunk) -> CheckResult:
    """Report no fault: the request will kill the worker that makes its leaflet, and fail then."""
    return CheckResult(1, {}, {})
