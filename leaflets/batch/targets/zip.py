"""A zip archive of files that are not compressed again, because PDFs are compressed already.

The format is written here because `ZipFile` cannot open an archive that has no directory yet, as a
killed batch leaves it, and keeps an entry of each file in memory: 356 MiB for a million. Here the
directory at the end is made by reading back the header of each file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from ...base.files.groups import GrowingFile
from .archive import Archive, ArchiveEntry, ReadAt

__all__ = ["Zip"]

HEADER: Final = struct.Struct("<4s5H3L2H")  # before each file
DIRECTORY_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
ZIP64_END: Final = struct.Struct("<4sQ2H2L4Q")
ZIP64_LOCATOR: Final = struct.Struct("<4sLQL")
END: Final = struct.Struct("<4s4H2LH")
VERSION, ZIP64_VERSION = 20, 45  # 2.0; 4.5 for numbers that are too large for the old fields
DATE: Final = 0x21  # 1980-01-01, the earliest in this format: not the time of the batch
UNIX: Final = 3 << 8
RIGHTS: Final = 0o100600 << 16
MAX_32_BITS: Final = 0xFFFFFFFF  # in a field of 32 bits; also: the number is in a field of 64 bits
MAX_FILES: Final = 0xFFFF  # files in a field of 16 bits
NAME_BYTES: Final = 100  # at least the length of any name
BLOCK: Final = 4096  # directory entries that are written together


class _Header(NamedTuple):
    """The header of a file. offset: of the header."""

    name: bytes
    checksum: int
    size: int
    offset: int


class Zip(Archive):
    """A zip archive."""

    def frame(self, name: str, parts: Sequence[bytes], size: int) -> tuple[bytes, ...]:
        """Return a header, the name, and the bytes."""
        checksum = _body_checksum(parts[0]) if len(parts) > 1 else 0
        for part in parts[1:] or parts:
            checksum = zlib.crc32(part, checksum)
        encoded_name = name.encode()
        head = HEADER.pack(
            b"PK\3\4", VERSION, 0, 0, 0, DATE, checksum, size, size, len(encoded_name), 0
        )  # fmt: skip
        return head, encoded_name, *parts

    def entries(self, read: ReadAt) -> Iterator[ArchiveEntry]:
        """Read the entries by their headers."""
        for header in _headers(read):
            offset = header.offset + HEADER.size + len(header.name)
            yield ArchiveEntry(header.name.decode(), offset, header.size)

    def end_of(self, entry: ArchiveEntry) -> int:
        """Return the offset of the next header."""
        return entry.offset + entry.size

    def end(self, growing: GrowingFile) -> None:
        """Write the directory."""
        start, count = growing.size, 0
        headers = _headers(
            lambda size, offset: growing.read(size, offset) if offset < start else b""
        )
        while block := [_directory_entry(header) for header in islice(headers, BLOCK)]:
            growing.write((b"".join(block),))
            count += len(block)
        growing.write((_end(start, growing.size - start, count),))


@lru_cache(20)
def _body_checksum(body: bytes) -> int:
    """Return the checksum of a body, with which many leaflets begin.

    Without the cache a batch of 2,000 takes 12 % longer.
    """
    return zlib.crc32(body)


def _headers(read: ReadAt) -> Iterator[_Header]:
    """Read the header of each file, from the first on."""
    offset, max_header = 0, HEADER.size + NAME_BYTES
    while len(head := read(max_header, offset)) >= HEADER.size and head[:4] == b"PK\3\4":
        *_, checksum, size, _, length, _ = HEADER.unpack_from(head)
        yield _Header(head[HEADER.size : HEADER.size + length], checksum, size, offset)
        offset += HEADER.size + length + size


def _directory_entry(header: _Header) -> bytes:
    name, checksum, size, offset = header
    is_large = offset >= MAX_32_BITS
    extra = struct.pack("<2HQ", 1, 8, offset) if is_large else b""
    version = ZIP64_VERSION if is_large else VERSION
    head = DIRECTORY_ENTRY.pack(
        b"PK\1\2", UNIX | version, version, 0, 0, 0, DATE, checksum, size, size, len(name),
        len(extra), 0, 0, 0, RIGHTS, MAX_32_BITS if is_large else offset,
    )  # fmt: skip
    return head + name + extra


def _end(start: int, size: int, count: int) -> bytes:
    """Return what follows the directory, with the zip64 form before it if a number is too large.

    start, size: of the directory, in bytes. count: of files.
    """
    zip64 = b""
    if count >= MAX_FILES or start + size >= MAX_32_BITS:
        zip64 = ZIP64_END.pack(
            b"PK\6\6", ZIP64_END.size - 12, UNIX | ZIP64_VERSION, ZIP64_VERSION, 0, 0,
            count, count, size, start,
        ) + ZIP64_LOCATOR.pack(b"PK\6\7", 0, start + size, 1)  # fmt: skip
    file_count = min(count, MAX_FILES)
    return zip64 + END.pack(
        b"PK\5\6", 0, 0, file_count, file_count, min(size, MAX_32_BITS), min(start, MAX_32_BITS), 0
    )  # fmt: skip
