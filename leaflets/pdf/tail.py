"""The two parts of a personal leaflet: a body that all patients share, and one patient's tail.

The tail is a comment line, the streams with the patient's words, and the cross-reference stream.
Nothing in the body depends on the tail, so one body serves any number of patients. See `stamping`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from struct import Struct
from typing import Final, NamedTuple, Protocol, Self

__all__ = [
    "BLANK_IDENTITY",
    "COMPRESSION_LEVEL",
    "PERSONAL_COMMENT",
    "Hash",
    "TailWriter",
    "body_and_tail",
    "predict_rows",
]

COMPRESSION_LEVEL: Final = 5  # of zlib; 9 saves 0.5 % and takes 1.5 times as long, 1 adds 6 %
BLANK_IDENTITY: Final = b"0" * 32  # stands for the file's identity while that is computed
PERSONAL_COMMENT: Final = b"%leaflets: personal\n"  # the line with which a tail begins

CACHED_ROWS: Final = 1024  # the tails of one body differ by some hundred bytes in length
_ROW: Final = Struct(">BIH")  # of the cross-reference table: kind, place, index
_BLANK_PAIR: Final = BLANK_IDENTITY + b"><" + BLANK_IDENTITY


class Hash(Protocol):
    """A hash object as `hashlib` returns it."""

    def update(self, content: bytes, /) -> None:
        """Add bytes."""

    def hexdigest(self) -> str:
        """Return the digest of all bytes so far, in hexadecimal."""

    def copy(self) -> Self:
        """Return an independent hash of the bytes so far."""


def body_and_tail(pdf: bytes) -> tuple[bytes, bytes]:
    """Split a file into the shared body and the patient's tail; the tail may be empty."""
    # a patient's words are never a whole line of the file, so they cannot imitate the comment
    at = pdf.rfind(b"\n" + PERSONAL_COMMENT) + 1
    return (pdf[:at], pdf[at:]) if at else (pdf, b"")


class TailWriter(NamedTuple):
    """Writes the tails of one body.

    All rows of the cross-reference table are the same for every patient except the last, which
    says where the cross-reference stream itself stands. So the other rows are deflated once, and
    the last is appended as a stored block.

    body_size: in bytes. streams: object numbers of the patient's streams. head: beginning of the
    cross-reference stream, up to its identity. table: all rows but the last, deflated. check:
    Adler-32 of those rows. above: the row before the last one, from which the last is predicted.
    """

    body_size: int
    streams: tuple[int, ...]
    head: bytes
    table: bytes
    check: int
    above: bytes

    @classmethod
    def for_body(
        cls,
        size: int,
        streams: tuple[int, ...],
        head: bytes,
        rows: Sequence[tuple[int, int, int]],
    ) -> TailWriter:
        """Prepare the tails of a body. rows: all but that of the cross-reference stream."""
        plain, above = predict_rows(rows)
        deflate = zlib.compressobj(COMPRESSION_LEVEL)
        table = deflate.compress(plain) + deflate.flush(zlib.Z_SYNC_FLUSH)
        return cls(size, streams, head, table, zlib.adler32(plain), above)

    def write(self, streams: bytes, body_hash: Hash) -> bytes:
        """Return the tail.

        streams: the patient's streams as PDF objects. body_hash: SHA-256 of the body; it is
        updated, so pass a copy to use it again.
        """
        at = self.body_size + len(PERSONAL_COMMENT) + len(streams)
        last = _last_row(at, self.above)
        check = zlib.adler32(last, self.check).to_bytes(4, "big")
        content = self.table + b"\1\x08\0\xf7\xff" + last + check  # a stored block of 8 bytes
        first = PERSONAL_COMMENT + streams + self.head
        rest = (
            b">]/Filter/FlateDecode/Length %d>>\nstream\n%b%bendstream\nendobj\n"
            b"startxref\n%d\n%%%%EOF\n"
            % (len(content), content, b"\r\n" if content.endswith(b"\r") else b"\n", at)
        )
        body_hash.update(first + _BLANK_PAIR + rest)
        identity = body_hash.hexdigest()[:32].encode()
        return first + identity + b"><" + identity + rest


@lru_cache(CACHED_ROWS)
def _last_row(at: int, above: bytes) -> bytes:
    """Return the predicted row of the cross-reference stream. at: its place in the file."""
    row = bytes((1,)) + at.to_bytes(4, "big") + b"\0\0"
    return b"\2" + bytes([(new - old) & 255 for new, old in zip(row, above, strict=True)])


def predict_rows(rows: Iterable[tuple[int, int, int]]) -> tuple[bytes, bytes]:
    """Return cross-reference rows after the PNG predictor "up", and the last row as it is.

    The predictor writes the difference of each byte from the byte above it, and its own number, 2,
    before each row. Similar rows then compress well.
    """
    table = b"".join(_ROW.pack(*row) for row in rows)
    size = _ROW.size
    less = bytes([(new - old) & 255 for new, old in zip(table, bytes(size) + table, strict=False)])
    out = bytearray(b"\2" * (len(table) // size * (size + 1)))
    for column in range(size):
        out[column + 1 :: size + 1] = less[column::size]
    return bytes(out), table[-size:]
