"""What is to be checked: monographs by name, file or folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .. import pipeline
from ..base.errors import NotFoundError
from ..content.library import Library
from ..content.monograph.reading import Reading
from ..pipeline import SUFFIXES
from .check import Checker, Selection
from .editions import FOLDER as EDITIONS
from .model import Report

__all__ = ["Target", "check_target", "targets_of"]


class Target(NamedTuple):
    """A monograph to be checked.

    source: a name in the library, or a file. language: None for a file. folder: the pharmacy's own
    library to which it belongs.
    """

    source: str | Path
    language: str | None
    folder: Path | None

    def read(self, today: str) -> Reading:
        """Read it. Raises MonographError, NotFoundError."""
        return pipeline.read(self.source, language=self.language, folder=self.folder, today=today)


def targets_of(
    arguments: Iterable[str], folder: Path | None, language: str | None
) -> Iterator[Target]:
    """Iterate over all monographs that arguments name; without any, over the whole library.

    folder: a pharmacy's own library. language: the only one that is wanted of a name. Raises
    NotFoundError.
    """
    library = Library(folder)
    for argument in list(arguments) or library.names():
        path = Path(argument)
        if argument.endswith(SUFFIXES):
            if not path.exists():
                library.file(path)  # raises NotFoundError
            yield Target(path, None, folder)
        elif path.is_dir():
            yield from _in_folder(path, folder)
        else:
            yield from _of_name(library, argument, folder, language)


def _in_folder(path: Path, folder: Path | None) -> Iterator[Target]:
    """Yield the monographs of a library, or the YAML files of another folder, sorted."""
    root = path / "monographs"
    is_library = root.is_dir()
    candidates = root.glob("*/*.yaml") if is_library else path.rglob("*.yaml")
    files = sorted(file for file in candidates if file.parent.name != EDITIONS)
    if not files:
        message = f"There is no monograph in the folder {path}."
        raise NotFoundError(message, "Give a folder with monographs/, or with .yaml files.")
    for file in files:
        yield Target(file, None, path if is_library else folder)


def _of_name(
    library: Library, name: str, folder: Path | None, language: str | None
) -> Iterator[Target]:
    name = library.monograph(name, language or "en").name if not library.languages(name) else name
    for tag in [language] if language else library.languages(name):
        yield Target(name, tag, folder)


def check_target(target: Target, today: str, selection: Selection) -> Report:
    """Read and check a monograph."""
    file = str(target.source)
    return _checker(target.folder, today, selection).check(file, lambda: target.read(today))


@lru_cache(4)
def _checker(folder: Path | None, today: str, selection: Selection) -> Checker:
    return Checker(Library(folder), today, selection)
