"""The store of a service: many requests at once, and a store that fails and comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from leaflets.base.errors import StoreError
from leaflets.exchange.open_store import open_store
from leaflets.records import Store
from leaflets.service.stores import StoreThreads

from ..records.samples import attachment, personal


def with_threads(
    opening: Callable[[], Store], task: Callable[[StoreThreads], Awaitable[None]]
) -> None:
    """Run a task with the threads of a store, and close them."""

    async def run() -> None:
        threads = StoreThreads(opening)
        try:
            await task(threads)
        finally:
            await threads.close()

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["sqlite:///{}/records.db", "folder:{}/records"])
def test_leaflets_that_come_at_once_are_attached_once_each(tmp_path: Path, kind: str) -> None:
    address = kind.format(tmp_path)

    async def attach(threads: StoreThreads) -> None:
        pairs = [(f"D-{number % 20}", personal(number % 20)) for number in range(40)]
        results = await asyncio.gather(
            *(threads.attach(attachment(dispense, pdf), pdf) for dispense, pdf in pairs)
        )
        assert sum(result.is_new for result in results) == 20
        pdf = await threads.read(lambda store: store.pdf(results[3].attachment.sha256))
        assert pdf == personal(3)

    with_threads(lambda: open_store(address), attach)
    with open_store(address) as store:
        assert len(list(store.attachments())) == 20
        assert not list(store.verify())


def test_a_conflict_is_of_one_leaflet_only(tmp_path: Path) -> None:
    async def attach(threads: StoreThreads) -> None:
        sound, conflict, other = await asyncio.gather(
            *(
                threads.attach(attachment(dispense, personal(number)), personal(number))
                for dispense, number in (("D-1", 1), ("D-1", 2), ("D-3", 3))
            ),
            return_exceptions=True,
        )
        assert isinstance(conflict, StoreError)
        assert conflict.code == "R701"
        assert not isinstance(sound, BaseException)
        assert not isinstance(other, BaseException)

    with_threads(lambda: open_store(f"folder:{tmp_path}/records"), attach)


def test_a_store_that_was_lost_is_opened_again(tmp_path: Path) -> None:
    attempts = 0

    def opening() -> Store:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            raise StoreError("The database cannot be reached.", code="R707")
        return open_store(f"sqlite:///{tmp_path}/records.db")

    async def attach(threads: StoreThreads) -> None:
        with pytest.raises(StoreError, match="reached"):
            await threads.attach(attachment(pdf=personal(1)), personal(1))
        assert (await threads.attach(attachment(pdf=personal(1)), personal(1))).is_new

    with_threads(opening, attach)
