"""Finding what was named twice among any number of names, in memory that does not grow with them.

Each name is kept as eight bytes of its digest, in one of some files without a name of
their own; names that are equal come to lie in the same file, and one file at a time is looked
through. Ten million names are 80 MB on the disk, and 10 MB in memory at a time. Two different names
share their eight bytes once in a hundred thousand such batches, so what is found is suspected
only, until the names themselves have been compared.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import IO, Final

from ..base.files.groups import temporary_file

__all__ = ["Names", "digest"]

FILES: Final = 128
BUFFERED: Final = 1 << 13  # digests in memory, all files together


def digest(name: str) -> int:
    """Eight bytes of a name's digest. Capitals do not count, as on some systems they do not."""
    folded = name.casefold().encode("utf-8", "surrogateescape")
    return int.from_bytes(blake2b(folded, digest_size=8).digest(), "big")


class Names:
    """The names so far."""

    def __init__(self) -> None:
        self._buffer: list[int] = []
        self._files: list[IO[bytes]] = []

    def add(self, name: str) -> None:
        """One more."""
        self._buffer.append(digest(name))
        if len(self._buffer) >= BUFFERED:
            self._spill()

    def suspects(self) -> set[int]:
        """The digests that are there twice or more; a thousand of them will do."""
        found: set[int] = set()
        if not self._files:
            _note_twice(self._buffer, found)
            return found
        self._spill()
        for file in self._files:
            file.seek(0)
            digests = array("Q")
            digests.frombytes(file.read())
            _note_twice(digests, found)
            if len(found) > 1000:
                break
        return found

    def _spill(self) -> None:
        self._files = self._files or [temporary_file() for _ in range(FILES)]
        parted = [array("Q") for _ in range(FILES)]
        for each in self._buffer:
            parted[each % FILES].append(each)
        for file, digests in zip(self._files, parted, strict=True):
            file.write(digests.tobytes())
        self._buffer.clear()


def _note_twice(digests: list[int] | array[int], found: set[int]) -> None:
    if len(set(digests)) == len(digests):
        return
    seen: set[int] = set()
    for each in digests:
        if each in seen:
            found.add(each)
        seen.add(each)
