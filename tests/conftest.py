"""For every test: no connection leaves this machine, and no time is judged."""

from __future__ import annotations

import compileall
import gc
import os
import sys
from pathlib import Path

from hypothesis import settings

import leaflets

FORBIDDEN = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}


LOOPBACK = {"127.0.0.1", "::1"}


def _is_inside(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether a call stays on this machine: a loopback address, or a local socket's path."""
    target = arguments[1] if event == "socket.connect" else arguments[0]
    host = target[0] if isinstance(target, tuple) else target
    return host in LOOPBACK or (event == "socket.connect" and isinstance(target, str | bytes))


def _stay_inside(event: str, arguments: tuple[object, ...]) -> None:
    if event in FORBIDDEN and not _is_inside(event, arguments):
        raise AssertionError(f"a test used the network: {event} {arguments!r}")


sys.addaudithook(_stay_inside)

# a machine that has much to do is slow, and nothing is wrong with the program
settings.register_profile("leaflets", deadline=None)
settings.load_profile("leaflets")


def pytest_configure() -> None:
    """Compile the program once, where Python may not keep bytecode: many tests start it."""
    if sys.dont_write_bytecode and "PYTEST_XDIST_WORKER" not in os.environ:
        compileall.compile_dir(Path(leaflets.__file__).parent, quiet=2)


def pytest_collection_finish() -> None:
    """Leave the collected tests out of every later search for garbage, in forks above all."""
    gc.collect()
    gc.freeze()
