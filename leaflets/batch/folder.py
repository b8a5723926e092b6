"""Leaflets as files of a folder, a thousand in each folder below it where there are more."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..record import record
from .model import Sync

__all__ = ["SHARD", "Folder"]

SHARD: Final = 1000  # files in one folder: more are slow to list, to copy and to look at


@record
class Folder:
    """A folder, as workers know it. sharded: whether it has folders below it."""

    root: Path
    sharded: bool
    sync: Sync

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
