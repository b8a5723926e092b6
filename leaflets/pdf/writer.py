"""PDF syntax: values, numbered objects, and the compact file form of PDF 1.5.

The compact form packs objects into object streams and has a cross-reference stream.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from hashlib import sha256

from ..base.errors import Bug
from .tail import (
    BLANK_IDENTITY,
    COMPRESSION_LEVEL,
    PERSONAL_COMMENT,
    TailWriter,
    predict_rows,
)

DEFLATED = "/Filter/FlateDecode"  # dictionary entry of a deflated stream

_FREE = (0, 0, 65535)  # the cross-reference row of object 0, which never exists
_IDENTITY = re.compile(rb"/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]")
_TO_ESCAPE = re.compile(rb"[\\()\r\n]")
_ESCAPES = {b"\\": b"\\\\", b"(": b"\\(", b")": b"\\)", b"\r": b"\\r", b"\n": b"\\n"}


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """Return a number with at most two decimals; 0.01 points is a third of a micrometre."""
    value = round(value, 2)
    return f"{value:.2f}".rstrip("0") if value % 1 else str(int(value))


def text(value: str) -> str:
    """Return a text string: printable ASCII in parentheses, all else UTF-16 in hexadecimal."""
    if value.isascii() and value.isprintable():
        return f"({literal(value.encode()).decode()})"
    return f"<feff{value.encode('utf-16-be').hex()}>"


def literal(value: bytes) -> bytes:
    """Escape bytes for a literal string, which stands in parentheses."""
    return _TO_ESCAPE.sub(lambda match: _ESCAPES[match[0]], value)


def name(value: str) -> str:
    """Return a name object; all but ASCII letters, digits and -_.+ is written as #xx."""
    return "/" + "".join(
        character if character.isascii() and (character.isalnum() or character in "-_.+")
        else "".join(f"#{byte:02X}" for byte in character.encode())
        for character in value
    )  # fmt: skip


def compress(content: bytes) -> bytes:
    """Compress the content of a stream."""
    return zlib.compress(content, COMPRESSION_LEVEL)


class Writer:
    """Collects numbered objects, and writes the file.

    Streams stand in the file in the order in which they were added. All other objects are packed
    into one object stream, which compresses a structure tree to a tenth.
    """

    def __init__(self) -> None:
        self._plain: dict[int, str] = {}
        self._streams: dict[int, bytes] = {}
        self._personal: dict[int, bytes] = {}
        self._last = 0
        self.tail_writer: TailWriter | None = None  # set by `file` if there are personal streams

    def reserve(self) -> int:
        """Return the number of an object that will be added later."""
        self._last += 1
        return self._last

    def add(self, body: str, at: int = 0) -> int:
        """Add an object that is not a stream, under a reserved number if given; return it."""
        at = at or self.reserve()
        self._plain[at] = body
        return at

    def stream(self, entries: str, content: bytes, at: int = 0, *, deflate: bool = True) -> int:
        """Add a stream with these dictionary entries; return its number."""
        at = at or self.reserve()
        if deflate:
            content, entries = compress(content), entries + DEFLATED
        # after a final \r, a lone \n would be read as part of the same line end
        end = b"\r\n" if content.endswith(b"\r") else b"\n"
        self._streams[at] = b"%d 0 obj\n<<%b/Length %d>>\nstream\n%b%bendstream\nendobj\n" % (
            at, entries.encode("latin-1"), len(content), content, end,
        )  # fmt: skip
        return at

    def personal_stream(self, content: bytes) -> int:
        """Add a stream with the words of one patient, for the tail; return its number."""
        at = self.reserve()
        self._personal[at] = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
            at, len(content), content,
        )  # fmt: skip
        return at

    def file(self, root: int, info: int) -> bytes:
        """Return the whole file. Its /ID is a digest of its content.

        root, info: numbers of the catalog and of the Info dictionary.
        """
        stream_number = self._pack()
        table = self.reserve()
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        offset, rows = len(parts[0]), dict[int, tuple[int, int, int]]()
        for at, stream in self._streams.items():
            rows[at] = (1, offset, 0)
            parts.append(stream)
            offset += len(stream)
        for index, at in enumerate(self._plain):
            rows[at] = (2, stream_number, index)
        entries = (
            f"/Type/XRef/Size {table + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            "/DecodeParms<</Predictor 12/Columns 7>>/ID[<"
        )
        if self._personal:
            return self._personal_file(b"".join(parts), f"{table} 0 obj\n<<{entries}", rows)
        rows[table] = (1, offset, 0)
        content, _ = predict_rows([_FREE, *(rows[at] for at in range(1, table + 1))])
        blank = BLANK_IDENTITY.decode()
        self.stream(f"{entries}{blank}><{blank}>]", content, table)
        parts += [self._streams[table], b"startxref\n%d\n%%%%EOF\n" % offset]
        return _with_identity(b"".join(parts))

    def _personal_file(
        self, body: bytes, head: str, rows: dict[int, tuple[int, int, int]]
    ) -> bytes:
        """Return the body followed by a tail, and keep the writer of further tails.

        head: beginning of the cross-reference stream. rows: of the objects in the body.
        """
        offset = len(body) + len(PERSONAL_COMMENT)
        for at, stream in self._personal.items():
            rows[at] = (1, offset, 0)
            offset += len(stream)
        row_list = [_FREE, *(rows[at] for at in range(1, len(rows) + 1))]
        streams = tuple(self._personal)
        self.tail_writer = TailWriter.for_body(len(body), streams, head.encode(), row_list)
        return body + self.tail_writer.write(b"".join(self._personal.values()), sha256(body))

    def _pack(self) -> int:
        """Add the object stream; return its number."""
        offsets, bodies, position = [], [], 0
        for at, body in self._plain.items():
            offsets.append(f"{at} {position}")
            bodies.append(body)
            position += len(body) + 1
        head = " ".join(offsets) + "\n"
        content = (head + "\n".join(bodies)).encode("latin-1")
        return self.stream(f"/Type/ObjStm/N {len(bodies)}/First {len(head)}", content)


def _with_identity(pdf: bytes) -> bytes:
    """Fill in the identity: a digest of the whole file with a blank in its place."""
    identity = sha256(pdf).hexdigest()[:32].encode()
    head, tail = pdf[: (at := pdf.rindex(b"/ID[<"))], pdf[at:]
    return head + tail.replace(BLANK_IDENTITY, identity, 2)


def is_as_written(pdf: bytes) -> bool:
    """Return True if not one byte of the file differs from what `Writer` wrote."""
    match = _IDENTITY.search(pdf, max(pdf.rfind(b"/ID[<"), 0))
    if not match:
        return False
    blank = b"/ID[<" + BLANK_IDENTITY + b"><" + BLANK_IDENTITY + b">]"
    return _with_identity(pdf[: match.start()] + blank + pdf[match.end() :]) == pdf


def check_complete(content: bytes) -> None:
    """Raise Bug unless the content begins and ends as a PDF: the last check before it is saved."""
    if not (content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")):
        raise Bug("What was to be written is not a whole PDF.", "No file was written.")
