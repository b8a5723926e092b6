"""A personal leaflet in two parts: the body that all patients share, and the tail of one patient.

The tail is a comment line, the streams that hold the patient's words, and the cross-reference
stream. Nothing in the body depends on it, so a body is made once and many tails are put behind it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol, Self

from .writer import BLANK, LEVEL, predicted

__all__ = ["PERSONAL", "Hash", "Objects", "Seam", "objects", "split"]

PERSONAL: Final = b"%leaflets: personal\n"  # a comment line, before which all is shared
_BLANKS: Final = BLANK + b"><" + BLANK


_STREAM: Final = re.compile(rb"(\d+) 0 obj\n<<(.*)/Length (\d+)>>\nstream\n")
_PACKED: Final = re.compile(rb"/N (\d+)/First (\d+)")


class Objects(NamedTuple):
    """The objects of a body by their numbers. streams: whole, as they stand in the file; packed:
    the rest, each without its frame."""

    streams: dict[int, bytes]
    packed: dict[int, str]


def objects(body: bytes) -> Objects:
    """The objects of a body that `Frozen` holds: for files of many patients that share them."""
    streams, packed = dict[int, bytes](), dict[int, str]()
    at = body.index(b"\n", body.index(b"\n") + 1) + 1
    while at < len(body):
        found = _STREAM.match(body, at)
        assert found is not None
        end = body.index(b"endobj\n", found.end() + int(found[3])) + len(b"endobj\n")
        if found[2].startswith(b"/Type/ObjStm"):
            content = body[found.end() : found.end() + int(found[3])]
            packed |= _unpacked(zlib.decompress(content).decode("latin-1"), found[2])
        else:
            streams[int(found[1])] = body[at:end]
        at = end
    return Objects(streams, packed)


def _unpacked(content: str, entries: bytes) -> dict[int, str]:
    counted = _PACKED.search(entries)
    assert counted is not None
    first = int(counted[2])
    told = list(map(int, content[:first].split()))
    starts = [first + offset for offset in told[1::2]]
    ends = [*starts[1:], len(content) + 1]
    return {
        number: content[start : end - 1]
        for number, start, end in zip(told[::2], starts, ends, strict=True)
    }


class Hash(Protocol):
    """A digest in the making."""

    def update(self, more: bytes, /) -> None:
        """Go on with these bytes."""

    def hexdigest(self) -> str:
        """The digest of all bytes so far."""

    def copy(self) -> Self:
        """Another one that has come as far."""


def split(pdf: bytes) -> tuple[bytes, bytes]:
    """The bytes that all leaflets of this kind share, and those of this patient; b"" if none."""
    at = pdf.rfind(b"\n" + PERSONAL) + 1  # what a patient's words hold is never a whole line
    return (pdf[:at], pdf[at:]) if at else (pdf, b"")


class Seam(NamedTuple):
    """What the tail needs beside the patient's streams. size: of the body in bytes.

    streams: the numbers of the patient's. head: the beginning of the cross-reference stream, up to
    its identity. table: its rows but the
    last, deflated; check: their Adler checksum; above: the last of them. The last row, where the
    stream itself stands, is stored behind them as it is.
    """

    size: int
    streams: tuple[int, ...]
    head: bytes
    table: bytes
    check: int
    above: bytes

    @classmethod
    def of(
        cls,
        size: int,
        streams: tuple[int, ...],
        head: bytes,
        rows: Sequence[tuple[int, int, int]],
    ) -> Seam:
        """For a body of so many bytes. rows: of all objects but the cross-reference stream."""
        plain, above = predicted(rows)
        deflate = zlib.compressobj(LEVEL)
        table = deflate.compress(plain) + deflate.flush(zlib.Z_SYNC_FLUSH)
        return cls(size, streams, head, table, zlib.adler32(plain), above)

    def tail(self, streams: bytes, body: Hash) -> bytes:
        """All that follows the body. streams: the patient's, as objects. body: its hash so far."""
        at = self.size + len(PERSONAL) + len(streams)
        row = bytes((1,)) + at.to_bytes(4, "big") + b"\0\0"
        last = b"\2" + bytes([(new - old) & 255 for new, old in zip(row, self.above, strict=True)])
        check = zlib.adler32(last, self.check).to_bytes(4, "big")
        content = self.table + b"\1\x08\0\xf7\xff" + last + check
        first = PERSONAL + streams + self.head
        rest = (
            b">]/Filter/FlateDecode/Length %d>>\nstream\n%b%bendstream\nendobj\n"
            b"startxref\n%d\n%%%%EOF\n"
            % (len(content), content, b"\r\n" if content.endswith(b"\r") else b"\n", at)
        )
        body.update(first + _BLANKS + rest)
        identity = body.hexdigest()[:32].encode()
        return first + identity + b"><" + identity + rest
