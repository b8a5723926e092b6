"""What a process of the service holds besides leaflets: store, idempotency keys, batches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Final

from ..base.errors import LeafletsError, NotFoundError
from ..exchange.open_store import open_store
from .api.idempotency import Begun, Keys
from .api.once import Once
from .batch_jobs import BatchJobs
from .dispense_orders import DispenseOrders
from .settings import ServiceSettings
from .stores import StoreThreads
from .warm_library import WarmFiles

__all__ = ["ServiceState"]

SECONDS_BETWEEN_TIDYING: Final = 60.0


class ServiceState:
    """Opens nothing and starts nothing until it is needed, except to take up old batches."""

    def __init__(self, settings: ServiceSettings, files: WarmFiles) -> None:
        self.dispenses = DispenseOrders(files, settings)
        clock, folder = settings.clock, settings.state
        self._clock, self._records = clock, None
        if settings.store is not None:
            opening = partial(open_store, settings.store, token=settings.store_token)
            self._records = StoreThreads(opening)
        self._keys = Keys(
            folder / "keys",
            clock=self._seconds,
            note=lambda: Begun(when=clock.now(), name=clock.new_name()),
        )
        self.once = Once(self._keys)
        self.batches = BatchJobs(folder / "batches")

    def _seconds(self) -> float:
        return self._clock.timestamp() / 1e9

    @property
    def records(self) -> StoreThreads:
        """The store. Raises NotFoundError Y930 if the service was started without one."""
        if self._records is None:
            message = "The service keeps no records."
            raise NotFoundError(message, "Start it with --store.", code="Y930")
        return self._records

    @asynccontextmanager
    async def lifespan(self, _: Any) -> AsyncIterator[None]:
        """Take up what an earlier process left; at the end, finish what was begun."""
        tidying = asyncio.create_task(self._tidy())
        try:
            yield
        finally:
            tidying.cancel()
            await asyncio.to_thread(self.batches.close)
            if self._records is not None:
                await self._records.close()

    async def _tidy(self) -> None:
        """Remove what is over, now and then; the next attempt may do what this one could not."""
        await asyncio.to_thread(self.batches.begin)
        while True:
            with suppress(LeafletsError):
                await asyncio.to_thread(self.batches.tidy, self._seconds())
                await asyncio.to_thread(self._keys.clean)
            await asyncio.sleep(SECONDS_BETWEEN_TIDYING)
