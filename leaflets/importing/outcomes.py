"""Import sources into a folder: each becomes a file, is set aside or fails; the others go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from ..base.errors import DocumentError, Fault, Place, SourceError, WriteError, reason
from ..base.files import make_folder, write
from ..base.limits import DOCUMENT_BYTES
from ..content.monograph.sections import Sections
from .conversion import Conversion, convert, is_edited, is_same
from .formats import find_format
from .model import Document, Omission, Refusal
from .source import Source

__all__ = ["Importer", "Outcome", "source_files"]

State = Literal["imported", "unchanged", "set aside", "failed"]
SUFFIXES: Final = (".md", ".markdown")  # of the files that are taken from a folder


class Outcome(Struct, frozen=True):
    """What became of one source.

    target: the file of the monograph, if there is one. words: how many stand in it. faults: why the
    source failed or was set aside. changes: how often each kind of sign was read as what it stands
    for.
    """

    source: str
    state: State
    target: str | None = None
    words: int = 0
    faults: tuple[Fault, ...] = ()
    omissions: tuple[Omission, ...] = ()
    changes: Counter[str] = Counter()


def source_files(path: Path) -> Iterator[Path]:
    """Yield a file as it is; of a folder, the pages in it and below, in the order of names."""
    if path.is_dir():
        yield from sorted(
            file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()
        )
    else:
        yield path


class Importer:
    """Imports sources, one after the other, into the monographs of a folder.

    folder: that of --data, which holds monographs/. language: of sources that state none. date: of
    the editions. form: the name of the form of all sources, if the user states it. replace: whether
    files that a person changed may be written anew.
    """

    def __init__(
        self,
        folder: Path,
        language: str,
        date: str,
        sections: Sections,
        *,
        form: str | None = None,
        replace: bool = False,
    ) -> None:
        self.folder, self.language, self.date, self.format = folder, language, date, form
        self.sections, self.replace = sections, replace
        self.places_by_key: dict[str, Place] = {}
        self.places_by_target: dict[Path, Place] = {}

    def import_file(self, path: Path) -> Iterator[Outcome]:
        """Import a file. Raises WriteError where no file can be written at all."""
        try:
            source = Source(_content(path), str(path), self.language, companion=_beside(path))
        except DocumentError as error:
            yield Outcome(str(path), "failed", faults=error.faults)
            return
        yield from self.import_source(source, path.stem)

    def import_bytes(self, content: bytes, name: str) -> Iterator[Outcome]:
        """Import what is in no file. name: what messages call it."""
        yield from self.import_source(Source(content, name, self.language), None)

    def import_source(self, source: Source, stem: str | None) -> Iterator[Outcome]:
        """Import each leaflet of a source, or tell why not. stem: of its file."""
        try:
            for document in find_format(source, self.format).read(source):
                if isinstance(document, Refusal):
                    yield Outcome(source.name, "set aside", faults=(document.fault,))
                else:
                    yield self.import_document(document, source, stem)
        except SourceError as error:
            yield Outcome(source.name, "failed", faults=error.faults)

    def import_document(self, document: Document, source: Source, stem: str | None) -> Outcome:
        """Import one leaflet of a source."""
        try:
            conversion = convert(document, source, self.date, self.sections, stem=stem)
            if fault := self.duplicate(conversion, source.place):
                return Outcome(source.name, "set aside", faults=(fault,))
            return self.keep(conversion, source.place)
        except SourceError as error:
            return Outcome(source.name, "failed", faults=error.faults)

    def duplicate(self, conversion: Conversion, place: Place) -> Fault | None:
        """Return what is wrong if another document of this import says the same."""
        if other := self.places_by_key.get(conversion.key):
            message = f"It says the same as {other}."
            return Fault("Q212", place, message, "One of them is enough.")
        self.places_by_key[conversion.key] = place
        return None

    def keep(self, conversion: Conversion, place: Place) -> Outcome:
        """Write the file, unless it is there, or is not an import's to change."""
        target = self.folder / "monographs" / conversion.name / f"{conversion.language}.yaml"
        if other := self.places_by_target.get(target):
            message = f"{other} became {target} already."
            hint = "Give one of the two files another name."
            raise DocumentError([Fault("Q208", place, message, hint)])
        self.places_by_target[target] = place
        state: State = "imported"
        old = _existing(target)
        if old is not None and is_same(old, conversion.content):
            state = "unchanged"
        elif old is not None and is_edited(old) and not self.replace:
            message = f"{target} was changed since, or no import wrote it, so it stays."
            hint = "Move it away, or give --replace to lose what it says."
            raise DocumentError([Fault("Q209", place, message, hint)])
        else:
            make_folder(target.parent)
            write(target, conversion.content)
        return Outcome(
            place.file, state, str(target), conversion.words,
            omissions=conversion.omissions, changes=Counter(conversion.changes),
        )  # fmt: skip


def _content(path: Path) -> bytes:
    """Read a file. Raises DocumentError."""
    try:
        with path.open("rb") as stream:
            content = stream.read(DOCUMENT_BYTES + 1)
    except OSError as error:
        message = f"The file cannot be read: {reason(error)}."
        fault = Fault("Q201", Place(str(path)), message, "Check its path and its rights.")
        raise DocumentError([fault]) from None
    if len(content) > DOCUMENT_BYTES:
        message = f"The file is larger than {DOCUMENT_BYTES // 1024 // 1024} MiB."
        raise DocumentError([Fault("Q201", Place(str(path)), message, "Split it.")])
    return content


def _beside(path: Path) -> Callable[[str], bytes | None]:
    """Return what reads the files of the folder in which a document stands, by their names."""

    def read_beside(name: str) -> bytes | None:
        if name != Path(name).name or not (path.parent / name).is_file():
            return None
        return _content(path.parent / name)

    return read_beside


def _existing(target: Path) -> bytes | None:
    """Return the content of a file, or None if there is none. Raises WriteError."""
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
