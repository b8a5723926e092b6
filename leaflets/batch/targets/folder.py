"""Leaflets as files of a folder, a thousand in each folder below it where there are more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import Struct

from ...base.files.groups import remove_stale_groups, staged_group
from ..journal import Journal, line_of
from ..model import Made, Setup, Sync
from ..work import Chunk, Done, make

__all__ = ["SHARD", "Folder"]

SHARD: Final = 1000  # files in one folder: more are slow to list, to copy and to look at
FEW: Final = 50  # requests in a chunk where all go into one folder: a full render takes its time


class Folder(Struct, frozen=True):
    """A folder, as workers know it, too. sharded: whether it has folders below it."""

    root: Path
    setup: Setup
    sharded: bool
    sync: Sync
    looks_again = True

    @property
    def size(self) -> int:
        """A folder below is one chunk."""
        return SHARD if self.sharded else FEW

    @property
    def is_durable(self) -> bool:
        """As it was chosen."""
        return self.sync != "none"

    def journal(self) -> Journal:
        """In the folder."""
        return Journal(self.root)

    def act(self) -> Callable[[Chunk], Done]:
        """Workers write the files."""
        return partial(to_folder, self)

    def kept(self, _: Iterable[bytes], __: int) -> int:
        """None, before workers have compared the files."""
        return 0

    def take(self, done: Done) -> Done:
        """The workers have done it."""
        return done

    def finish(self) -> None:
        """The workers have done it."""

    def close(self) -> None:
        """Remove what killed workers have staged."""
        remove_stale_groups(self.root)

    def below(self, chunk: int) -> Path:
        """The folder for the files of a chunk."""
        return self.root / f"{chunk:05}" if self.sharded else self.root

    def file(self, chunk: int, identifier: str) -> str:
        """A leaflet's file, as the manifest tells it."""
        return f"{chunk:05}/{identifier}.pdf" if self.sharded else f"{identifier}.pdf"

    def holds(self, line: bytes, file: str) -> bool:
        """Whether the file of a line of the manifest is there with that sha256."""
        with suppress(OSError, ValueError):
            told = json.loads(line)
            if told.get("file") == file:
                there = sha256((self.root / file).read_bytes()).hexdigest()
                return bool(there == told["sha256"])
        return False


def to_folder(folder: Folder, chunk: Chunk) -> Done:
    """Make the leaflets of a chunk into files. Raises WriteError; then none of them is there."""
    lines: list[bytes] = []
    failures: list[Made] = []
    kept = 0
    with staged_group(folder.root, sync_each=folder.sync == "each") as group:
        for request, known in zip_longest(chunk.judged(), chunk.known):
            file = folder.file(chunk.number, request.identifier)
            if known and folder.holds(known, file):
                lines.append(known)
                kept += 1
                continue
            made, parts = make(folder.setup, request, file)
            if parts:
                group.write(PurePosixPath(file).name, parts)
            else:
                failures.append(made)
            lines.append(line_of(made))
        group.publish(folder.below(chunk.number), durable=folder.is_durable)
    return Done(tuple(lines), tuple(failures), kept)
