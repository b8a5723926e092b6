"""The process above the workers: it starts them, starts them again, and stops them in bounded time.

It is uvicorn's own, with four differences. It ends on a hang-up, as every command does; it closes
its sockets before it stops the workers, so that new callers are refused at once; it ends a worker
that does not stop; and it waits for no worker's sign of life, so that one that hangs or dies while
it starts holds up neither a stop nor the start of another.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import time
from socket import socket
from typing import Final

from prometheus_client.multiprocess import mark_process_dead
from uvicorn import Config
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process

from ..base.operating_system import ENDING_SIGNALS
from .settings import ServiceSettings

__all__ = ["Supervisor", "end_without_parent", "leave_signals_to_parent"]

TO_END: Final = 5.0  # seconds between the last moment to finish work and the end of the process


class Worker(Process):
    """One worker, which is asked for a sign of life, and may give it until the next look."""

    def __init__(self, config: Config, sockets: list[socket]) -> None:
        super().__init__(config, sockets)
        self._is_asked, self._signed_at = False, time.monotonic()

    def ping(self, timeout: float = 5) -> bool:
        """Return whether it gave a sign within that many seconds; wait for none."""
        try:
            if self._is_asked and self.parent_conn.poll():
                self.parent_conn.recv()
                self._is_asked, self._signed_at = False, time.monotonic()
            if not self._is_asked:
                self.parent_conn.send(b"ping")
                self._is_asked = True
        except (OSError, EOFError):
            return False
        return time.monotonic() - self._signed_at < timeout


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

    def init_processes(self) -> None:
        """Start the workers."""
        self.processes = [self._started() for _ in range(self.processes_num)]

    def _started(self) -> Process:
        worker = Worker(self.config, self.sockets)
        worker.start()
        return worker

    def keep_subprocess_alive(self) -> None:
        """Start workers that died again, and forget what they were doing."""
        for number, worker in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if worker.is_alive(self.settings.limits.worker_seconds):
                continue
            worker.kill()
            worker.join()
            if folder := self.settings.metrics:
                mark_process_dead(worker.pid, str(folder))  # type: ignore[no-untyped-call]
            if worker.exitcode == STARTUP_FAILURE:
                # it would fail in the same way again
                logging.getLogger("uvicorn.error").error("A worker could not start.")
                self.should_exit.set()
                return
            self.processes[number] = self._started()

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
