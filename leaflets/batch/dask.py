"""Workers on other machines, through the scheduler of Dask distributed."""

from __future__ import annotations

from concurrent.futures import CancelledError, Executor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ..base.errors import UsageError
from ..base.version import VERSION

__all__ = ["DaskCluster", "worker_view"]

SECONDS: Final = 15  # until the scheduler answers, and until it has a worker


class DaskCluster:
    """A scheduler and its workers, used with `with`. jobs: tasks that they run at a time.

    lost: what futures raise if their workers died more often than Dask retries.
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
        self.lost: tuple[type[BaseException], ...] = (distributed.KilledWorker,)
        connect: Any = distributed.Client
        try:
            self._client = connect(address, timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError):
            message = f"No scheduler answers at {address}."
            hint = "Start one with 'dask scheduler', and give its address: tcp://host:8786."
            raise UsageError(message, hint, code="U223") from None
        with suppress(TimeoutError, OSError):
            self._client.wait_for_workers(1, timeout=SECONDS)
        self.jobs: int = sum(self._client.nthreads().values())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._client.close()

    def start(self) -> Executor:
        """Return an executor on the cluster."""
        executor: Executor = self._client.get_executor(pure=False)
        return executor

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


def worker_view(shared_file: str) -> tuple[str, bytes]:
    """Return the version of the program in a worker, and the content of the shared file there."""
    try:
        return VERSION, Path(shared_file).read_bytes()
    except OSError:
        return VERSION, b""
