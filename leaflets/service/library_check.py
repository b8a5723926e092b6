"""Look for files of the library that are broken, also those that nobody has asked for yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from threading import Lock
from time import monotonic
from typing import Any, Final, NamedTuple

from .. import pipeline
from ..base.errors import LeafletsError
from ..content.library import Library
from ..content.profile.reading import load_profile
from ..content.wording import load_wording
from ..layout.reading import load_layout
from .warm_library import FileRead, WarmFiles, is_unchanged

__all__ = ["LibraryCheck"]


class _Item(NamedTuple):
    """Something that can be read. part: of the paths of its files, which no other item has."""

    part: str
    read: Callable[[Library], Any]


class LibraryCheck:
    """Reads the files of a library in turn; what is broken is among the faults of `files` then."""

    def __init__(self, files: WarmFiles) -> None:
        self._files = files
        self._looking = Lock()
        self._sound: dict[str, tuple[FileRead, ...]] = {}

    def look(self, seconds: float, today: str) -> int:
        """Read what was not read since it changed. Return how many are left after so many seconds.

        today: ISO. Raises NotFoundError for a folder that is absent.
        """
        with self._looking:
            end, left = monotonic() + seconds, 0
            for item in _items(self._files.library(), today):
                if not is_unchanged(self._sound.get(item.part, (NEVER_READ,))):
                    if monotonic() < end:
                        self._read(item)
                    else:
                        left += 1
            return left

    def _read(self, item: _Item) -> None:
        self._sound.pop(item.part, None)
        with suppress(LeafletsError):
            _, reads = self._files.make(item.read)
            self._sound[item.part] = tuple(
                read for read in reads if item.part in read.path and read.state is not None
            )


NEVER_READ: Final = FileRead("", (0, 0, 0))  # which no file is like


def _items(library: Library, today: str) -> Iterator[_Item]:
    for name in library.layouts():
        yield _Item(f"/layouts/{name}.yaml", partial(load_layout, name=name))
    for name in library.profiles():
        yield _Item(f"/profiles/{name}.yaml", partial(load_profile, name=name))
        for tag in library.profile_languages(library.profile(name)):
            read_words = partial(load_profile, name=name, languages=(tag,))
            yield _Item(f"/profiles/{name}/{tag}.yaml", read_words)
    for tag in library.wordings():
        yield _Item(f"/wording/{tag}.yaml", partial(load_wording, language=tag))
    for name in library.names():
        for tag in library.languages(name):
            read = partial(_read_monograph, name=name, language=tag, today=today)
            yield _Item(f"/monographs/{name}/{tag}.yaml", read)


def _read_monograph(library: Library, *, name: str, language: str, today: str) -> pipeline.Reading:
    return pipeline.read(name, language=language, folder=library, today=today)
