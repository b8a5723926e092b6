"""Many patients' leaflets in one file for the printer, which share fonts and all common pages.

It is for paper only, and says so: it has no structure tree, and claims PDF/A-2b alone. Tags would
double what a patient adds (2.0 kB beside 1.4 kB), and nobody listens to a stack of other people's
leaflets.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from ..pdf.seam import LEVEL, PERSONAL, predicted, split
from ..pdf.writer import text
from .objects import objects

__all__ = ["Printed", "Shared"]

HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
REFERENCE: Final = re.compile(r"\b(\d+) 0 R")
PAGE: Final = re.compile(
    r"/(?:Contents(?:\[[^\]]*\]| \d+ 0 R)|Resources \d+ 0 R|MediaBox\[[^\]]*\])"
)
BOX: Final = re.compile(r"/MediaBox\[[^\]]*\]")
FANOUT: Final = 200  # pages below one node of the page tree
PACKED: Final = 1000  # objects in one object stream
XMP: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
    ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    "<dc:format>application/pdf</dc:format><dc:title><rdf:Alt>"
    '<rdf:li xml:lang="x-default">Leaflets, to be printed only</rdf:li></rdf:Alt></dc:title>'
    "<pdf:Producer>{producer}</pdf:Producer>"
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
    '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
)


class Shared:
    """A leaflet as its own file holds it, taken apart.

    pdf: as the writer of this room gives it. personal: the number of the stream that each patient
    has another one of; 0: all of it is the same for everybody.
    """

    def __init__(self, pdf: bytes, personal: int = 0) -> None:
        body, tail = split(pdf)
        whole = body + tail.removeprefix(PERSONAL)
        self.personal = personal
        self.streams, self.plain = objects(whole[: whole.rindex(b"startxref\n")])
        catalog = next(each for each in self.plain.values() if each.startswith("<</Type/Catalog"))
        self.profile = _number_after("/DestOutputProfile", catalog)
        self.pages = ["".join(PAGE.findall(self.plain[at])) for at in self._kids(catalog)]
        self.needed = self._needed()

    def _kids(self, catalog: str) -> list[int]:
        """The numbers of the pages."""
        _, _, listed = self.plain[_number_after("/Pages", catalog)].partition("/Kids[")
        return [int(number) for number in REFERENCE.findall(listed)]

    def _needed(self) -> list[int]:
        """The numbers of all objects that the pages lead to, but for what is personal."""
        found: dict[int, None] = {}
        waiting = [*self.pages, f"{self.profile} 0 R"]
        while waiting:
            for number in map(int, REFERENCE.findall(waiting.pop())):
                if number not in found and number != self.personal:
                    found[number] = None
                    waiting.append(self.plain.get(number) or self.entries(number))
        return sorted(found)

    def entries(self, number: int) -> str:
        """The dictionary of a stream."""
        head = self.streams[number].partition(b"\nstream\n")[0]
        return head.partition(b" 0 obj\n")[2].decode("latin-1")


class _Placed(NamedTuple):
    """A leaflet that is in the file. pages: as text, around the number of a patient's stream.

    box: the size of the last, which a blank page behind it has, too.
    """

    pages: list[tuple[str, ...]]
    box: str


class Printed:
    """A file for the printer, in the making. producer: the program and its version."""

    def __init__(self, producer: str) -> None:
        self._parts = [HEAD]
        self._size = len(HEAD)
        self._rows: dict[int, tuple[int, int, int]] = {}
        self._last = 0
        self._packing: dict[int, str] = {}
        self._placed: dict[Shared, _Placed] = {}
        self._kids: list[int] = []
        self._groups: list[tuple[int, list[int]]] = []
        self._marks: list[tuple[int, int, str]] = []
        self._profile = 0
        self._box = ""
        self._root, self._outline = self._number(), self._number()
        packet = XMP.format(producer=producer).encode()
        self._metadata = self._number()
        self._stream(self._metadata, "/Type/Metadata/Subtype/XML", packet)

    def add(self, shared: Shared, code: bytes, name: str) -> int:
        """Add a leaflet, on a right-hand page. Gives the number of that page, from 1.

        code: draws what is the patient's own. name: of the bookmark.
        """
        if self._count() % 2:
            self._page(f"{self._box}/Resources<<>>")
        placed = self._placed.get(shared) or self._place(shared)
        own = 0
        if shared.personal:
            own = self._number()
            self._stream(own, "", code)
        first = self._count() + 1
        for index, page in enumerate(placed.pages):
            at = self._page(f"{own}".join(page))
            if not index:
                self._marks.append((self._number(), at, name))
        self._box = placed.box
        return first

    def file(self) -> bytes:
        """The whole file; its identity is a digest of its content."""
        self._tree()
        self._bookmarks()
        catalog = self._number()
        self._plain(
            catalog,
            f"<</Type/Catalog/Pages {self._root} 0 R/Outlines {self._outline} 0 R"
            f"/Metadata {self._metadata} 0 R/PageMode/UseOutlines"
            "/ViewerPreferences<</DisplayDocTitle true/Duplex/DuplexFlipLongEdge>>"
            + self._intent(),
        )
        self._pack()
        table, offset = self._number(), self._size
        self._rows[table] = 1, offset, 0
        rows = [(0, 0, 65535), *(self._rows[at] for at in range(1, table + 1))]
        digest = sha256(b"".join(self._parts)).hexdigest()[:32]
        content, _ = predicted(rows)
        self._stream(
            table,
            f"/Type/XRef/Size {table + 1}/W[1 4 2]/Root {catalog} 0 R/ID[<{digest}><{digest}>]"
            "/DecodeParms<</Predictor 12/Columns 7>>/Filter/FlateDecode",
            zlib.compress(content, LEVEL),
        )
        self._parts.append(b"startxref\n%d\n%%%%EOF\n" % offset)
        return b"".join(self._parts)

    def _intent(self) -> str:
        if not self._profile:  # a file without leaflets
            return ">>"
        return (
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
            f"/DestOutputProfile {self._profile} 0 R>>]>>"
        )

    # -- leaflets and pages -----------------------------------------------------------------------

    def _place(self, shared: Shared) -> _Placed:
        """Put into the file what all patients share."""
        numbers = {each: self._number() for each in shared.needed}
        if shared.personal:
            numbers[shared.personal] = 0

        def renumbered(body: str) -> str:
            return REFERENCE.sub(lambda found: f"{numbers[int(found[1])]} 0 R", body)

        for number in shared.needed:
            if number in shared.streams:
                content = shared.streams[number].partition(b"\nstream\n")[2]
                entries = renumbered(shared.entries(number)).encode("latin-1")
                self._put(numbers[number], entries + b"\nstream\n" + content)
            else:
                self._plain(numbers[number], renumbered(shared.plain[number]))
        self._profile = self._profile or numbers[shared.profile]
        pages = [tuple(re.split(r"\b0(?= 0 R)", renumbered(page))) for page in shared.pages]
        box = "".join(BOX.findall(shared.pages[-1]))
        placed = self._placed[shared] = _Placed(pages, box)
        return placed

    def _page(self, entries: str) -> int:
        """One page at the end."""
        if not self._groups or len(self._groups[-1][1]) >= FANOUT:
            self._groups.append((self._number(), []))
        parent, kids = self._groups[-1]
        at = self._number()
        kids.append(at)
        self._plain(at, f"<</Type/Page/Parent {parent} 0 R{entries}>>")
        return at

    def _count(self) -> int:
        full = max(0, len(self._groups) - 1) * FANOUT
        return full + len(self._groups[-1][1]) if self._groups else 0

    def _tree(self) -> None:
        for at, kids in self._groups:
            self._plain(
                at,
                f"<</Type/Pages/Parent {self._root} 0 R/Count {len(kids)}/Kids[{_listed(kids)}]>>",
            )
        groups = _listed([at for at, _ in self._groups])
        self._plain(self._root, f"<</Type/Pages/Count {self._count()}/Kids[{groups}]>>")

    def _bookmarks(self) -> None:
        marks = self._marks
        for index, (at, page, name) in enumerate(marks):
            before = f"/Prev {marks[index - 1][0]} 0 R" if index else ""
            after = f"/Next {marks[index + 1][0]} 0 R" if index + 1 < len(marks) else ""
            self._plain(
                at,
                f"<</Title {text(name)}/Parent {self._outline} 0 R{before}{after}"
                f"/Dest[{page} 0 R/Fit]>>",
            )
        ends = f"/First {marks[0][0]} 0 R/Last {marks[-1][0]} 0 R" if marks else ""
        self._plain(self._outline, f"<</Type/Outlines{ends}/Count {len(marks)}>>")

    # -- objects ----------------------------------------------------------------------------------

    def _number(self) -> int:
        self._last += 1
        return self._last

    def _stream(self, at: int, entries: str, content: bytes) -> None:
        end = b"\r\n" if content.endswith(b"\r") else b"\n"
        told = b"<<%b/Length %d>>" % (entries.encode("latin-1"), len(content))
        self._put(at, b"%b\nstream\n%b%bendstream\nendobj\n" % (told, content, end))

    def _put(self, at: int, body: bytes) -> None:
        """An object as it stands in the file, with its end."""
        part = b"%d 0 obj\n%b" % (at, body)
        self._rows[at] = 1, self._size, 0
        self._parts.append(part)
        self._size += len(part)

    def _plain(self, at: int, body: str) -> None:
        self._packing[at] = body
        if len(self._packing) >= PACKED:
            self._pack()

    def _pack(self) -> None:
        """Put the objects that are not streams into one that is."""
        packed, offsets, position = self._number(), [], 0
        for index, (at, body) in enumerate(self._packing.items()):
            self._rows[at] = 2, packed, index
            offsets.append(f"{at} {position}")
            position += len(body) + 1
        head = " ".join(offsets) + "\n"
        content = (head + "\n".join(self._packing.values())).encode("latin-1")
        entries = f"/Type/ObjStm/N {len(offsets)}/First {len(head)}/Filter/FlateDecode"
        self._stream(packed, entries, zlib.compress(content, LEVEL))
        self._packing.clear()


def _listed(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _number_after(key: str, body: str) -> int:
    """The number of the object to which a key leads."""
    return int(body.partition(f"{key} ")[2].partition(" ")[0])
