"""A personal leaflet in two parts: the body that all patients share, and the tail of one patient.

The tail is a comment line, the streams that hold the patient's words, and the cross-reference
stream. Nothing in the body depends on it, so a body is made once and many tails are put behind it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from struct import Struct
from typing import Final, NamedTuple, Protocol, Self

__all__ = ["BLANK", "LEVEL", "PERSONAL", "Hash", "Seam", "predicted", "split"]

LEVEL: Final = 5  # of zlib; 9 gains 0.5 % and takes 1.5 times as long, 1 loses 6 % (acetylcysteine)
BLANK: Final = b"0" * 32  # stands for the identity while it is computed
_ROW: Final = Struct(">BIH")  # of the cross-reference table: kind, place, index

PERSONAL: Final = b"%leaflets: personal\n"  # a comment line, before which all is shared
_BLANKS: Final = BLANK + b"><" + BLANK


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


def predicted(rows: Iterable[tuple[int, int, int]]) -> tuple[bytes, bytes]:
    """Cross-reference rows as differences from the row above (PNG predictor "up"); the last row."""
    table = b"".join([_ROW.pack(*row) for row in rows])
    less = bytes([(new - old) & 255 for new, old in zip(table, bytes(7) + table, strict=False)])
    out = bytearray(b"\2" * (len(table) // 7 * 8))  # before each row, the name of the predictor
    for column in range(7):
        out[column + 1 :: 8] = less[column::7]
    return bytes(out), table[-7:]
