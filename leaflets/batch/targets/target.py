"""The interface of a target, which takes the leaflets of one batch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable

from ..journal import Journal
from ..work import Chunk, ChunkResult

__all__ = ["Target"]


class Target(ABC):
    """A target whose workers write the files. The other kinds override `add` and `count_sound`.

    chunk_size: requests in a chunk. is_durable: whether added leaflets are on the disk, so that the
    manifest must be, too. workers_resume: whether the workers, which then receive the lines of the
    previous manifest, find out what is there already.
    """

    chunk_size: int
    is_durable: bool
    workers_resume = True

    @abstractmethod
    def journal(self) -> Journal:
        """Return the journal of the batch."""

    @abstractmethod
    def task(self) -> Callable[[Chunk], ChunkResult]:
        """Return what workers do with a chunk; it can be sent to another machine."""

    def count_sound(self, lines: Iterable[bytes], request_count: int) -> int:  # noqa: ARG002
        """Return how many of the first lines of the manifest stay, before workers have begun.

        Such a line is about a leaflet that is in the target, unchanged. Everything after those
        leaflets is removed.
        """
        return 0

    def add(self, result: ChunkResult) -> ChunkResult:
        """Add the leaflets of a result, and return the result with what failed meanwhile.

        If the target is durable, they are on the disk then. Raises WriteError, StoreError.
        """
        return result

    def finish(self) -> None:  # noqa: B027
        """Complete the target after the last leaflet. Raises WriteError."""

    @abstractmethod
    def close(self) -> None:
        """Close open files, and remove files that workers wrote but did not publish."""
