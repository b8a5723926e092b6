"""What tar and zip archives share: one file that grows, leaflet by leaflet, in order."""

from __future__ import annotations

import json
from abc import abstractmethod
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
from ..work import Chunk, ChunkResult, PackedLeaflet, pack_leaflets
from .target import Target

__all__ = ["Archive", "ArchiveEntry", "ReadAt"]

CHUNK: Final = 250  # leaflets, which go from the worker to the archive through memory
GROUP: Final = 25  # leaflets in one write; with one in each, a batch of 2,000 takes 12 % longer

ReadAt = Callable[[int, int], bytes]
"""Reads so many bytes (first argument) at an offset (second argument) of a file."""


class ArchiveEntry(NamedTuple):
    """A leaflet in an archive. offset: of its bytes. size: in bytes."""

    name: str
    offset: int
    size: int


class Archive(Target):
    """An archive that is written beside its path, and gets its name when it is complete."""

    chunk_size = CHUNK
    workers_resume = False

    def __init__(self, path: Path, setup: Setup, sync: Sync) -> None:
        self.path, self._setup, self._sync = path, setup, sync
        self._part = path.with_name(f".{path.name}.part")
        self.is_durable = sync != "none"
        self._growing: GrowingFile | None = None
        self._is_complete = False

    def journal(self) -> Journal:
        """Return the journal, which is beside the archive."""
        return Journal(self.path.parent, f"{self.path.name}.")

    def task(self) -> Callable[[Chunk], ChunkResult]:
        """Workers return the leaflets."""
        return partial(pack_leaflets, self._setup)

    def count_sound(self, lines: Iterable[bytes], request_count: int) -> int:
        """Return how many lines are about entries that are there, up to the first failure.

        Everything after those entries is cut off.
        """
        if self.path.exists() and not self._part.exists():
            count, _ = self._sound_entries(self.path, lines)
            self._is_complete = count == request_count
            return count if self._is_complete else 0
        count, end = self._sound_entries(self._part, lines)
        self._growing = GrowingFile(self._part, keep=end)
        return count

    def _sound_entries(self, path: Path, lines: Iterable[bytes]) -> tuple[int, int]:
        """Return the number of sound entries at the beginning of a file, and their end."""
        count = end = 0
        with suppress(FileNotFoundError, ValueError, KeyError), path.open("rb") as stream:
            entries = self.entries(partial(_read_at, stream))
            for line in lines:
                expected = json.loads(line)
                if expected["status"] != "made":
                    break  # it is tried again, and those after it must follow it in the archive
                entry = next(entries, None)
                if entry is None or not self._is_sound(entry, expected, end, stream):
                    break
                end = self.end_of(entry)
                count += 1
        return count, end

    def _is_sound(
        self, entry: ArchiveEntry, expected: dict[str, Any], start: int, stream: BinaryIO
    ) -> bool:
        """Return whether an entry, with its header at `start`, is as the manifest says."""
        if (entry.name, entry.size) != (expected["file"], expected["size"]):
            return False
        content = _read_at(stream, entry.size, entry.offset)
        if sha256(content).hexdigest() != expected["sha256"]:
            return False
        frame = b"".join(self.frame(entry.name, (content,), entry.size))
        return frame == _read_at(stream, self.end_of(entry) - start, start)

    def add(self, result: ChunkResult) -> ChunkResult:
        """Add leaflets in order. Raises WriteError."""
        leaflets, sync_each = iter(result.leaflets), self._sync == "each"
        while group := tuple(islice(leaflets, 1 if sync_each else GROUP)):
            growing = self._open_file()
            growing.write([part for leaflet in group for part in self._frame(leaflet)])
            if sync_each:
                growing.sync()
        if result.leaflets and self._sync == "group":
            self._open_file().sync()
        return result

    def _frame(self, leaflet: PackedLeaflet) -> tuple[bytes, ...]:
        return self.frame(leaflet.file, leaflet.parts(self._setup), leaflet.size)

    def finish(self) -> None:
        """End the archive and give it its name. Raises WriteError."""
        if self._is_complete:
            return
        growing = self._open_file()
        self.end(growing)
        growing.publish(self.path)

    def close(self) -> None:
        """Close the file."""
        if self._growing:
            self._growing.close()

    def _open_file(self) -> GrowingFile:
        self._growing = self._growing or GrowingFile(self._part)
        return self._growing

    @abstractmethod
    def frame(self, name: str, parts: Sequence[bytes], size: int) -> tuple[bytes, ...]:
        """Return the bytes of an entry: parts of `size` bytes together, with header and padding."""

    @abstractmethod
    def entries(self, read: ReadAt) -> Iterator[ArchiveEntry]:
        """Read the entries of an archive, also of one that has no end yet."""

    @abstractmethod
    def end_of(self, entry: ArchiveEntry) -> int:
        """Return the offset at which the next entry begins."""

    @abstractmethod
    def end(self, growing: GrowingFile) -> None:
        """Write what follows the last entry."""


def _read_at(stream: BinaryIO, size: int, offset: int) -> bytes:
    stream.seek(offset)
    return stream.read(size)
