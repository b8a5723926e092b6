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
from .model import Omission, Refusal

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
    the editions. replace: whether files that a person changed may be written anew.
    """

    def __init__(
        self, folder: Path, language: str, date: str, sections: Sections, *, replace: bool
    ) -> None:
        self.folder, self.language, self.date = folder, language, date
        self.sections, self.replace = sections, replace
        self.sources_by_key: dict[str, str] = {}
        self.sources_by_target: dict[Path, str] = {}

    def import_file(self, path: Path) -> Outcome:
        """Import a file. Raises WriteError where no file can be written at all."""
        return self.attempt(str(path), lambda: _content(path), named_by_title=False)

    def import_bytes(self, source: bytes, name: str) -> Outcome:
        """Import what is in no file. name: what messages call it."""
        return self.attempt(name, lambda: source, named_by_title=True)

    def attempt(
        self, source: str, content: Callable[[], bytes], *, named_by_title: bool
    ) -> Outcome:
        """Import a source, or tell why not. named_by_title: not by its file."""
        try:
            conversion = convert(
                content(),
                source,
                self.language,
                self.date,
                self.sections,
                named_by_title=named_by_title,
            )
            self.refuse_duplicate(conversion, source)
            return self.keep(conversion, source)
        except Refusal as refusal:
            return Outcome(source, "set aside", faults=(refusal.fault,))
        except SourceError as error:
            return Outcome(source, "failed", faults=error.faults)

    def refuse_duplicate(self, conversion: Conversion, source: str) -> None:
        """Raises Refusal if another source of this import says the same."""
        other = self.sources_by_key.setdefault(conversion.key, source)
        if other != source:
            message = f"It says the same as {other}."
            raise Refusal(Fault("Q212", Place(source), message, "One of them is enough."))

    def keep(self, conversion: Conversion, source: str) -> Outcome:
        """Write the file, unless it is there, or is not an import's to change."""
        target = self.folder / "monographs" / conversion.name / f"{conversion.language}.yaml"
        other = self.sources_by_target.setdefault(target, source)
        if other != source:
            message = f"{other} became {target} already."
            hint = "Give one of the two files another name."
            raise DocumentError([Fault("Q208", Place(source), message, hint)])
        state: State = "imported"
        old = _existing(target)
        if old is not None and is_same(old, conversion.content):
            state = "unchanged"
        elif old is not None and is_edited(old) and not self.replace:
            message = f"{target} was changed since, or no import wrote it, so it stays."
            hint = "Move it away, or give --replace to lose what it says."
            raise DocumentError([Fault("Q209", Place(source), message, hint)])
        else:
            make_folder(target.parent)
            write(target, conversion.content)
        return Outcome(
            source, state, str(target), conversion.words,
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


def _existing(target: Path) -> bytes | None:
    """Return the content of a file, or None if there is none. Raises WriteError."""
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
