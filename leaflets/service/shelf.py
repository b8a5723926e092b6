"""What is held between requests: bounded, and only as long as its files are unchanged."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import inf
from threading import Lock
from time import monotonic
from typing import Final, Generic, TypeVar

from .warm_library import FileRead, is_unchanged

__all__ = ["SECONDS_TO_HOLD_NAMES", "Shelf"]

T = TypeVar("T")

SECONDS_BETWEEN_LOOKS: Final = 0.1  # at the files of one thing; a look takes some 40 µs
# What depends on the names of all medicines: no look at a few files notices another name in one
# of thousands of monographs. Whatever else is held lasts as long as its files.
SECONDS_TO_HOLD_NAMES: Final = 60.0


class _Held(Generic[T]):
    def __init__(self, content: T, reads: tuple[FileRead, ...], seconds: float) -> None:
        self.content, self.reads = content, reads
        self.seen_at = monotonic()
        self.ends_at = self.seen_at + seconds


class Shelf(Generic[T]):
    """Things by their keys; the least recently used goes. Threads may share it.

    most: the sum of all sizes. size_of: returns the size of one. seconds: for which each is held,
    also where its files are unchanged.
    """

    def __init__(self, most: int, size_of: Callable[[T], int], seconds: float = inf) -> None:
        self._most, self._size_of, self._seconds, self._size = most, size_of, seconds, 0
        self._held: OrderedDict[Hashable, _Held[T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """Return what has this key, if it still is as its files are."""
        held = self._held.get(key)
        if held is None:
            return None
        now = monotonic()
        if now - held.seen_at > SECONDS_BETWEEN_LOOKS:
            if now > held.ends_at or not is_unchanged(held.reads):
                self.drop(key)
                return None
            held.seen_at = now
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
        return held.content

    def put(self, key: Hashable, content: T, reads: tuple[FileRead, ...]) -> None:
        """Hold something that was made from files."""
        self.drop(key)
        with self._lock:
            self._held[key] = _Held(content, reads, self._seconds)
            self._size += self._size_of(content)
            while self._size > self._most and len(self._held) > 1:
                self._size -= self._size_of(self._held.popitem(last=False)[1].content)

    def drop(self, key: Hashable) -> None:
        """Hold what has this key no longer."""
        with self._lock:
            held = self._held.pop(key, None)
            if held is not None:
                self._size -= self._size_of(held.content)
