"""The store of a service, held open by threads of its own, so that no request waits for a disk.

A store object serves one thread. Each of a few threads opens the store once and keeps it; a request
borrows one of them. Leaflets that are attached while another group is being secured on the disk
become the next group, as in a batch.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final, NamedTuple, TypeVar

from ..base.errors import LeafletsError, StoreError
from ..records import GROUP, Attached, Attachment, Refused, Store

__all__ = ["StoreThreads"]

T = TypeVar("T")

READERS: Final = 3
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
                self._store = self._opening()
            return task(self._store)
        except LeafletsError as error:
            if isinstance(error, StoreError) and error.code not in ANSWERS:
                self._close()  # a lost connection is made anew for the next task
            raise

    def _close(self) -> None:
        if self._store is not None:
            with suppress(LeafletsError):
                self._store.close()
            self._store = None

    def close(self) -> None:
        """End the task that runs, close the store, and end the thread."""
        self._thread.submit(self._close)
        self._thread.shutdown()


class _Waiting(NamedTuple):
    """A leaflet that is to be attached. result: resolves when it is durable, or refused."""

    attachment: Attachment
    pdf: bytes
    result: asyncio.Future[Attached | Refused]


class StoreThreads:
    """The threads of one worker: one that attaches, a few that read.

    opening: opens the store; it is called in each thread.
    """

    def __init__(self, opening: Callable[[], Store]) -> None:
        self._writer = StoreThread(opening)
        self._readers = [StoreThread(opening) for _ in range(READERS)]
        self._free: asyncio.Queue[StoreThread] = asyncio.Queue()
        for reader in self._readers:
            self._free.put_nowait(reader)
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def read(self, task: Callable[[Store], T]) -> T:
        """Run a task that changes nothing, as soon as a thread is free. Raises what it raises."""
        reader = await self._free.get()
        try:
            return await reader.run(task)
        finally:
            self._free.put_nowait(reader)

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
        for thread in (self._writer, *self._readers):
            await asyncio.to_thread(thread.close)
