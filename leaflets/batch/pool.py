"""Chunks to workers, and what became of them back in order; who dies takes one request along."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from .work import Chunk

__all__ = ["Engine", "Executor", "Here", "Workers"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Pending(Protocol[T_co]):
    """What will have become of a chunk."""

    def result(self) -> T_co:
        """Wait for it. Raises what doing it raised."""


class Executor(Protocol):
    """What of `concurrent.futures.Executor` is needed, whose import takes a while."""

    def submit(self, act: Callable[[Chunk], T], chunk: Chunk, /) -> Pending[T]:
        """Have it done."""

    def shutdown(self, wait: bool = True) -> None:
        """No more will come. wait: until all is done."""


class _Known(Generic[T]):
    """What has become of a chunk."""

    def __init__(self, done: T) -> None:
        self._done = done

    def result(self) -> T:
        return self._done


class Here:
    """No other process: each piece of work is done when it is asked for."""

    def submit(self, act: Callable[[Chunk], T], chunk: Chunk, /) -> Pending[T]:
        """Do it now."""
        return _Known(act(chunk))

    def shutdown(self, wait: bool = True) -> None:
        """All is done."""


class Engine(Struct, frozen=True):
    """What makes executors. jobs: how many pieces of work one does at a time.

    lost: what its futures raise when a worker died.
    """

    start: Callable[[], Executor]
    jobs: int
    lost: tuple[type[BaseException], ...] = ()


class Workers(Generic[T]):
    """Does chunks, by executors that may break. act: what is done with one; it can be done twice.

    given_up: what becomes of a chunk of one request that kills whoever does it. Each worker finds
    one more chunk waiting, and one is told of while it is made.
    """

    def __init__(
        self, engine: Engine, act: Callable[[Chunk], T], given_up: Callable[[Chunk], T]
    ) -> None:
        self._start, self._act, self._lost = engine.start, act, engine.lost
        self._given_up = given_up
        self._ahead = 2 * engine.jobs + 1
        self._waiting: deque[tuple[Chunk, Pending[T] | None]] = deque()
        self._executor = engine.start()

    def in_order(self, chunks: Iterable[Chunk]) -> Generator[T]:
        """What became of each chunk, in order.

        When a worker died, the chunks under way are done again one at a time, and where it dies
        again, by halves, until the one request is found that kills it.
        """
        try:
            for chunk in chunks:
                self._waiting.append((chunk, self._submitted(chunk)))
                while len(self._waiting) >= self._ahead:
                    yield from self._first()
            while self._waiting:
                yield from self._first()
        except BaseException:
            self._abandon()
            raise
        self._executor.shutdown()

    def _submitted(self, chunk: Chunk) -> Pending[T] | None:
        try:
            return self._executor.submit(self._act, chunk)
        except self._lost:
            return None

    def _first(self) -> Iterator[T]:
        """The end of the first chunk that waits; of all that wait, where a worker died."""
        chunk, future = self._waiting.popleft()
        try:
            if future is not None:
                yield future.result()
                return
        except self._lost:
            pass
        self._abandon()
        yield from self._alone(chunk)
        while self._waiting:
            yield from self._alone(self._waiting.popleft()[0])
        self._executor = self._start()

    def _alone(self, chunk: Chunk) -> Generator[T]:
        """A chunk by workers of its own; by halves if they die of it."""
        self._executor = self._start()
        try:
            yield self._executor.submit(self._act, chunk).result()
            self._executor.shutdown()
            return
        except self._lost:
            self._abandon()
        many = len(chunk.requests)
        if many == 1:
            yield self._given_up(chunk)
            return
        for part in (slice(many // 2), slice(many // 2, None)):
            half = replace(chunk, requests=chunk.requests[part], known=chunk.known[part])
            yield from self._alone(half)

    def _abandon(self) -> None:
        stop = getattr(self._executor, "stop", None)  # our own processes can be stopped at once
        stop() if stop else self._executor.shutdown(wait=False)
