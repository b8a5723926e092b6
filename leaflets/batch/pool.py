"""Chunks to workers, and what became of them back in order; who dies takes one request along."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import active_children, parent_process
from threading import Thread
from typing import Any

from ..errors import TypesetError
from ..record import record
from .watch import begin
from .work import Chunk, Done, failed

__all__ = ["Engine", "Here", "Processes", "Workers"]


class Here(Executor):
    """No other process: each piece of work is done when it is asked for."""

    def submit(self, act: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Do it now."""
        future: Future[Any] = Future()
        future.set_result(act(*given, **named))
        return future


class Processes(ProcessPoolExecutor):
    """Workers on this machine. They leave Ctrl-C to us, and do not outlive us."""

    def __init__(self, jobs: int) -> None:
        self._others = set(active_children())
        super().__init__(jobs, initializer=_begin)

    def stop(self) -> None:
        """End all workers at once, whatever they are doing."""
        self.shutdown(wait=False, cancel_futures=True)
        mine = [child for child in active_children() if child not in self._others]
        for child in mine:
            child.kill()
        for child in mine:
            child.join()


def _begin() -> None:
    """In each worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    begin()
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """Die with the process that began us, which may have had no time to say so."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)


@record
class Engine:
    """What makes executors. jobs: how many pieces of work one does at a time.

    lost: what its futures raise when a worker died.
    """

    start: Callable[[], Executor]
    jobs: int
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)


class Workers:
    """Does chunks, by executors that may break. act: what is done with one; it can be done twice.

    Each worker finds one more chunk waiting, and one is told of while it is made.
    """

    def __init__(self, engine: Engine, act: Callable[[Chunk], Done]) -> None:
        self._start, self._act, self._lost = engine.start, act, engine.lost
        self._ahead = 2 * engine.jobs + 1
        self._waiting: deque[tuple[Chunk, Future[Done] | None]] = deque()
        self._executor = engine.start()

    def in_order(self, chunks: Iterable[Chunk]) -> Generator[Done]:
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

    def _submitted(self, chunk: Chunk) -> Future[Done] | None:
        try:
            return self._executor.submit(self._act, chunk)
        except self._lost:
            return None

    def _first(self) -> Iterator[Done]:
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

    def _alone(self, chunk: Chunk) -> Generator[Done]:
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
            yield failed(chunk, _killed())
            return
        for part in (slice(many // 2), slice(many // 2, None)):
            half = replace(chunk, requests=chunk.requests[part], known=chunk.known[part])
            yield from self._alone(half)

    def _abandon(self) -> None:
        if isinstance(self._executor, Processes):
            self._executor.stop()
        else:
            self._executor.shutdown(wait=False)


def _killed() -> TypesetError:
    says = "The process that made the leaflet was killed, perhaps for want of memory."
    return TypesetError(says, "Make it alone, with 'leaflets render'.", code="T510")
