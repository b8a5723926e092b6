"""Sends chunks to workers and returns the results in order.

A worker that dies costs one request: the chunk is repeated in halves until the request that kills
its worker is alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, Generic, Protocol, Self, TypeVar

from msgspec import Struct

__all__ = ["Chunk", "Engine", "Executor", "PendingResult", "SerialExecutor", "Workers"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Chunk(Protocol):
    """Consecutive requests for one worker."""

    @property
    def requests(self) -> tuple[Any, ...]:
        """The requests in order; at least one."""

    def part(self, part: slice, /) -> Self:
        """Return a chunk of some of the requests."""


C = TypeVar("C", bound=Chunk)


class PendingResult(Protocol[T_co]):
    """A result that may not be there yet, as `concurrent.futures.Future`."""

    def result(self) -> T_co:
        """Wait for the result. Raises what the task raised."""


class Executor(Protocol):
    """The part of `concurrent.futures.Executor` that is used; to import that takes a while."""

    def submit(self, task: Callable[[C], T], chunk: C, /) -> PendingResult[T]:
        """Begin a task."""

    def shutdown(self, wait: bool = True) -> None:
        """Take no more tasks. wait: until all tasks have ended."""


class _Result(Generic[T]):
    """A result that is there."""

    def __init__(self, result: T) -> None:
        self._result = result

    def result(self) -> T:
        return self._result


class SerialExecutor:
    """An executor without other processes: it completes a task when the task is submitted."""

    def submit(self, task: Callable[[C], T], chunk: C, /) -> PendingResult[T]:
        """Complete the task."""
        return _Result(task(chunk))

    def shutdown(self, wait: bool = True) -> None:
        """Do nothing."""


class Engine(Struct, frozen=True):
    """A way to start executors. jobs: tasks that one runs at a time.

    lost: what its futures raise if a worker died.
    """

    start: Callable[[], Executor]
    jobs: int
    lost: tuple[type[BaseException], ...] = ()


class Workers(Generic[C, T]):
    """Runs a task on each chunk, by executors that may break.

    task: can be repeated. give_up: returns the result of a chunk of one request that kills every
    worker. Up to 2 × jobs + 1 chunks are under way: each worker has one more waiting, and one
    result is consumed meanwhile.
    """

    def __init__(self, engine: Engine, task: Callable[[C], T], give_up: Callable[[C], T]) -> None:
        self._start, self._task, self._worker_deaths = engine.start, task, engine.lost
        self._give_up = give_up
        self._ahead = 2 * engine.jobs + 1
        self._waiting: deque[tuple[C, PendingResult[T] | None]] = deque()
        self._executor = engine.start()

    def in_order(self, chunks: Iterable[C]) -> Generator[T]:
        """Yield the result of each chunk, in their order. Raises what the task raises."""
        try:
            for chunk in chunks:
                self._waiting.append((chunk, self._submit(chunk)))
                while len(self._waiting) >= self._ahead:
                    yield from self._next_results()
            while self._waiting:
                yield from self._next_results()
        except BaseException:
            self._abandon()
            raise
        self._executor.shutdown()

    def _submit(self, chunk: C) -> PendingResult[T] | None:
        try:
            return self._executor.submit(self._task, chunk)
        except self._worker_deaths:
            return None

    def _next_results(self) -> Iterator[T]:
        """Yield the result of the first chunk under way; if a worker died, those of all."""
        chunk, future = self._waiting.popleft()
        try:
            if future is not None:
                yield future.result()
                return
        except self._worker_deaths:
            pass
        self._abandon()
        yield from self._repeat(chunk)
        while self._waiting:
            yield from self._repeat(self._waiting.popleft()[0])
        self._executor = self._start()

    def _repeat(self, chunk: C) -> Generator[T]:
        """Run the task on one chunk in a new executor; in halves if a worker dies again."""
        self._executor = self._start()
        try:
            yield self._executor.submit(self._task, chunk).result()
            self._executor.shutdown()
            return
        except self._worker_deaths:
            self._abandon()
        count = len(chunk.requests)
        if count == 1:
            yield self._give_up(chunk)
            return
        for part in (slice(count // 2), slice(count // 2, None)):
            yield from self._repeat(chunk.part(part))

    def _abandon(self) -> None:
        stop = getattr(self._executor, "stop", None)  # only our own processes can be stopped
        stop() if stop else self._executor.shutdown(wait=False)
