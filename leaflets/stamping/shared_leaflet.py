"""A leaflet taken apart into PDF objects, so that a file of many patients holds them once."""

from __future__ import annotations

import re
import zlib
from typing import Final, NamedTuple

from ..pdf.tail import PERSONAL_COMMENT, body_and_tail

__all__ = ["REFERENCE", "BodyObjects", "SharedLeaflet", "body_objects"]

REFERENCE: Final = re.compile(r"\b(\d+) 0 R")
_PAGE_ENTRIES: Final = re.compile(
    r"/(?:Contents(?:\[[^\]]*\]| \d+ 0 R)|Resources \d+ 0 R|MediaBox\[[^\]]*\])"
)
_STREAM: Final = re.compile(rb"(\d+) 0 obj\n<<(.*)/Length (\d+)>>\nstream\n")
_OBJECT_STREAM: Final = re.compile(rb"/N (\d+)/First (\d+)")


class BodyObjects(NamedTuple):
    """The objects of a body by number.

    streams: with "obj" and "endobj", as they stand in the file. objects: the others, without.
    """

    streams: dict[int, bytes]
    objects: dict[int, str]


def body_objects(body: bytes) -> BodyObjects:
    """Return the objects of a body. It must be as `leaflets.pdf` writes it."""
    streams, objects = dict[int, bytes](), dict[int, str]()
    at = body.index(b"\n", body.index(b"\n") + 1) + 1  # after the two lines of the header
    while at < len(body):
        head = _STREAM.match(body, at)
        assert head is not None
        end = body.index(b"endobj\n", head.end() + int(head[3])) + len(b"endobj\n")
        if head[2].startswith(b"/Type/ObjStm"):
            content = body[head.end() : head.end() + int(head[3])]
            objects |= _object_stream_content(zlib.decompress(content).decode("latin-1"), head[2])
        else:
            streams[int(head[1])] = body[at:end]
        at = end
    return BodyObjects(streams, objects)


def _object_stream_content(content: str, entries: bytes) -> dict[int, str]:
    """Return the objects of an object stream. entries: of its dictionary."""
    match = _OBJECT_STREAM.search(entries)
    assert match is not None
    first = int(match[2])
    index = list(map(int, content[:first].split()))
    starts = [first + offset for offset in index[1::2]]
    ends = [*starts[1:], len(content) + 1]
    return {
        number: content[start : end - 1]
        for number, start, end in zip(index[::2], starts, ends, strict=True)
    }


class SharedLeaflet:
    """The objects and pages of one leaflet file.

    pdf: as `leaflets.pdf` writes it. personal: number of the stream that differs for every patient;
    0 if the leaflet is the same for everybody.
    profile: number of the colour profile. pages: the entries of each page that print needs.
    object_numbers: of all objects that the pages refer to, directly or not, but the personal one.
    """

    def __init__(self, pdf: bytes, personal: int = 0) -> None:
        body, tail = body_and_tail(pdf)
        content = body + tail.removeprefix(PERSONAL_COMMENT)
        self.personal = personal
        self.streams, self.objects = body_objects(content[: content.rindex(b"startxref\n")])
        catalog = next(body for body in self.objects.values() if body.startswith("<</Type/Catalog"))
        self.profile = _referenced_number("/DestOutputProfile", catalog)
        self.pages = [
            "".join(_PAGE_ENTRIES.findall(self.objects[at])) for at in self._kids(catalog)
        ]
        self.object_numbers = self._reachable_objects()

    def _kids(self, catalog: str) -> list[int]:
        """Return the numbers of the pages."""
        _, _, kids = self.objects[_referenced_number("/Pages", catalog)].partition("/Kids[")
        return [int(number) for number in REFERENCE.findall(kids)]

    def _reachable_objects(self) -> list[int]:
        numbers = set[int]()
        waiting = [*self.pages, f"{self.profile} 0 R"]
        while waiting:
            for number in map(int, REFERENCE.findall(waiting.pop())):
                if number not in numbers and number != self.personal:
                    numbers.add(number)
                    waiting.append(self.objects.get(number) or self.entries(number))
        return sorted(numbers)

    def entries(self, number: int) -> str:
        """Return the dictionary of a stream."""
        head = self.streams[number].partition(b"\nstream\n")[0]
        return head.partition(b" 0 obj\n")[2].decode("latin-1")


def _referenced_number(key: str, body: str) -> int:
    """Return the number of the object that the entry with this key refers to."""
    return int(body.partition(f"{key} ")[2].partition(" ")[0])
