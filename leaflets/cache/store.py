"""The folder of what was rendered: found by a key, checked on every use, the oldest out first.

An entry is one file: the sha256 of the rest, what is to be known of it as JSON, and the bytes.
"""

from __future__ import annotations

import json
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..base.errors import WriteError
from ..base.files import discard, make_folder, write
from ..base.hashing import sha256
from ..base.limits import CACHE_BYTES, CACHE_ENTRY_BYTES

__all__ = ["Cache", "Kept"]

NAME: Final = re.compile(r"[0-9a-f]{64}\Z")
FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class Kept(NamedTuple):
    """An entry. about: what JSON can hold."""

    about: dict[str, Any]
    content: bytes


class Cache:
    """Entries in a folder. What cannot be read is not there; what cannot be written is not kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Kept | None:
        """The entry of a key, 64 hexadecimal digits. One that is damaged is removed."""
        if not self._is_ours_alone():
            return None
        path = self.folder / key
        try:
            whole = _contents(path)
        except OSError:
            return None
        found = _parsed(whole)
        if found is None:
            self._discard(path)
        return found

    def put(self, key: str, kept: Kept) -> None:
        """Keep an entry; nothing is lost if the disk or the system forgets it."""
        said = json.dumps(kept.about, ensure_ascii=False).encode("utf-8", "surrogateescape")
        rest = said + b"\n" + kept.content
        if len(rest) > CACHE_ENTRY_BYTES:
            return
        with suppress(WriteError, OSError):
            make_folder(self.folder, private=True)
            if self._is_ours_alone():
                digest = sha256(rest).hexdigest().encode()
                write(self.folder / key, digest + b"\n" + rest, durable=False)
                self._keep_small()

    def entries(self) -> list[tuple[int, int, Path]]:
        """When each was written, in nanoseconds; its size in bytes; its file. The oldest first."""
        found = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                if NAME.match(path.name):
                    with suppress(OSError):
                        about = path.lstat()
                        found.append((about.st_mtime_ns, about.st_size, path))
        return sorted(found)

    def clear(self) -> int:
        """Remove all entries; gives how many."""
        return sum([self._discard(path) for _, _, path in self.entries()])

    def _is_ours_alone(self) -> bool:
        """Whether nobody else could have put an entry there."""
        try:
            about = os.lstat(self.folder)
        except OSError:
            return False
        others = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        return stat.S_ISDIR(about.st_mode) and about.st_uid == os.geteuid() and not others

    def _keep_small(self) -> None:
        found = self.entries()
        size = sum([size for _, size, _ in found])
        if size <= CACHE_BYTES:
            return
        for _, bytes_, path in found:
            if size <= CACHE_BYTES * 3 // 4:
                break
            self._discard(path)
            size -= bytes_

    def _discard(self, path: Path) -> bool:
        try:
            discard(path)
        except OSError:
            return False
        return True


def _contents(path: Path) -> bytes:
    """The bytes of an ordinary file; OSError for anything else."""
    with open(os.open(path, FLAGS), "rb") as stream:  # noqa: PTH123 - a link is not followed
        return stream.read(CACHE_ENTRY_BYTES + 100)


def _parsed(whole: bytes) -> Kept | None:
    """The entry, if it is as it was written."""
    digest, _, rest = whole.partition(b"\n")
    if sha256(rest).hexdigest().encode() != digest:
        return None
    said, _, content = rest.partition(b"\n")
    return Kept(json.loads(said.decode("utf-8", "surrogateescape")), content)
