"""PDF syntax: values, objects and the compact file form with object and cross-reference streams."""

from __future__ import annotations

import re
import zlib
from hashlib import sha256

from .seam import BLANK, LEVEL, PERSONAL, Seam, predicted

DEFLATED = "/Filter/FlateDecode"  # what the dictionary of a deflated stream says

_FREE = (0, 0, 65535)  # the row of object 0, which is none
_IDENTITY = re.compile(rb"/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]")
_TO_ESCAPE = re.compile(rb"[\\()\r\n]")
_ESCAPES = {b"\\": b"\\\\", b"(": b"\\(", b")": b"\\)", b"\r": b"\\r", b"\n": b"\\n"}


def number(value: float) -> str:
    """A number with at most two decimals: a hundredth of a point is a third of a micrometre."""
    value = round(value, 2)
    return f"{value:.2f}".rstrip("0") if value % 1 else str(int(value))


def text(value: str) -> str:
    """A text string: plain ASCII in parentheses, everything else UTF-16 in hexadecimal."""
    if value.isascii() and value.isprintable():
        return f"({literal(value.encode()).decode()})"
    return f"<feff{value.encode('utf-16-be').hex()}>"


def literal(value: bytes) -> bytes:
    """Bytes made safe between parentheses."""
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], value)


def name(value: str) -> str:
    """A name: what is not a plain letter, digit or one of -_.+ is written as #xx."""
    return "/" + "".join(
        character if character.isascii() and (character.isalnum() or character in "-_.+")
        else "".join(f"#{byte:02X}" for byte in character.encode())
        for character in value
    )  # fmt: skip


def deflated(content: bytes) -> bytes:
    """Bytes as all streams hold them, but for the few that say no filter."""
    return zlib.compress(content, LEVEL)


class Writer:
    """Collects numbered objects and gives the bytes of the file.

    Streams stand in the file in the order in which they were added; everything else is packed
    into one object stream, which shrinks a structure tree to a tenth.
    """

    def __init__(self) -> None:
        self._plain: dict[int, str] = {}
        self._streams: dict[int, bytes] = {}
        self._apart: dict[int, bytes] = {}
        self._last = 0
        self.seam: Seam | None = None  # of a file with words of one patient, when it is written

    def reserve(self) -> int:
        """A number for an object that will be added later."""
        self._last += 1
        return self._last

    def add(self, body: str, at: int = 0) -> int:
        """Add an object that is not a stream; gives its number."""
        at = at or self.reserve()
        self._plain[at] = body
        return at

    def stream(self, entries: str, content: bytes, at: int = 0, *, deflate: bool = True) -> int:
        """Add a stream with these dictionary entries; gives its number."""
        at = at or self.reserve()
        if deflate:
            content, entries = deflated(content), entries + DEFLATED
        # a line end that cannot be taken for, or with, the content's last byte
        end = b"\r\n" if content.endswith(b"\r") else b"\n"
        self._streams[at] = b"%d 0 obj\n<<%b/Length %d>>\nstream\n%b%bendstream\nendobj\n" % (
            at, entries.encode("latin-1"), len(content), content, end,
        )  # fmt: skip
        return at

    def apart(self, content: bytes) -> int:
        """Add a stream with the words of one patient; gives its number. See `stamping`."""
        at = self.reserve()
        self._apart[at] = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
            at, len(content), content,
        )  # fmt: skip
        return at

    def file(self, root: int, info: int) -> bytes:
        """The whole file; its /ID is a digest of its content."""
        packed = self._pack()
        table = self.reserve()
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        offset, places = len(parts[0]), dict[int, tuple[int, int, int]]()
        for at, stream in self._streams.items():
            places[at] = (1, offset, 0)
            parts.append(stream)
            offset += len(stream)
        for index, at in enumerate(self._plain):
            places[at] = (2, packed, index)
        entries = (
            f"/Type/XRef/Size {table + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            "/DecodeParms<</Predictor 12/Columns 7>>/ID[<"
        )
        if self._apart:
            return self._personal(b"".join(parts), f"{table} 0 obj\n<<{entries}", places)
        places[table] = (1, offset, 0)
        content, _ = predicted([_FREE, *(places[at] for at in range(1, table + 1))])
        blank = BLANK.decode()
        self.stream(f"{entries}{blank}><{blank}>]", content, table)
        parts += [self._streams[table], b"startxref\n%d\n%%%%EOF\n" % offset]
        return _identified(b"".join(parts))

    def _personal(self, body: bytes, head: str, places: dict[int, tuple[int, int, int]]) -> bytes:
        offset = len(body) + len(PERSONAL)
        for at, stream in self._apart.items():
            places[at] = (1, offset, 0)
            offset += len(stream)
        rows = [_FREE, *(places[at] for at in range(1, len(places) + 1))]
        self.seam = Seam.of(len(body), tuple(self._apart), head.encode(), rows)
        return body + self.seam.tail(b"".join(self._apart.values()), sha256(body))

    def _pack(self) -> int:
        offsets, bodies, position = [], [], 0
        for at, body in self._plain.items():
            offsets.append(f"{at} {position}")
            bodies.append(body)
            position += len(body) + 1
        head = " ".join(offsets) + "\n"
        content = (head + "\n".join(bodies)).encode("latin-1")
        return self.stream(f"/Type/ObjStm/N {len(bodies)}/First {len(head)}", content)


def _identified(blank: bytes) -> bytes:
    """The file with its identity filled in: a digest of all of it, with a blank in that place."""
    identity = sha256(blank).hexdigest()[:32].encode()
    head, tail = blank[: (at := blank.rindex(b"/ID[<"))], blank[at:]
    return head + tail.replace(BLANK, identity, 2)


def as_written(pdf: bytes) -> bool:
    """True when not one byte of a file differs from what `Writer` gave."""
    found = _IDENTITY.search(pdf, max(pdf.rfind(b"/ID[<"), 0))
    if not found:
        return False
    blank = b"/ID[<" + BLANK + b"><" + BLANK + b">]"
    return _identified(pdf[: found.start()] + blank + pdf[found.end() :]) == pdf
