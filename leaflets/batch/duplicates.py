"""Find identifiers that occur twice, among any number of them, in bounded memory.

Eight bytes of the digest of each identifier are written to one of 128 temporary files. The digest
decides which, so that equal identifiers share a file; then one file at a time is searched. Ten
million identifiers take 80 MB of disk, and 10 MB of memory. Two different ones share their eight
bytes once in a hundred thousand such batches, so the caller must compare the identifiers
themselves.
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

__all__ = ["MAX_REPEATED", "DuplicateSearch", "digest", "refuse_repeated"]

FILES: Final = 128
BUFFER_SIZE: Final = 1 << 13  # digests in memory, of all files together
MAX_REPEATED: Final = 1000  # digests; with more, the search ends


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
            if len(repeated) > MAX_REPEATED:
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
        if number in previous:
            repeated.add(number)
        previous.add(number)
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
    for same_lines in lines.values():
        if len(same_lines) < 2:  # only eight bytes of the digest were the same
            continue
        for line in same_lines:
            other = same_lines[1] if line == same_lines[0] else same_lines[0]
            message = f"Line {other} has the same identifier; capital letters make no difference."
            fault = Fault("B109", Place(file, line), message, "Give each request its own.")
            refusals.add(fault, late=True)
