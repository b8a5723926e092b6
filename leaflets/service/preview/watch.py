"""Notice that a file was changed, by its time, size and inode, which works on every file system."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from ...content.library import Library

__all__ = ["version_of", "watched_folders"]

KINDS: Final = ("wording", "profiles", "pharmacies", "lexicon", "layouts")  # of a library
SUFFIXES: Final = (".yaml", ".yml", ".svg", ".png", ".jpg", ".jpeg")  # sources and pictures


def watched_folders(folders: Iterable[Path], library: Library) -> tuple[Path, ...]:
    """Return the folders on whose files a preview depends. folders: of the monograph."""
    return (*folders, *library.folders_of(KINDS))


def version_of(folders: Iterable[Path]) -> str:
    """Return a text that is another one after a file in one of the folders has changed."""
    states = sorted(state for folder in folders for state in _states(folder))
    return sha256(repr(states).encode()).hexdigest()[:16]


def _states(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """Yield path, time of the last change in nanoseconds, size and inode of each file."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.lower().endswith(SUFFIXES):
                    status = entry.stat()
                    yield entry.path, status.st_mtime_ns, status.st_size, status.st_ino
    except OSError:
        return  # an absent folder has no files; one that goes meanwhile is seen the next time
