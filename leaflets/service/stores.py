"""The store of a service, held open by threads of its own, so that no request waits for a disk.

A store object serves one thread. Each of a few threads opens the store once and keeps it; a request
borrows one of them, so that one that reads everything holds up none that reads a PDF. Leaflets that
are attached while another group is being secured on the disk become the next group, as in a batch.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final, NamedTuple, TypeVar

from ..base.errors import LeafletsError, NotFoundError, StoreError
from ..records import GROUP, Attached, Attachment, LaterHandover, Refused, Store

__all__ = ["StorePool", "StoreThreads"]

T = TypeVar("T")

# what the store answers while it is sound: a conflict, a PDF that is absent, a draft
ANSWERS: Final = frozenset({"R701", "R708", "R709", "R711"})


class StoreThread:
    """One thread with its store. opening: opens the store, at the first task."""

    def __init__(self, opening: Callable[[], Store]) -> None:
        self._opening = opening
        self._store: Store | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    async def run(self, task: Callable[[Store], T]) -> T:
        """Run a task with the store in the thread. Raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, task)

    def _run(self, task: Callable[[Store], T]) -> T:
        try:
            if self._store is None:
                self._store = self._opened()
            return task(self._store)
        except LeafletsError as error:
            if isinstance(error, StoreError) and error.code not in ANSWERS:
                self._close()  # a lost connection is made anew for the next task
            raise

    def _opened(self) -> Store:
        """Open the store. Raises StoreError, also where it is gone: no caller can help that."""
        try:
            return self._opening()
        except NotFoundError as error:
            raise StoreError(error.says, error.hint, code=error.code) from None

    def _close(self) -> None:
        if self._store is not None:
            with suppress(LeafletsError):
                self._store.close()
            self._store = None

    def close(self) -> None:
        """End the task that runs, close the store, and end the thread."""
        self._thread.submit(self._close)
        self._thread.shutdown()


class StorePool:
    """Threads of which each task borrows one. count: of threads."""

    def __init__(self, opening: Callable[[], Store], count: int) -> None:
        self._threads = [StoreThread(opening) for _ in range(count)]
        self._free: asyncio.Queue[StoreThread] = asyncio.Queue()
        for thread in self._threads:
            self._free.put_nowait(thread)

    async def run(self, task: Callable[[Store], T]) -> T:
        """Run a task as soon as a thread is free. Raises what it raises."""
        thread = await self._free.get()
        try:
            return await thread.run(task)
        finally:
            self._free.put_nowait(thread)

    async def close(self) -> None:
        """End the tasks that run, and close the stores."""
        for thread in self._threads:
            await asyncio.to_thread(thread.close)


class _Waiting(NamedTuple):
    """A leaflet that is to be attached. result: resolves when it is durable, or refused."""

    attachment: Attachment
    pdf: bytes
    result: asyncio.Future[Attached | Refused]


class StoreThreads:
    """The threads of one worker: one that attaches, and others for what takes long or does not.

    opening: opens the store; it is called in each thread. long: for searches, which may read
    every attachment. whole: for verifying, which reads every PDF.
    """

    def __init__(self, opening: Callable[[], Store]) -> None:
        self._writer = StoreThread(opening)
        self._short, self.long = StorePool(opening, 2), StorePool(opening, 2)
        self.whole = StorePool(opening, 1)
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def read(self, task: Callable[[Store], T]) -> T:
        """Run a short task that changes nothing, such as getting a PDF. Raises what it raises."""
        return await self._short.run(task)

    async def attach(self, attachment: Attachment, pdf: bytes) -> Attached:
        """Attach a leaflet, durably; see `Store.attach`. Raises StoreError, WriteError."""
        result: asyncio.Future[Attached | Refused] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(attachment, pdf, result))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        answer = await asyncio.shield(result)
        if isinstance(answer, Refused):
            raise answer.why
        return answer

    async def hand_over(self, handover: LaterHandover) -> bool:
        """Record a later handover, durably; see `Store.hand_over`. Raises what that raises."""
        return await self._writer.run(lambda store: store.hand_over(handover))

    async def _write(self) -> None:
        """Attach all that waits, a group at a time."""
        try:
            while group := self._waiting[:GROUP]:
                del self._waiting[: len(group)]
                await self._attach_group(group)
        finally:
            self._writing = None

    async def _attach_group(self, group: list[_Waiting]) -> None:
        pairs = [(waiting.attachment, waiting.pdf) for waiting in group]
        try:
            results = await self._writer.run(lambda store: list(store.attach_many(pairs)))
        except BaseException as error:
            for waiting in group:
                waiting.result.set_exception(error)
                waiting.result.exception()  # who waited may have gone
            if not isinstance(error, Exception):
                raise
            return
        for waiting, result in zip(group, results, strict=True):
            waiting.result.set_result(result)

    async def close(self) -> None:
        """Finish what was begun, and close the stores."""
        if self._writing is not None:
            await self._writing
        await asyncio.to_thread(self._writer.close)
        for pool in (self._short, self.long, self.whole):
            await pool.close()
