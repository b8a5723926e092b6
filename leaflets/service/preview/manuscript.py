"""The monograph that is being written: its files, one for each language."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from ... import pipeline
from ...base.errors import NotFoundError
from ...content.library import Library
from ...content.library.names import is_language
from ...content.monograph.reading import Reading

__all__ = ["Manuscript", "manuscript_of"]


class Manuscript(Struct, frozen=True, kw_only=True):
    """A monograph by its name in the library, or by its file.

    name: what the page calls it. file: None for a name. folder: the pharmacy's own library.
    folders: that may hold its files, the pharmacy's own first.
    """

    name: str
    file: Path | None
    folder: Path | None
    folders: tuple[Path, ...]

    def files(self) -> dict[str, Path]:
        """Return its files by language. A file that is not named after a language has none."""
        if self.file and not is_language(self.file.stem):
            return {"": self.file}
        files = {self.file.stem: self.file} if self.file else {}
        for folder in self.folders:
            for file in sorted(folder.glob("*.yaml")):
                if is_language(file.stem):
                    files.setdefault(file.stem, file)
        return files

    def language_of(self, requested: str, default: str) -> str:
        """Return the language to show: the requested one, the default, or any that exists."""
        files = self.files()
        return next(
            (tag for tag in (requested, default) if tag in files), next(iter(files), default)
        )

    def label(self, language: str) -> str:
        """Return the path of a file as messages name it."""
        if self.file is not None:
            return str(self.files().get(language, self.file))
        try:
            return Library(self.folder).monograph(self.name, language).file
        except NotFoundError:  # it was removed meanwhile, as the check will tell
            return self.name

    def read(self, language: str, today: str) -> Reading:
        """Read it. today: ISO date. Raises MonographError, NotFoundError."""
        if self.file is None:
            return pipeline.read(self.name, language=language, folder=self.folder, today=today)
        file = self.files().get(language, self.file)
        return pipeline.read(file, folder=self.folder, today=today)


def manuscript_of(source: str | Path, folder: Path | None) -> Manuscript:
    """Find a monograph that is being written. Raises NotFoundError; faults are none of its matter.

    source: a name, title or synonym, or a file. folder: a pharmacy's own library.
    """
    library = Library(folder)
    if isinstance(source, Path):
        library.file(source)  # raises NotFoundError
        name = source.absolute().parent.name if is_language(source.stem) else source.stem
        return Manuscript(name=name, file=source, folder=folder, folders=(source.parent,))
    name = source if library.languages(source) else _name_in_any_language(library, source)
    folders = tuple(root / name for root in library.folders_of(("monographs",)))
    return Manuscript(name=name, file=None, folder=folder, folders=folders)


def _name_in_any_language(library: Library, title: str) -> str:
    """Return the name of a monograph by a title. Raises NotFoundError."""
    for language in library.wordings():
        try:
            return library.monograph(title, language).name
        except NotFoundError:
            continue
    return library.monograph(title).name
