"""A library that may change on the disk at any time.

Whoever makes something from it learns which files that depended on. A file that is broken after a
change is not used: the bytes of it that were sound last are used until it changes again.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple, TypeVar

from ..base.errors import Fault, ParticularsError, SourceError
from ..base.limits import SOURCE_BYTES
from ..content.library import Library
from ..content.library.folder import SourceFolder

__all__ = ["FileRead", "WarmFiles", "is_unchanged"]

T = TypeVar("T")

SOUND_BYTES: Final = 32 * 1024 * 1024  # of files that were sound; a monograph has some 0.03 MiB
MOST_BROKEN: Final = 10  # files that can be broken for one leaflet at once

State = tuple[int, int, int] | None
"""By what a change is noticed: time of the last change, size and inode; None: absent."""


class FileRead(NamedTuple):
    """A file or folder that was read. source: None for a folder, or if the file is absent."""

    path: str
    name: str
    state: State
    source: bytes | None


class BrokenFile(NamedTuple):
    """A file that is not used as it is. sound: the bytes used instead."""

    state: State
    sound: bytes
    fault: Fault


_reads: ContextVar[list[FileRead] | None] = ContextVar("reads", default=None)


def _state(path: str) -> State:
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - of a text, twice as fast
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def is_unchanged(reads: Iterable[FileRead]) -> bool:
    """Return whether every file is as it was when it was read."""
    return all(_state(read.path) == read.state for read in reads)


class WarmFolder(SourceFolder):
    """A root folder that notes what is read in it."""

    def __init__(self, root: Path, label: str, broken: dict[str, BrokenFile]) -> None:
        super().__init__(root, label)
        self._broken = broken

    def read(self, *parts: str, most: int = SOURCE_BYTES) -> bytes | None:
        """Return the bytes of a regular file, or the sound ones of a broken file."""
        path = str(self.root.joinpath(*parts))
        state = _state(path)
        broken = self._broken.get(path)
        if broken is not None and broken.state == state:
            source: bytes | None = broken.sound
        else:
            source = super().read(*parts, most=most)
        self._note(path, parts, state, source)
        return source

    def has(self, *parts: str) -> bool:
        """Return whether there is a file at this path."""
        path = str(self.root.joinpath(*parts))
        self._note(path, parts, _state(path), None)
        return super().has(*parts)

    def entries(self, *parts: str) -> list[str]:
        """Return the names in a folder, sorted; none if it is absent or a link."""
        path = str(self.root.joinpath(*parts))
        self._note(path, parts, _state(path), None)
        return super().entries(*parts)

    def _note(self, path: str, parts: tuple[str, ...], state: State, source: bytes | None) -> None:
        reads = _reads.get()
        if reads is not None:
            reads.append(FileRead(path, self.name_of(*parts), state, source))


class WarmLibrary(Library):
    """A library of warm folders."""

    def __init__(self, extra: Path | None, broken: dict[str, BrokenFile]) -> None:
        self._broken = broken
        super().__init__(extra)

    def open_folder(self, root: Path, label: str) -> SourceFolder:
        """Return a root folder that notes what is read in it."""
        return WarmFolder(root, label, self._broken)


class WarmFiles:
    """The files of a library, and the sound bytes of those that are broken. Threads may share it.

    folder: a pharmacy's own library.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = Lock()
        self._sound: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._broken: dict[str, BrokenFile] = {}
        self._never_sound: dict[str, tuple[State, Fault]] = {}

    def library(self) -> Library:
        """Return the library as it is now. Raises NotFoundError for a folder that is absent."""
        return WarmLibrary(self._folder, self._broken)

    def make(self, making: Callable[[Library], T]) -> tuple[T, tuple[FileRead, ...]]:
        """Make something from the library, and return what it depended on, each file once.

        Raises what making it raises where no sound file can be used instead.
        """
        for _ in range(MOST_BROKEN):
            reads: list[FileRead] = []
            token = _reads.set(reads)
            try:
                result = making(self.library())
            except ParticularsError:
                raise
            except SourceError as error:
                if not self._set_aside(reads, error.faults):
                    raise
                continue
            finally:
                _reads.reset(token)
            self._remember(reads)
            return result, tuple({read.path: read for read in reads}.values())
        return making(self.library()), ()

    def faults(self) -> tuple[Fault, ...]:
        """Return the first fault of every file that is known to be broken now."""
        with self._lock:
            for path, (state, _) in [*self._never_sound.items()]:
                if _state(path) != state:
                    del self._never_sound[path]
            mended = [path for path, file in self._broken.items() if _state(path) != file.state]
            for path in mended:
                del self._broken[path]
            set_aside = (file.fault for file in self._broken.values())
            return (*set_aside, *(fault for _, fault in self._never_sound.values()))

    def _set_aside(self, reads: Iterable[FileRead], faults: Iterable[Fault]) -> bool:
        """Use the sound bytes of files that have faults. Return whether there are any."""
        first_faults = {fault.place.file: fault for fault in reversed(tuple(faults))}
        is_new = False
        with self._lock:
            for read in reads:
                fault, sound = first_faults.get(read.name), self._sound.get(read.path)
                if fault and sound is not None and read.source not in (None, sound):
                    self._broken[read.path] = BrokenFile(read.state, sound, fault)
                    is_new = True
                elif fault and sound is None and read.source is not None:
                    self._never_sound[read.path] = read.state, fault
        return is_new

    def _remember(self, reads: Iterable[FileRead]) -> None:
        with self._lock:
            for read in reads:
                if read.source is None:
                    continue
                self._size += len(read.source) - len(self._sound.pop(read.path, b""))
                self._sound[read.path] = read.source
            while self._size > SOUND_BYTES and len(self._sound) > 1:
                self._size -= len(self._sound.popitem(last=False)[1])
