"""Make the n-th call that changes a disk fail, or kill the program there."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from leaflets.base.files import system

STOPS = 200  # more calls than any single act of ours makes


class Counting:
    """`system.calls` in which the n-th call does something else. n = 0: never."""

    def __init__(self, number: int, instead: Callable[[], None]) -> None:
        self.left, self.instead = number, instead

    def __call__(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            self.left -= 1
            if self.left:
                return call(*given)
            if call is os.close:  # it closes, even where it fails
                call(*given)
            return self.instead()

        return counted


@contextmanager
def calls(**replaced: Callable[..., Any]) -> Iterator[None]:
    """Some calls replaced for a while."""
    before = system.calls
    system.calls = before._replace(**replaced)
    try:
        yield
    finally:
        system.calls = before


@contextmanager
def at(number: int, instead: Callable[[], None]) -> Iterator[None]:
    """Every call counted, the n-th replaced."""
    count = Counting(number, instead)
    with calls(**{name: count(call) for name, call in system.calls._asdict().items()}):
        yield


def fails(number: int) -> Callable[[], None]:
    """A call that fails with an errno."""

    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def killed_at(number: int, act: Callable[[], object]) -> bool:
    """Run `act` in a child that dies at its n-th call. True if it died."""
    child = os.fork()
    if not child:
        try:
            with at(number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                act()
        except BaseException:
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), "the act failed by itself"
    return status != 0


def every_crash(act: Callable[[], object]) -> Iterator[int]:
    """Crash `act` at its first call, its second, and so on until it comes through."""
    for number in range(1, STOPS):
        died = killed_at(number, act)
        yield number
        if not died:
            assert number > 3, "the calls are not counted"
            return
    raise AssertionError("never came through")
