"""What a process of the service holds besides leaflets: store, idempotency keys, batches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from time import monotonic
from typing import Any, Final

from ..base.errors import LeafletsError, NotFoundError
from ..base.files import make_folder
from ..base.files.groups import staged_group
from ..base.operating_system import return_freed_memory
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
SECONDS_BETWEEN_CHECKS: Final = 5.0  # of the folder, whoever asks


class ServiceState:
    """Opens nothing and starts nothing until it is needed, except to take up old batches."""

    def __init__(self, settings: ServiceSettings, files: WarmFiles) -> None:
        self.dispenses = DispenseOrders(files, settings)
        clock, folder = settings.clock, settings.state
        self._clock, self._folder, self._records = clock, folder, None
        self._checked_at, self._can_keep = -SECONDS_BETWEEN_CHECKS, False
        if settings.store is not None:
            # a store that is gone is missed: a new one in its place would be empty
            opening = partial(open_store, settings.store, create=False, token=settings.store_token)
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
            raise NotFoundError(message, "Ask whoever runs the service for a store.", code="Y930")
        return self._records

    async def can_keep(self) -> bool:
        """Return whether the folder of keys and batches can be written; look now and then."""
        if monotonic() - self._checked_at > SECONDS_BETWEEN_CHECKS:
            self._checked_at = monotonic()
            self._can_keep = await asyncio.to_thread(self._try_to_write)
        return self._can_keep

    def _try_to_write(self) -> bool:
        try:
            make_folder(self._folder, private=True)
            with staged_group(self._folder) as group:
                group.write("ready", [b""])
        except LeafletsError:
            return False
        return True

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
            await asyncio.to_thread(return_freed_memory)
            await asyncio.sleep(SECONDS_BETWEEN_TIDYING)
