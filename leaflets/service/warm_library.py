"""A library that may change on the disk at any time.

Whoever makes something from it learns which files that depended on. A file that is broken after a
change is not used: the bytes of it that were sound last are used until it changes again.
"""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple, TypeVar
from weakref import proxy

from ..base.errors import Fault, NotFoundError, ParticularsError, Place, SourceError
from ..base.limits import SOURCE_BYTES
from ..content.library import Library, is_name
from ..content.library.folder import SourceFolder
from .guard.edge import ERROR_LOG

__all__ = ["FileRead", "WarmFiles", "is_unchanged"]

T = TypeVar("T")

SOUND_BYTES: Final = 32 * 1024 * 1024  # of files that were sound; a monograph has some 0.03 MiB
MOST_BROKEN: Final = 10  # files that can be broken for one leaflet at once

State = tuple[int, int, int] | None
"""By what a change is noticed: time of the last change, size and inode; None: absent."""


class FileRead(NamedTuple):
    """A file or folder that was read, without its bytes: what is held knows many of them.

    monograph: the name of the one whose file or folder it is; else empty.
    """

    path: str
    state: State
    monograph: str = ""


class _NotedRead(NamedTuple):
    """A reading while something is made. name: of the file in messages. source: None for a folder,
    or if the file is absent."""

    file: FileRead
    name: str
    source: bytes | None


class BrokenFile(NamedTuple):
    """A file that is not used as it is. sound: the bytes used instead."""

    state: State
    sound: bytes
    fault: Fault


_reads: ContextVar[list[_NotedRead] | None] = ContextVar("reads", default=None)


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

    def __init__(self, root: Path, label: str, files: WarmFiles) -> None:
        super().__init__(root, label)
        self._files = files

    def read(self, *parts: str, most: int = SOURCE_BYTES) -> bytes | None:
        """Return the bytes of a regular file, or the sound ones of a broken file."""
        path = str(self.root.joinpath(*parts))
        state = _state(path)
        source = self._files.instead_of(path, state)
        if source is None:
            try:
                source = super().read(*parts, most=most)
            except NotFoundError as error:  # it is a link or a folder now, or may not be read
                fault = Fault(error.code, Place(self.name_of(*parts)), error.says, error.hint)
                source = self._files.instead_of_unreadable(path, state, fault)
                if source is None:
                    raise
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
            kind, name, *_ = *parts, "", ""
            file = FileRead(path, state, name if kind == "monographs" and is_name(name) else "")
            reads.append(_NotedRead(file, self.name_of(*parts), source))


class WarmLibrary(Library):
    """A library of warm folders."""

    def __init__(self, extra: Path | None, files: WarmFiles) -> None:
        self._files = files
        super().__init__(extra)

    def open_folder(self, root: Path, label: str) -> SourceFolder:
        """Return a root folder that notes what is read in it."""
        return WarmFolder(root, label, self._files)


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
        # weak, so that what is held of a leaflet does not hold all that was read
        return WarmLibrary(self._folder, proxy(self))

    def make(self, making: Callable[[Library], T]) -> tuple[T, tuple[FileRead, ...]]:
        """Make something from the library, and return what it depended on, each file once.

        Raises what making it raises where no sound file can be used instead.
        """
        for _ in range(MOST_BROKEN):
            reads: list[_NotedRead] = []
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
            return result, tuple({read.file.path: read.file for read in reads}.values())
        return making(self.library()), ()

    def instead_of(self, path: str, state: State) -> bytes | None:
        """Return the sound bytes of a file that is known to be broken in this state."""
        broken = self._broken.get(path)
        return broken.sound if broken is not None and broken.state == state else None

    def instead_of_unreadable(self, path: str, state: State, fault: Fault) -> bytes | None:
        """Note a file that cannot be read, and return the bytes of it that were sound last."""
        if state is None:  # its folder is none, either: what is in it has gone
            return None
        with self._lock:
            sound = self._sound.get(path)
            if sound is None:
                self._note_never_sound(path, state, fault)
            else:
                self._use_sound_bytes(path, BrokenFile(state, sound, fault))
            return sound

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

    def _set_aside(self, reads: Iterable[_NotedRead], faults: Iterable[Fault]) -> bool:
        """Use the sound bytes of files that have faults. Return whether there are any."""
        first_faults = {fault.place.file: fault for fault in reversed(tuple(faults))}
        is_new = False
        with self._lock:
            for (path, state, _), name, source in reads:
                fault, sound = first_faults.get(name), self._sound.get(path)
                if fault and sound is not None and source not in (None, sound):
                    self._use_sound_bytes(path, BrokenFile(state, sound, fault))
                    is_new = True
                elif fault and sound is None and source is not None:
                    self._note_never_sound(path, state, fault)
        return is_new

    def _use_sound_bytes(self, path: str, broken: BrokenFile) -> None:
        if self._broken.get(path) != broken:
            self._broken[path] = broken
            self._log(broken.fault, "is broken, and used as it was when it was sound")

    def _note_never_sound(self, path: str, state: State, fault: Fault) -> None:
        if self._never_sound.get(path) != (state, fault):
            self._never_sound[path] = state, fault
            self._log(fault, "is broken, and was never sound")

    def _log(self, fault: Fault, says: str) -> None:
        """Log a broken file by the code of its first fault and its name, without the folder's."""
        name = fault.place.file.removeprefix(f"{self._folder}{os.sep}")
        logging.getLogger(ERROR_LOG).warning("%s %s %s", fault.code, name, says)

    def _remember(self, reads: Iterable[_NotedRead]) -> None:
        with self._lock:
            for (path, *_), _, source in reads:
                if source is None:
                    continue
                self._size += len(source) - len(self._sound.pop(path, b""))
                self._sound[path] = source
            while self._size > SOUND_BYTES and len(self._sound) > 1:
                self._size -= len(self._sound.popitem(last=False)[1])
