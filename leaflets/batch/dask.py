"""Workers on other machines: Dask distributed, found by the address of its scheduler."""

from __future__ import annotations

from concurrent.futures import CancelledError, Executor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ..base.errors import UsageError
from ..base.version import VERSION

__all__ = ["Cluster", "seen"]

SECONDS: Final = 15  # for the scheduler to answer, and to have a worker


class Cluster:
    """A scheduler and its workers. jobs: how many leaflets they can make at a time.

    lost: what futures raise when the workers that did them died, more often than Dask forgives.
    """

    def __init__(self, address: str) -> None:
        """Raises UsageError where Dask is not installed, or nobody answers."""
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
            says = f"No scheduler answers at {address}."
            hint = "Start one with 'dask scheduler', and give its address: tcp://host:8786."
            raise UsageError(says, hint, code="U223") from None
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
        """An executor on the cluster."""
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def check(self, shared: Path) -> None:
        """Refuse workers that would make other leaflets, or put them elsewhere.

        shared: a file that is there, on a folder that all machines share.
        """
        if not self.jobs:
            hint = "Start some with 'dask worker', on machines that have leaflets installed."
            raise UsageError("The scheduler has no workers.", hint, code="U223")
        expected = VERSION, shared.read_bytes()
        try:
            found = self._client.run(seen, str(shared))
        except (ImportError, AttributeError, CancelledError):
            found = {}
        if any(tuple(each) != expected for each in found.values()) or not found:
            raise UsageError(
                "The workers are not ready: each needs leaflets in this version "
                f"({VERSION}), and the folder of --out under the same path.",
                "Install the same version everywhere, and give a folder that all machines share.",
                code="U224",
            )


def seen(shared: str) -> tuple[str, bytes]:
    """What a worker sees: its version of the program, and the shared file."""
    try:
        return VERSION, Path(shared).read_bytes()
    except OSError:
        return VERSION, b""
