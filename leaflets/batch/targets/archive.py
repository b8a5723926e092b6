"""One archive that grows, leaflet by leaflet, in the order of requests: what all kinds share."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from ...base.files.groups import GrowingFile
from ..journal import Journal
from ..model import Setup, Sync
from ..work import Chunk, Done, Leaf, to_leaves

__all__ = ["Archive", "Entry", "Read"]

CHUNK: Final = 250  # leaflets: what is their own goes from worker to archive through memory
TOGETHER: Final = 25  # leaflets written in one call

Read = Callable[[int, int], bytes]
"""Gives so many bytes from such a place of a file."""


class Entry(NamedTuple):
    """A leaflet in an archive: its name, where its bytes begin, and how many there are."""

    name: str
    at: int
    size: int


class Archive(ABC):
    """Written beside its target, and given its name when it is whole."""

    size = CHUNK
    looks_again = False

    def __init__(self, target: Path, setup: Setup, sync: Sync) -> None:
        self.target, self._setup, self._sync = target, setup, sync
        self._part = target.with_name(f".{target.name}.part")
        self.is_durable = sync != "none"
        self._growing: GrowingFile | None = None
        self._is_whole = False

    def journal(self) -> Journal:
        """Beside the archive."""
        return Journal(self.target.parent, f"{self.target.name}.")

    def act(self) -> Callable[[Chunk], Done]:
        """Workers give the leaflets back."""
        return partial(to_leaves, self._setup)

    def kept(self, lines: Iterable[bytes], wanted: int) -> int:
        """How many lines of the manifest tell of what is there, up to the first that failed.

        What comes after it is cut off.
        """
        if self.target.exists() and not self._part.exists():
            count, _ = self._sound(self.target, lines)
            self._is_whole = count == wanted
            return count if self._is_whole else 0
        count, end = self._sound(self._part, lines)
        self._growing = GrowingFile(self._part, keep=end)
        return count

    def _sound(self, path: Path, lines: Iterable[bytes]) -> tuple[int, int]:
        count = end = 0
        with suppress(FileNotFoundError, ValueError, KeyError), path.open("rb") as stream:
            entries = self.entries(partial(_read, stream))
            for line in lines:
                told = json.loads(line)
                if told["status"] != "made":  # it is tried again, and has its place before others
                    break
                found = next(entries, None)
                if found is None or not self._is(found, told, end, stream):
                    break
                end = self.end_of(found)
                count += 1
        return count, end

    def take(self, done: Done) -> Done:
        """Add leaflets, whole and in order. Raises WriteError."""
        if not done.leaves:
            return done
        growing, each = self._opened(), self._sync == "each"
        leaves = iter(done.leaves)
        while block := tuple(islice(leaves, 1 if each else TOGETHER)):
            growing.write([part for leaf in block for part in self._framed(leaf)])
            if each:
                growing.sync()
        if self._sync == "group":
            growing.sync()
        return done

    def _framed(self, leaf: Leaf) -> tuple[bytes, ...]:
        return self.framed(leaf.file, leaf.parts(self._setup), leaf.size)

    def finish(self) -> None:
        """End the archive and give it its name. Raises WriteError."""
        if self._is_whole:
            return
        growing = self._opened()
        self.end(growing)
        growing.publish(self.target)

    def close(self) -> None:
        """Let go of the file."""
        if self._growing:
            self._growing.close()

    def _opened(self) -> GrowingFile:
        self._growing = self._growing or GrowingFile(self._part)
        return self._growing

    def _is(self, found: Entry, told: dict[str, Any], start: int, stream: BinaryIO) -> bool:
        """Whether an entry, with all that stands around it, is what the manifest says."""
        if (found.name, found.size) != (told["file"], told["size"]):
            return False
        content = _read(stream, found.size, found.at)
        if sha256(content).hexdigest() != told["sha256"]:
            return False
        whole = b"".join(self.framed(found.name, (content,), found.size))
        return whole == _read(stream, self.end_of(found) - start, start)

    @abstractmethod
    def framed(self, name: str, parts: Sequence[bytes], size: int) -> tuple[bytes, ...]:
        """A file, made of parts that have so many bytes together, with what stands around it."""

    @abstractmethod
    def entries(self, read: Read) -> Iterator[Entry]:
        """The leaflets in an archive, also in one that has no end yet."""

    @abstractmethod
    def end_of(self, entry: Entry) -> int:
        """Where the next one begins."""

    @abstractmethod
    def end(self, growing: GrowingFile) -> None:
        """Write what comes after the last leaflet."""


def _read(stream: BinaryIO, size: int, at: int) -> bytes:
    stream.seek(at)
    return stream.read(size)
