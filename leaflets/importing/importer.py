"""Import documents into a folder: each becomes a file, is set aside or fails; the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ..base.errors import DocumentError, Fault, WriteError
from ..base.files import write_together
from .conversion import Conversion, is_edited, is_same
from .outcomes import Outcome, State, failure
from .source import Source
from .work import Chunk, Result

__all__ = ["Importer", "chunks"]

CHUNK_DOCUMENTS: Final = 16
CHUNK_BYTES: Final = 512 * 1024
GROUP: Final = 100  # files that become durable together, or a few more; each is open until then


def chunks(documents: Iterable[Source | Outcome], date: str) -> Iterator[Chunk]:
    """Yield documents in chunks for workers. date: of the editions."""
    part: list[Source | Outcome] = []
    size = 0
    for document in documents:
        part.append(document)
        size += len(document.content) if isinstance(document, Source) else 0
        if len(part) == CHUNK_DOCUMENTS or size > CHUNK_BYTES:
            yield Chunk(tuple(part), date)
            part, size = [], 0
    if part:
        yield Chunk(tuple(part), date)


class Importer:
    """Keeps the monographs of one import.

    folder: that of --data, which holds monographs/. replace: whether files that a person changed
    may be written anew.
    """

    def __init__(self, folder: Path, *, replace: bool = False) -> None:
        self.folder, self.replace = folder, replace
        # for messages; about 0.5 kB a document is all that grows with their number
        self.places_by_key: dict[bytes, str] = {}
        self.places_by_target: dict[tuple[str, str], str] = {}

    def keep(self, results: Iterable[Iterable[Result]]) -> Iterator[Outcome]:
        """Write files, and yield what became of each leaflet, in order, when it is on the disk.

        results: those of each chunk, as workers return them. Raises WriteError; the files of
        outcomes that were yielded before stay.
        """
        outcomes: list[Outcome] = []
        files: dict[Path, bytes] = {}
        for result in (result for chunk in results for result in chunk):
            outcomes.append(self.outcome(result, files))
            if len(files) >= GROUP:
                write_together(files)
                yield from outcomes
                outcomes, files = [], {}
        write_together(files)
        yield from outcomes

    def outcome(self, result: Result, files: dict[Path, bytes]) -> Outcome:
        """Return what becomes of a leaflet. files: takes the content of its file."""
        if isinstance(result, Outcome):
            return result
        place = result.place
        if other := self.places_by_key.get(result.key):
            message = f"It says the same as {other}."
            fault = Fault("Q212", place, message, "One of them is enough.")
            return Outcome(place, "set aside", faults=(fault,))
        self.places_by_key[result.key] = str(place)
        target = self.folder / "monographs" / result.name / f"{result.language}.yaml"
        try:
            state = self.state(result, target)
        except DocumentError as error:
            return failure(place, error.faults)
        pictures = ((target.with_name(name), p) for name, p in result.pictures.items())
        files |= {path: picture for path, picture in pictures if not path.exists()}
        if state == "imported":
            files[target] = result.content
        return Outcome(
            place, state, str(target), result.words,
            omissions=result.omissions, changes=result.changes,
        )  # fmt: skip

    def state(self, conversion: Conversion, target: Path) -> State:
        """Tell whether a file is to be written, or is there. Raises DocumentError."""
        key = conversion.name, conversion.language
        if other := self.places_by_target.get(key):
            message = f"{other} became {target} already."
            hint = "Give one of the two files another name."
            raise DocumentError([Fault("Q208", conversion.place, message, hint)])
        self.places_by_target[key] = self.places_by_key[conversion.key]
        old = _existing(target)
        if old is not None and is_same(old, conversion.content):
            return "unchanged"
        if old is not None and is_edited(old) and not self.replace:
            message = f"{target} was changed since, or no import wrote it, so it stays."
            hint = "Move it away, or give --replace to lose what it says."
            raise DocumentError([Fault("Q209", conversion.place, message, hint)])
        return "imported"


def _existing(target: Path) -> bytes | None:
    """Return the content of a file, or None if there is none. Raises WriteError."""
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
