"""An index of the monographs in a folder, so that a search over thousands reads only what it finds.

`leaflets index` writes it to monographs/index.json. It is believed only for files that have kept
their size, their inode and the time of their last change, in folders that have kept theirs; all
others are read, as if there were no index. So it can be old, but it cannot lie.

It has columns and one text of keys, because ten thousand small values would take ten times as long
to decode. `leaflets help import` has the figures of `python tests/bench/library.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import compress, count
from operator import ne
from typing import Final

import msgspec
from msgspec import Struct

from .folder import FOLDER_SIZE, FileState, SourceFolder
from .names import folded, is_language, is_name
from .titles import Titles

__all__ = [
    "INDEX", "Columns", "MonographIndex", "StoredIndex", "code_key", "name_key", "open_index",
    "word_key",
]  # fmt: skip

INDEX: Final = "index.json"  # in the folder of monographs
INDEX_BYTES: Final = 256 * 1024 * 1024  # 10,000 monographs take 4 MB


class Columns(Struct, frozen=True):
    """The files, by name and language, each in the same place of every column.

    titles: as JSON, which most searches never decode.
    """

    names: list[str]
    languages: list[str]
    states: list[FileState]
    titles: list[msgspec.Raw]


class StoredIndex(Struct, frozen=True):
    """The content of the index. made_by: which program and lists the keys are from.

    folders: the time of the last change of each. keys: a line feed; then a line for each key: the
    key, a tab, and the places of the files that have it.
    """

    made_by: str
    folders: dict[str, int]
    files: Columns
    keys: str


class MonographIndex:
    """The monographs of one folder, of which the unchanged ones need not be read.

    changed: (name, language) of files that the index does not know as they are. stale: the places
    of files that are gone or no longer as the index knows them.
    """

    def __init__(self, folder: SourceFolder, stored: StoredIndex) -> None:
        files = self.files = stored.files
        self._keys = stored.keys
        names = folder.entries("monographs")
        states = dict(zip(names, folder.states("monographs", names), strict=True))
        folders = {name for name, state in states.items() if state[1] == FOLDER_SIZE}
        altered = [name for name in folders if stored.folders.get(name) != states[name][0]]
        paths = map("{}/{}.yaml".format, files.names, files.languages)
        now = folder.states("monographs", paths)
        outside = {at for at, name in enumerate(files.names) if name not in folders}
        self.stale = {*compress(count(), map(ne, files.states, now)), *outside}
        present = (at for at in self.stale - outside if now[at][1] >= 0)
        changed = {(files.names[at], files.languages[at]) for at in present}
        if names := list(filter(is_name, altered)):
            tags = ((name, tag) for name in names for tag in folder.files("monographs", name))
            changed.update(
                file for file in tags if is_language(file[1]) and file not in self.unchanged
            )
        self.changed = sorted(changed)

    @cached_property
    def unchanged(self) -> dict[tuple[str, str], int]:
        """The place of every file that is as the index knows it, by its name and language."""
        files = enumerate(zip(self.files.names, self.files.languages, strict=True))
        return {file: place for place, file in files if place not in self.stale}

    @property
    def all_languages(self) -> set[str]:
        """The languages of all monographs together."""
        return set(self.files.languages).union(language for _, language in self.changed)

    def with_keys(self, language: str, keys: Iterable[str]) -> Iterator[Titles]:
        """Yield the unchanged monographs in a language that have one of the keys."""
        yield from self._titles(language, dict.fromkeys(at for key in keys for at in self._at(key)))

    def all(self, language: str) -> Iterator[Titles]:
        """Yield all unchanged monographs in a language."""
        yield from self._titles(language, range(len(self.files.names)))

    def names_with(self, part: str) -> Iterator[str]:
        """Yield the names of unchanged monographs with a folded text in a name or a code."""
        start = self._keys.find(part) if part else -1
        while start >= 0:
            line_start, line_end = self._keys.rfind("\n", 0, start), self._keys.find("\n", start)
            key, _, places = self._keys[line_start + 1 : line_end].partition("\t")
            text = key.partition("|")[2] if key[0] == CODE else key[1:]
            if part in text and key[0] != WORD:
                yield from (
                    self.files.names[at] for at in map(int, places.split()) if at not in self.stale
                )
            start = self._keys.find(part, line_end)

    def _at(self, key: str) -> Iterator[int]:
        """Yield the places of the files that have a key."""
        start = self._keys.find(f"\n{key}\t")
        if start >= 0:
            start += len(key) + 2
            yield from map(int, self._keys[start : self._keys.index("\n", start)].split())

    def _titles(self, language: str, places: Iterable[int]) -> Iterator[Titles]:
        for place in places:
            if place not in self.stale and self.files.languages[place] == language:
                yield msgspec.json.decode(self.files.titles[place], type=Titles)


NAME: Final = "n"
WORD: Final = "w"
CODE: Final = "c"


def name_key(name: str) -> str:
    """Return the key of a title, generic name, synonym or name in the library."""
    return f"{NAME}{folded(name)}"


def word_key(word: str) -> str:
    """Return the key of the first word of a name."""
    return f"{WORD}{word}"


def code_key(system: str, value: str) -> str:
    """Return the key of a code in the form in which all ways to write it are the same."""
    return " ".join(f"{CODE}{system}|{value}".split())


def open_index(folder: SourceFolder, made_by: str) -> MonographIndex | None:
    """Open the index of a folder; None if there is none, or one of another program."""
    source = folder.read("monographs", INDEX, most=INDEX_BYTES)
    if source is None:
        return None
    try:
        stored = msgspec.json.decode(source, type=StoredIndex)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None  # cut or edited: all monographs are read
    columns = (getattr(stored.files, name) for name in Columns.__struct_fields__)
    if stored.made_by != made_by or len(set(map(len, columns))) > 1:
        return None
    return MonographIndex(folder, stored)
