"""A zip archive of files that are stored as they are; PDFs are compressed already.

The format is written here because `ZipFile` cannot open an archive that has no directory yet, as a
killed batch leaves it, and keeps an entry of each file in memory: 356 MiB for a million. Here the
directory at the end is made by reading back what stands before each file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from ...base.files.groups import GrowingFile
from ..model import Setup, Sync
from .archive import Archive, Entry, Read

__all__ = ["Zip"]

LOCAL: Final = struct.Struct("<4s5H3L2H")
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
LARGE_END: Final = struct.Struct("<4sQ2H2L4Q")
LARGE_PLACE: Final = struct.Struct("<4sLQL")
END: Final = struct.Struct("<4s4H2LH")
NEEDED, LARGE_NEEDED = 20, 45  # versions: 2.0, and 4.5 where numbers are large
DATE: Final = 0x21  # 1980-01-01, the first that there is: no clock has a say
UNIX: Final = 3 << 8
RIGHTS: Final = 0o100600 << 16
LARGE: Final = 0xFFFFFFFF
MANY: Final = 0xFFFF
BODIES: Final = 20  # whose checksums are remembered
BLOCK: Final = 4096  # entries of the directory that are written together


class _Begun:
    """The checksum of the body with which one leaflet after the other begins."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[bytes, int]] = {}

    def of(self, body: bytes) -> int:
        """Of the same object it is not counted again, which lives as long as its number."""
        found = self._known.get(id(body))
        if found is None:
            if len(self._known) >= BODIES:
                self._known.clear()
            found = self._known[id(body)] = body, zlib.crc32(body)
        return found[1]


class Zip(Archive):
    """run.zip."""

    def __init__(self, target: Path, setup: Setup, sync: Sync) -> None:
        super().__init__(target, setup, sync)
        self._begun = _Begun()

    def framed(self, name: str, parts: Sequence[bytes], size: int) -> tuple[bytes, ...]:
        """A header, then the bytes."""
        first, *rest = parts or (b"",)
        checksum = self._begun.of(first) if rest else zlib.crc32(first)
        for part in rest:
            checksum = zlib.crc32(part, checksum)
        spelt = name.encode()
        head = LOCAL.pack(
            b"PK\3\4", NEEDED, 0, 0, 0, DATE, checksum, size, size, len(spelt), 0
        )  # fmt: skip
        return head, spelt, *parts

    def entries(self, read: Read) -> Iterator[Entry]:
        """By their headers, from the first on."""
        for name, _, size, at in _locals(read):
            yield Entry(name.decode(), at + LOCAL.size + len(name), size)

    def end_of(self, entry: Entry) -> int:
        """Where the next header is."""
        return entry.at + entry.size

    def end(self, growing: GrowingFile) -> None:
        """The directory."""
        start, count = growing.size, 0
        found = _locals(lambda size, at: growing.read(size, at) if at < start else b"")
        while block := [_central(*each) for each in islice(found, BLOCK)]:
            growing.write((b"".join(block),))
            count += len(block)
        growing.write((_ending(start, growing.size - start, count),))


def _locals(read: Read) -> Iterator[tuple[bytes, int, int, int]]:
    """Of each file: its name, checksum, size, and where what stands before it begins."""
    at = 0
    while len(head := read(LOCAL.size + 100, at)) >= LOCAL.size and head[:4] == b"PK\3\4":
        *_, checksum, size, _, length, _ = LOCAL.unpack_from(head)
        yield head[LOCAL.size : LOCAL.size + length], checksum, size, at
        at += LOCAL.size + length + size


def _central(name: bytes, checksum: int, size: int, at: int) -> bytes:
    is_large = at >= LARGE
    more = struct.pack("<2HQ", 1, 8, at) if is_large else b""
    needed = LARGE_NEEDED if is_large else NEEDED
    head = CENTRAL.pack(
        b"PK\1\2", UNIX | needed, needed, 0, 0, 0, DATE, checksum, size, size, len(name),
        len(more), 0, 0, 0, RIGHTS, LARGE if is_large else at,
    )  # fmt: skip
    return head + name + more


def _ending(start: int, size: int, count: int) -> bytes:
    """What stands after the directory: twice where a number is too large for the old form."""
    large = b""
    if count >= MANY or start + size >= LARGE:
        large = LARGE_END.pack(
            b"PK\6\6", LARGE_END.size - 12, UNIX | LARGE_NEEDED, LARGE_NEEDED, 0, 0,
            count, count, size, start,
        ) + LARGE_PLACE.pack(b"PK\6\7", 0, start + size, 1)  # fmt: skip
    told = min(count, MANY)
    return large + END.pack(
        b"PK\5\6", 0, 0, told, told, min(size, LARGE), min(start, LARGE), 0
    )  # fmt: skip
