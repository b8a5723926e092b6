"""Finds identifiers that occur twice among any number, in bounded memory.

Of each name eight bytes of its digest go into one of 128 temporary files, so that equal names come
to lie in the same file; then one file at a time is searched. Ten million names take 80 MB of disk,
and 10 MB of memory at a time. Two different names share their eight bytes once in a hundred
thousand such batches, so the caller must compare the names themselves.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from typing import IO, Final

from ..base.errors import Fault, Place
from ..base.files.groups import temporary_file
from .model import UncheckedRequest
from .refusals import Refusals

__all__ = ["ENOUGH", "DuplicateSearch", "digest", "refuse_repeated"]

FILES: Final = 128
BUFFER_SIZE: Final = 1 << 13  # digests in memory, of all files together
ENOUGH: Final = 1000  # repeated digests, after which the search ends


def digest(name: str) -> int:
    """Return eight bytes of a name's digest, ignoring case, as some file systems do."""
    folded_name = name.casefold().encode("utf-8", "surrogateescape")
    return int.from_bytes(blake2b(folded_name, digest_size=8).digest(), "big")


class DuplicateSearch:
    """A search that is fed one name at a time."""

    def __init__(self) -> None:
        self._buffer: list[int] = []
        self._files: list[IO[bytes]] = []

    def add(self, name: str) -> None:
        """Add a name."""
        self._buffer.append(digest(name))
        if len(self._buffer) >= BUFFER_SIZE:
            self._spill()

    def repeated(self) -> set[int]:
        """Return the digests that occur twice or more; of very many, about a thousand."""
        if not self._files:
            return _repetitions(self._buffer)
        self._spill()
        repeated: set[int] = set()
        for file in self._files:
            file.seek(0)
            digests = array("Q")
            digests.frombytes(file.read())
            repeated |= _repetitions(digests)
            if len(repeated) > ENOUGH:
                break
        return repeated

    def _spill(self) -> None:
        """Move the buffered digests into the files."""
        self._files = self._files or [temporary_file() for _ in range(FILES)]
        parts = [array("Q") for _ in range(FILES)]
        for number in self._buffer:
            parts[number % FILES].append(number)
        for file, part in zip(self._files, parts, strict=True):
            file.write(part.tobytes())
        self._buffer.clear()


def _repetitions(digests: list[int] | array[int]) -> set[int]:
    previous: set[int] = set()
    repeated: set[int] = set()
    for number in digests:
        (repeated if number in previous else previous).add(number)
    return repeated


def refuse_repeated(
    requests: Iterable[UncheckedRequest], repeated: set[int], file: str, refusals: Refusals
) -> None:
    """Refuse all lines that share an identifier, because nobody knows which of them is right.

    repeated: the digests of the identifiers in question. file: for messages.
    """
    lines: dict[str, list[int]] = {}
    for request in requests:
        if digest(request.identifier) in repeated:
            lines.setdefault(request.identifier.casefold(), []).append(request.line)
    for first, *others in lines.values():
        pairs = [(first, others[0]), *((line, first) for line in others)] if others else []
        for line, other in pairs:
            message = f"The identifier is that of line {other} too; capitals do not count."
            fault = Fault("B109", Place(file, line), message, "Give each request its own.")
            refusals.add(fault, late=True)
