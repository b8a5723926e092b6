"""Where the leaflets of a batch go: what running a batch asks of a folder, an archive, a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from ..journal import Journal
from ..work import Chunk, Done

__all__ = ["Place"]


class Place(Protocol):
    """Takes the leaflets of one batch."""

    @property
    def size(self) -> int:
        """How many requests are a chunk."""

    @property
    def is_durable(self) -> bool:
        """Whether what was taken is on the disk, so that the manifest must be, too."""

    @property
    def looks_again(self) -> bool:
        """Whether workers compare what is there with the manifest."""

    def journal(self) -> Journal:
        """Where it is noted what is done."""

    def act(self) -> Callable[[Chunk], Done]:
        """What workers do with a chunk; it can be sent to another machine."""

    def kept(self, lines: Iterable[bytes], wanted: int) -> int:
        """How many of the first lines of the manifest are of leaflets that are there, and sound.

        wanted: how many requests there are. Whatever comes after those leaflets is taken away.
        """

    def take(self, done: Done) -> Done:
        """Keep what workers gave back; where it must be, it is on the disk then.

        Gives what became of it in the end. Raises WriteError, StoreError.
        """

    def finish(self) -> None:
        """All is done. Raises WriteError."""

    def close(self) -> None:
        """Let go of files. What workers staged and did not publish is removed."""
