"""The objects of a body, for files of many patients that share them."""

from __future__ import annotations

import re
import zlib
from typing import Final, NamedTuple

__all__ = ["Objects", "objects"]

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
