"""The process above the workers: it starts them, starts them again, and stops them in bounded time.

It is uvicorn's own, with three differences. It ends on a hang-up, as every command does; it closes
its sockets before it stops the workers, so that new callers are refused at once; and it ends a
worker that does not stop.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from socket import socket
from typing import Final

from prometheus_client.multiprocess import mark_process_dead
from uvicorn import Config
from uvicorn.supervisors import Multiprocess

from ..base.operating_system import ENDING_SIGNALS
from .settings import ServiceSettings

__all__ = ["Supervisor", "end_without_parent", "leave_signals_to_parent"]

TO_END: Final = 5.0  # seconds between the last moment to finish work and the end of the process


class Supervisor(Multiprocess):
    """Several workers on the same sockets. settings: for how long they may finish, and the like.

    ended_by: the signal that stopped it; None if the workers could not start.
    """

    def __init__(self, config: Config, sockets: list[socket], settings: ServiceSettings) -> None:
        super().__init__(config, sockets)
        self.settings = settings
        self.ended_by: int | None = None

    def handle_signals(self) -> None:
        """Stop on a signal that ends other commands; uvicorn would start anew on a hang-up."""
        ending = (signal.SIGINT, *ENDING_SIGNALS)
        received = [number for number in self.signal_queue if number in ending]
        self.signal_queue.clear()
        if received:
            self.ended_by = received[0]
            self.should_exit.set()

    def keep_subprocess_alive(self) -> None:
        """Start workers that died again, and forget what they were doing."""
        before = {worker.pid for worker in self.processes}
        super().keep_subprocess_alive()
        if folder := self.settings.metrics:
            for pid in before - {worker.pid for worker in self.processes}:
                mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]

    def terminate_all(self) -> None:
        """Refuse new callers, and ask the workers to finish."""
        for listening in self.sockets:
            listening.close()
        super().terminate_all()

    def join_all(self) -> None:
        """Wait for the workers, and end those that do not."""
        deadline = time.monotonic() + self.settings.limits.stop_seconds + TO_END
        for worker in self.processes:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def leave_signals_to_parent() -> None:
    """In a worker: ignore a hang-up, after which the process above asks this one to finish."""
    for number in ENDING_SIGNALS:
        if number != signal.SIGTERM:
            signal.signal(number, signal.SIG_IGN)


async def end_without_parent() -> None:
    """In a worker: finish and stop if the process above was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        signal.raise_signal(signal.SIGTERM)
