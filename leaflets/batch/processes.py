"""Workers on this machine: processes that leave Ctrl-C to us, and do not outlive us."""

from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import partial
from multiprocessing import active_children, parent_process
from multiprocessing.context import BaseContext
from threading import Thread

from .pool import Engine
from .timeouts import begin

__all__ = ["Processes", "processes"]


def processes(jobs: int, context: BaseContext | None = None) -> Engine:
    """So many of them. context: how they begin; None: as is usual on this system."""
    return Engine(partial(Processes, jobs, context), jobs, (BrokenExecutor,))


class Processes(ProcessPoolExecutor):
    """Workers on this machine. They leave Ctrl-C to us, and do not outlive us."""

    def __init__(self, jobs: int, context: BaseContext | None = None) -> None:
        self._others = set(active_children())
        super().__init__(jobs, context, initializer=_begin)

    def stop(self) -> None:
        """End all workers at once, whatever they are doing."""
        self.shutdown(wait=False, cancel_futures=True)
        mine = [child for child in active_children() if child not in self._others]
        for child in mine:
            child.kill()
        for child in mine:
            child.join()


def _begin() -> None:
    """In each worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    begin()
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """Die with the process that began us, which may have had no time to say so."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)
