"""Leaflets as files in a folder; if there are many, in numbered folders of a thousand below it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Final

from ...base.files.groups import remove_stale_groups, staged_group
from ..journal import Journal, manifest_line
from ..model import Outcome, Setup, Sync
from ..work import Chunk, ChunkResult, make_leaflet
from .target import Target

__all__ = ["SHARD", "Folder"]

SHARD: Final = 1000  # files in one folder: more are slow to list, to copy and to look at
SMALL_CHUNK: Final = 50  # requests; small, because a full render takes its time


class Folder(Target):
    """The folder `root`. sharded: whether the files are in folders below it, one for each chunk."""

    def __init__(self, root: Path, setup: Setup, sync: Sync, *, sharded: bool) -> None:
        self.root, self.setup, self.sharded = root, setup, sharded
        self.sync_each = sync == "each"
        self.is_durable = sync != "none"
        self.chunk_size = SHARD if sharded else SMALL_CHUNK

    def journal(self) -> Journal:
        """Return the journal, which is in the folder."""
        return Journal(self.root)

    def task(self) -> Callable[[Chunk], ChunkResult]:
        """Workers write the files."""
        return partial(write_chunk, self)

    def close(self) -> None:
        """Remove files that killed workers did not publish."""
        remove_stale_groups(self.root)

    def chunk_folder(self, chunk: int) -> Path:
        """Return the folder for the files of a chunk."""
        return self.root / f"{chunk:05}" if self.sharded else self.root

    def file(self, chunk: int, identifier: str) -> str:
        """Return the path of a leaflet relative to the folder, for the manifest."""
        return f"{chunk:05}/{identifier}.pdf" if self.sharded else f"{identifier}.pdf"

    def holds(self, line: bytes, file: str) -> bool:
        """Return whether a line of the manifest is about this file, and the file is unchanged."""
        with suppress(OSError, ValueError):
            entry = json.loads(line)
            if entry.get("file") == file:
                digest = sha256((self.root / file).read_bytes()).hexdigest()
                return bool(digest == entry["sha256"])
        return False


def write_chunk(folder: Folder, chunk: Chunk) -> ChunkResult:
    """Make and write the leaflets of a chunk. Raises WriteError; then none of them is there."""
    lines: list[bytes] = []
    failures: list[Outcome] = []
    unchanged = 0
    with staged_group(folder.root, sync_each=folder.sync_each) as group:
        for request, line in zip_longest(chunk.check(), chunk.manifest):
            file = folder.file(chunk.number, request.identifier)
            if line and folder.holds(line, file):
                lines.append(line)
                unchanged += 1
                continue
            outcome, parts = make_leaflet(folder.setup, request, file)
            if parts:
                group.write(PurePosixPath(file).name, parts)
            else:
                failures.append(outcome)
            lines.append(manifest_line(outcome))
        group.publish(folder.chunk_folder(chunk.number), durable=folder.is_durable)
    return ChunkResult(tuple(lines), tuple(failures), unchanged)
