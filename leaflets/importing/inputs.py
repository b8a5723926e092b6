"""From what the user names to documents: files, folders, archives and streams.

Documents come one after the other, so that no more than one is in memory; the form of each is
found by its content.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from msgspec import Struct

from ..base.errors import DocumentError, Fault, Place, SourceError, reason
from ..base.limits import ARCHIVE_BYTES, ARCHIVE_DEPTH, DOCUMENT_BYTES, PICTURES_BYTES
from ..content.library import printable
from .archives import ARCHIVE_SIGNS, Archive, opened_archive
from .formats import HEAD_BYTES, SUFFIXES, find_format, format_by_name
from .outcomes import Outcome, failure
from .source import Part, Source

__all__ = ["Inputs"]

NAME_SHOWN: Final = 300  # characters of the path of a file in an archive
# the name of a picture, between the signs that the forms put around it
PICTURE_NAME: Final = re.compile(
    rb"[\"'(]([^\"'()<>/\\]{1,200}\.(?:jpe?g|png|gif|svg))[\"')]", re.IGNORECASE
)

Beside = Callable[[str], bytes | None]


class Inputs(Struct, frozen=True):
    """What the user says of all documents. language: of those that state none.

    part: as in `Source`. form: the name of the form of all of them, or None: each is recognised.
    """

    language: str
    part: Part = "patient"
    form: str | None = None

    def files(self, path: Path) -> Iterator[Source | Outcome]:
        """Yield the documents of a file; of a folder, those in it and below, in order of names."""
        for file in _files(path):
            place = Place(str(file))
            try:
                with file.open("rb") as stream:
                    yield from self.stream(stream, place, file.stem, _in_folder(file.parent))
            except OSError as error:
                message = f"The file cannot be read: {reason(error)}."
                fault = Fault("Q201", place, message, "Check its path and its rights.")
                yield failure(place, (fault,))

    def stream(
        self, stream: IO[bytes], place: Place, stem: str | None, beside: Beside, depth: int = 1
    ) -> Iterator[Source | Outcome]:
        """Yield the documents of what can be read from a stream.

        place: of the stream, for messages. stem: names the monograph of a single document.
        beside: returns the bytes of a picture by its name. depth: of an archive, from 1.
        """
        try:
            beginning = stream.read(HEAD_BYTES)
            entire: io.BufferedReader[Any] = io.BufferedReader(_Continued(beginning, stream))
            if beginning.startswith(ARCHIVE_SIGNS):
                seekable = stream if depth == 1 else io.BytesIO(_read(entire, place, ARCHIVE_BYTES))
                yield from self.archive(seekable, place, depth)
            else:
                yield from self.document(entire, beginning, place, stem, beside)
        except SourceError as error:
            yield failure(place, error.faults)

    def document(
        self,
        stream: io.BufferedReader,
        beginning: bytes,
        place: Place,
        stem: str | None,
        beside: Beside,
    ) -> Iterator[Source]:
        """Yield a document, or each of those that it holds. Raises DocumentError."""
        form = format_by_name(self.form) if self.form else find_format(beginning, place)
        if form.split:
            for path, content in form.split(stream, place):
                yield Source(content, place.file, self.language, self.part, path, form.name)
            return
        content = _read(stream, place, DOCUMENT_BYTES)
        files = dict(_pictures(content, beside))
        yield Source(content, place.file, self.language, self.part, "", form.name, stem, files)

    def archive(self, stream: IO[bytes], place: Place, depth: int) -> Iterator[Source | Outcome]:
        """Yield the documents of an archive, in its order. Raises DocumentError."""
        if depth > ARCHIVE_DEPTH:
            message = f"Archives stand in archives more than {ARCHIVE_DEPTH} deep."
            raise DocumentError([Fault("Q215", place, message, "Unpack the outer one yourself.")])
        with opened_archive(stream, place) as archive:
            for info in archive.infos:
                path = PurePosixPath(info.filename)
                if not _is_wanted(path.parts, path.suffix):
                    continue
                inner = Place(f"{place.file}/{printable(info.filename, NAME_SHOWN)}")
                beside = _in_archive(archive, path.parent, inner)
                try:
                    with archive.opened(info, inner) as member:
                        yield from self.stream(member, inner, path.stem, beside, depth + 1)
                except DocumentError as error:
                    yield failure(inner, error.faults)


class _Continued(io.RawIOBase):
    """A stream of which the beginning was read already."""

    def __init__(self, beginning: bytes, stream: IO[bytes]) -> None:
        self.beginning, self.rest = io.BytesIO(beginning), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        content = self.beginning.read(len(buffer)) or self.rest.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


def _is_wanted(parts: Iterable[str], suffix: str) -> bool:
    """Tell whether a file of a folder or an archive is a document, by its name; none is hidden."""
    is_hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)
    return not is_hidden and suffix.lower() in SUFFIXES | {".zip"}


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if _is_wanted(file.relative_to(path).parts, file.suffix) and file.is_file():
            yield file


def _read(stream: IO[bytes], place: Place, most: int) -> bytes:
    """Read all of a stream. Raises DocumentError if that is more than so many bytes."""
    content = stream.read(most + 1)
    if len(content) > most:
        message = f"The file is larger than {most // 1024 // 1024} MiB."
        raise DocumentError([Fault("Q201", place, message, "Split it.")])
    return content


def _pictures(content: bytes, beside: Beside) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures that a document names and that stand beside it."""
    remaining = PICTURES_BYTES
    for match in dict.fromkeys(PICTURE_NAME.findall(content)):
        name = match.decode("utf-8", "replace")
        picture = beside(name)
        if picture is not None and len(picture) <= remaining:
            remaining -= len(picture)
            yield name, picture


def _in_folder(folder: Path) -> Beside:
    """Return what reads a file of a folder by its name."""

    def read(name: str) -> bytes | None:
        path = folder / name
        try:
            if not path.is_file() or path.stat().st_size > PICTURES_BYTES:
                return None
            return path.read_bytes()
        except OSError:
            return None

    return read


def _in_archive(archive: Archive, folder: PurePosixPath, place: Place) -> Beside:
    """Return what reads a file of a folder in an archive by its name."""
    path = "" if str(folder) == "." else f"{folder}/"

    def read(name: str) -> bytes | None:
        info = archive.find(path + name)
        if info is None or info.file_size > PICTURES_BYTES:
            return None
        with archive.opened(info, place) as member:
            return member.read(PICTURES_BYTES)

    return read
