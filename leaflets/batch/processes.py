"""Worker processes on this machine."""

from __future__ import annotations

import signal
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import partial
from multiprocessing import active_children, parent_process
from multiprocessing.context import BaseContext
from threading import Thread

from ..base.operating_system import ENDING_SIGNALS, end_at_once
from .pool import Engine
from .timeouts import enable_time_limit

__all__ = ["ParallelExecutor", "parallel_engine"]


def parallel_engine(jobs: int, context: BaseContext | None = None) -> Engine:
    """Return an engine of worker processes. context: how they start; None: the system's default."""
    return Engine(partial(ParallelExecutor, jobs, context), jobs, (BrokenExecutor,))


class ParallelExecutor(ProcessPoolExecutor):
    """Workers that leave Ctrl-C to the main process, and do not outlive it."""

    def __init__(self, jobs: int, context: BaseContext | None = None) -> None:
        self._earlier_children = set(active_children())
        super().__init__(jobs, context, initializer=_prepare_worker)

    def stop(self) -> None:
        """End all workers at once, whatever they are doing."""
        self.shutdown(wait=False, cancel_futures=True)
        workers = [child for child in active_children() if child not in self._earlier_children]
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.join()


def _prepare_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    enable_time_limit()
    Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """End this process when its parent ends, even if the parent was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        end_at_once()
