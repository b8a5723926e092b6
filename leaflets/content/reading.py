"""A monograph as it was read from a library, with what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from ..base.errors import Fault, MonographError
from .library import Library, SourceFile, is_language, is_name
from .monograph.model import Monograph
from .monograph.reading import read_monograph
from .monograph.sections import load_sections

__all__ = ["Reading", "read_file", "read_named", "read_source"]


class Reading(Struct, frozen=True):
    """A monograph as it was read.

    name: in the library. source: the bytes of the file; file: its name, as messages give it.
    shadows: it stands in for a monograph that comes with the program. warnings: what is doubtful
    and no error. library: where the other words come from. stale: it translates a file that has
    changed since, or is missing.
    """

    monograph: Monograph
    name: str
    source: bytes
    file: str
    shadows: bool
    warnings: tuple[Fault, ...]
    library: Library
    stale: bool = False

    @property
    def sha256(self) -> str:
        """The digest of the file, in hexadecimal."""
        return sha256(self.source).hexdigest()


def read_named(library: Library, name: str, language: str) -> Reading:
    """Read a monograph by name, title or synonym. Raises MonographError, NotFoundError."""
    return _reading(library, library.monograph(name, language), language)


def read_file(library: Library, path: Path, language: str | None) -> Reading:
    """Read a monograph from a file. language: the one it must be in, if any.

    Raises MonographError, NotFoundError.
    """
    source = library.file(path)._replace(name=_name_of(path))
    return _reading(library, source, language)


def read_source(library: Library, source: SourceFile) -> Monograph:
    """Read the content of a file as a monograph. Raises MonographError."""
    return read_monograph(source.source, source.file, load_sections(library))


def _reading(library: Library, source: SourceFile, language: str | None) -> Reading:
    monograph = read_source(library, source)
    if language and monograph.language != language:
        raise _other_language(monograph, language)
    warnings = tuple(_stale_translation(library, source.name, monograph))
    return Reading(
        monograph=monograph,
        name=source.name,
        source=source.source,
        file=source.file,
        shadows=source.shadows,
        warnings=warnings,
        library=library,
        stale=bool(warnings),
    )


def _name_of(path: Path) -> str:
    """Return acetylcysteine for acetylcysteine/en.yaml and for acetylcysteine.yaml."""
    stem = path.absolute().parent.name if is_language(path.stem) else path.stem
    return stem if is_name(stem) else "monograph"


def _other_language(monograph: Monograph, language: str) -> MonographError:
    return MonographError(
        [
            Fault(
                "M290",
                monograph.language.place,
                f"The language is '{monograph.language}', not '{language}'.",
                "Correct the language, or name the file after it.",
            )
        ]
    )


def _stale_translation(library: Library, name: str, monograph: Monograph) -> Iterator[Fault]:
    """A translation names its original by digest; warn if no file of that digest is there."""
    original = monograph.edition.translation_of
    if original is None:
        return
    for language in library.languages(name):
        if sha256(library.monograph(name, language).source).hexdigest() == original:
            return
    yield Fault(
        "M291",
        original.place,
        "What this is a translation of has changed since, or is not there.",
        "Compare it with the original, then write the sha256 that `leaflets show` gives.",
    )
