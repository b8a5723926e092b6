"""Workers on other machines, through the scheduler of Dask distributed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from weakref import WeakSet

from ..base.errors import UsageError, WriteError
from ..base.version import VERSION
from .pool import Chunk, Executor, PendingResult

__all__ = ["DaskCluster", "worker_view"]

T = TypeVar("T")
C = TypeVar("C", bound=Chunk)
SECONDS: Final = 15  # until the scheduler answers, and until it has a worker


class DaskCluster:
    """A scheduler and its workers, used with `with`. jobs: tasks that they run at a time.

    lost: what is raised instead of a result if its workers died more often than Dask retries, or if
    the scheduler has forgotten it or is gone.
    """

    def __init__(self, address: str) -> None:
        """Connect to a scheduler. Raises UsageError if none answers, or Dask is not installed."""
        try:
            import distributed
        except ImportError:
            raise UsageError(
                "--scheduler needs Dask, which is not installed.",
                "Install it: pip install 'leaflets[dask]'.",
                code="U222",
            ) from None
        self.lost: tuple[type[BaseException], ...] = (
            distributed.KilledWorker,
            distributed.client.ClosedClientError,
            distributed.comm.core.CommClosedError,
            CancelledError,
        )
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # it logs tracebacks
        connect: Any = distributed.Client
        try:
            self._client = connect(address, timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError):
            raise _unanswered(address) from None
        self._address = address
        self._wait_for_worker()
        self.jobs: int = sum(self._client.nthreads().values())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._client.close()

    def start(self) -> Executor:
        """Return an executor on the cluster. Raises WriteError if its scheduler is gone."""
        try:
            self._wait_for_worker()
        except UsageError:
            message = f"The scheduler at {self._address} does not answer any more."
            raise WriteError(message, "Start it again.", code="F609") from None
        return ClusterExecutor(self._client)

    def _wait_for_worker(self) -> None:
        """Wait until there is a worker. Raises UsageError if the scheduler does not answer."""
        no_answer: tuple[type[BaseException], ...] = (OSError, *self.lost)
        try:
            self._client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError:
            return  # without workers, tasks wait at the scheduler
        except no_answer:
            raise _unanswered(self._address) from None

    def check(self, shared_file: Path) -> None:
        """Raise UsageError if a worker has another version, or does not share the folder.

        shared_file: an existing file in the folder that all machines must share.
        """
        if not self.jobs:
            hint = "Start some with 'dask worker', on machines that have leaflets installed."
            raise UsageError("The scheduler has no workers.", hint, code="U223")
        expected_view = VERSION, shared_file.read_bytes()
        try:
            views = self._client.run(worker_view, str(shared_file))
        except (ImportError, AttributeError, CancelledError):
            views = {}
        if not views or any(tuple(view) != expected_view for view in views.values()):
            raise UsageError(
                "The workers are not ready: each needs leaflets in this version "
                f"({VERSION}), and the folder of --out under the same path.",
                "Install the same version everywhere, and give a folder that all machines share.",
                code="U224",
            )


def _unanswered(address: str) -> UsageError:
    hint = "Start one with 'dask scheduler', and give its address: tcp://host:8786."
    return UsageError(f"No scheduler answers at {address}.", hint, code="U223")


class ClusterExecutor:
    """Runs tasks on a cluster. client: of Dask.

    Dask has an executor too, whose futures never end if a result is lost on its way to the client.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._futures: WeakSet[PendingResult[Any]] = WeakSet()

    def submit(self, task: Callable[[C], T], chunk: C, /) -> PendingResult[T]:
        """Begin a task."""
        future: PendingResult[T] = self._client.submit(task, chunk, pure=False)
        self._futures.add(future)
        return future

    def shutdown(self, wait: bool = True) -> None:
        """Take no more tasks. wait: until all tasks have ended; otherwise they are cancelled."""
        futures = list(self._futures)
        if wait:
            for future in futures:
                future.result()
            return
        with suppress(Exception):  # a scheduler that is gone has no tasks to cancel
            self._client.cancel(futures)


def worker_view(shared_file: str) -> tuple[str, bytes]:
    """Return the version of the program in a worker, and the content of the shared file there."""
    try:
        return VERSION, Path(shared_file).read_bytes()
    except OSError:
        return VERSION, b""
