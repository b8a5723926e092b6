"""Write the index of a pharmacy's own monographs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from ...base.files import write
from .code_lists import CodeLists, load_codes
from .folder import FOLDER_SIZE, FileState, SourceFolder
from .index import (
    INDEX,
    Columns,
    MonographIndex,
    StoredIndex,
    code_key,
    name_key,
    open_index,
    word_key,
)
from .lookup import Library
from .product_words import words_of
from .titles import Titles, titles_of

__all__ = ["SETTLED_NS", "Indexed", "write_index"]

SETTLED_NS: Final = 2_000_000_000  # nanoseconds; coarser than the clock of any file system


IndexedFile = tuple[str, str, FileState, msgspec.Raw]
"""Name, language, state and titles of a file, as in `Columns`."""


class Indexed(Struct, frozen=True):
    """What was written. known: how many files the index knows. read: how many were read for it.

    too_new: how many were left out, because they have just changed.
    """

    path: Path
    known: int
    read: int
    too_new: int


def write_index(library: Library, folder: SourceFolder, now: int) -> Indexed:
    """Write the index of a pharmacy's folder; only what has changed since the last one is read.

    folder: that of the library. now: in nanoseconds since 1970. What changed within the last two
    seconds is left out: by the clock of its file system, it could change again without a trace.
    Raises NotFoundError, VocabularyError, WriteError.
    """
    made_by, codes = library.index_maker(), load_codes(library)
    names = folder.entries("monographs")
    states = folder.states("monographs", names)  # before the files are listed: none can be missed
    empty = StoredIndex(made_by, {}, Columns([], [], [], []), "\n")
    old = open_index(folder, made_by) or MonographIndex(folder, empty)
    read = list(_read(folder, old, now))
    left_out = set(old.changed).difference(file[:2] for file in read)
    files = [*_unchanged(old), *read]
    files.sort(key=lambda file: file[:2])
    columns = Columns(*map(list, zip(*files, strict=True))) if files else empty.files
    incomplete = {name for name, _ in left_out}  # so that they are listed anew
    folders = {
        name: state[0]
        for name, state in zip(names, states, strict=True)
        if state[1] == FOLDER_SIZE and _is_settled(state, now) and name not in incomplete
    }
    stored = StoredIndex(made_by, folders, columns, _keys(columns, codes))
    path = folder.root / "monographs" / INDEX
    write(path, msgspec.json.encode(stored))
    return Indexed(path, len(files), len(read), len(left_out))


def _unchanged(old: MonographIndex) -> Iterator[IndexedFile]:
    """Yield what an index knows of unchanged files."""
    files = old.files
    for at in old.unchanged.values():
        yield files.names[at], files.languages[at], files.states[at], files.titles[at]


def _read(folder: SourceFolder, old: MonographIndex, now: int) -> Iterator[IndexedFile]:
    """Read the files that are new or have changed, if they have not just done so."""
    for name, language in old.changed:
        path = f"{name}/{language}.yaml"
        (state,) = folder.states("monographs", [path])
        if state[1] < 0 or not _is_settled(state, now):  # no file, or too new
            continue
        source = folder.read("monographs", name, f"{language}.yaml") or b""
        titles = titles_of(name, source, path)
        if [state] == (folder.states("monographs", [path])):
            yield name, language, state, msgspec.Raw(msgspec.json.encode(titles))


def _keys(files: Columns, codes: CodeLists) -> str:
    """Return a line for each key with the places of the files that have it."""
    places: dict[str, list[str]] = {}
    for place, titles in enumerate(files.titles):
        for key in dict.fromkeys(_keys_of(msgspec.json.decode(titles, type=Titles), codes)):
            places.setdefault(key, []).append(str(place))
    lines = (f"{key}\t{' '.join(found)}\n" for key, found in places.items())
    return "\n" + "".join(lines)


def _keys_of(titles: Titles, codes: CodeLists) -> Iterator[str]:
    """Yield the keys by which a monograph is found: its names, their first words, its codes."""
    for name in titles.all:
        yield name_key(name)
        yield from map(word_key, words_of(name)[:1])
    for code in titles.codes:
        yield code_key(*codes.key(*code))


def _is_settled(state: FileState, now: int) -> bool:
    return state[0] + SETTLED_NS < now
