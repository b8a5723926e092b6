"""One file with the leaflets of many patients, for a printer; they share fonts and common pages.

It is for paper only, and its title says so: it has no structure tree, and claims PDF/A-2b alone.
Tags would double what a patient adds (2.0 kB beside 1.4 kB), and nobody listens to a stack of other
people's leaflets.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from ..pdf.tail import COMPRESSION_LEVEL, predict_rows
from ..pdf.writer import text
from .shared_leaflet import REFERENCE, SharedLeaflet

__all__ = ["PrintFileWriter"]

HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
BOX: Final = re.compile(r"/MediaBox\[[^\]]*\]")
PAGES_PER_NODE: Final = 200  # of the page tree
OBJECTS_PER_STREAM: Final = 1000
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


class _PlacedLeaflet(NamedTuple):
    """A leaflet whose shared objects are in the file.

    pages: the entries of each, split where the number of a patient's stream goes. box: /MediaBox of
    the last page, also used for a blank page after it.
    """

    pages: list[tuple[str, ...]]
    box: str


class PrintFileWriter:
    """Collects leaflets, and writes one file. producer: name and version of the program."""

    def __init__(self, producer: str) -> None:
        self._parts = [HEAD]
        self._size = len(HEAD)
        self._rows: dict[int, tuple[int, int, int]] = {}
        self._last_number = 0
        self._packing: dict[int, str] = {}
        self._placed_leaflets: dict[SharedLeaflet, _PlacedLeaflet] = {}
        self._kids: list[int] = []
        self._groups: list[tuple[int, list[int]]] = []
        self._marks: list[tuple[int, int, str]] = []
        self._profile = 0
        self._box = ""
        self._root, self._outline = self._number(), self._number()
        packet = XMP.format(producer=producer).encode()
        self._metadata = self._number()
        self._stream(self._metadata, "/Type/Metadata/Subtype/XML", packet)

    def add(self, shared_leaflet: SharedLeaflet, code: bytes, name: str) -> int:
        """Add a leaflet, beginning on a right-hand page; return that page's number, from 1.

        code: operators that draw the patient's words. name: of the bookmark.
        """
        if self._page_count() % 2:
            self._page(f"{self._box}/Resources<<>>")
        placed_leaflet = self._placed_leaflets.get(shared_leaflet) or self._place(shared_leaflet)
        personal = 0
        if shared_leaflet.personal:
            personal = self._number()
            self._stream(personal, "", code)
        first = self._page_count() + 1
        for index, page in enumerate(placed_leaflet.pages):
            at = self._page(f"{personal}".join(page))
            if not index:
                self._marks.append((self._number(), at, name))
        self._box = placed_leaflet.box
        return first

    def file(self) -> bytes:
        """Return the whole file; its identity is a digest of its content."""
        self._tree()
        self._bookmarks()
        catalog = self._number()
        self._add_object(
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
        content, _ = predict_rows(rows)
        self._stream(
            table,
            f"/Type/XRef/Size {table + 1}/W[1 4 2]/Root {catalog} 0 R/ID[<{digest}><{digest}>]"
            "/DecodeParms<</Predictor 12/Columns 7>>/Filter/FlateDecode",
            zlib.compress(content, COMPRESSION_LEVEL),
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

    def _place(self, shared_leaflet: SharedLeaflet) -> _PlacedLeaflet:
        """Write the objects that all patients share."""
        numbers = {number: self._number() for number in shared_leaflet.object_numbers}
        if shared_leaflet.personal:
            numbers[shared_leaflet.personal] = 0

        def renumber(body: str) -> str:
            return REFERENCE.sub(lambda match: f"{numbers[int(match[1])]} 0 R", body)

        for number in shared_leaflet.object_numbers:
            if number in shared_leaflet.streams:
                content = shared_leaflet.streams[number].partition(b"\nstream\n")[2]
                entries = renumber(shared_leaflet.entries(number)).encode("latin-1")
                self._append(numbers[number], entries + b"\nstream\n" + content)
            else:
                self._add_object(numbers[number], renumber(shared_leaflet.objects[number]))
        self._profile = self._profile or numbers[shared_leaflet.profile]
        pages = [tuple(re.split(r"\b0(?= 0 R)", renumber(page))) for page in shared_leaflet.pages]
        box = "".join(BOX.findall(shared_leaflet.pages[-1]))
        placed_leaflet = self._placed_leaflets[shared_leaflet] = _PlacedLeaflet(pages, box)
        return placed_leaflet

    def _page(self, entries: str) -> int:
        """Add a page; return its number."""
        if not self._groups or len(self._groups[-1][1]) >= PAGES_PER_NODE:
            self._groups.append((self._number(), []))
        parent, kids = self._groups[-1]
        at = self._number()
        kids.append(at)
        self._add_object(at, f"<</Type/Page/Parent {parent} 0 R{entries}>>")
        return at

    def _page_count(self) -> int:
        full = max(0, len(self._groups) - 1) * PAGES_PER_NODE
        return full + len(self._groups[-1][1]) if self._groups else 0

    def _tree(self) -> None:
        for at, kids in self._groups:
            self._add_object(
                at,
                f"<</Type/Pages/Parent {self._root} 0 R/Count {len(kids)}"
                f"/Kids[{_references(kids)}]>>",
            )
        groups = _references([at for at, _ in self._groups])
        self._add_object(self._root, f"<</Type/Pages/Count {self._page_count()}/Kids[{groups}]>>")

    def _bookmarks(self) -> None:
        marks = self._marks
        for index, (at, page, name) in enumerate(marks):
            before = f"/Prev {marks[index - 1][0]} 0 R" if index else ""
            after = f"/Next {marks[index + 1][0]} 0 R" if index + 1 < len(marks) else ""
            self._add_object(
                at,
                f"<</Title {text(name)}/Parent {self._outline} 0 R{before}{after}"
                f"/Dest[{page} 0 R/Fit]>>",
            )
        ends = f"/First {marks[0][0]} 0 R/Last {marks[-1][0]} 0 R" if marks else ""
        self._add_object(self._outline, f"<</Type/Outlines{ends}/Count {len(marks)}>>")

    # -- objects ----------------------------------------------------------------------------------

    def _number(self) -> int:
        self._last_number += 1
        return self._last_number

    def _stream(self, at: int, entries: str, content: bytes) -> None:
        end = b"\r\n" if content.endswith(b"\r") else b"\n"
        dictionary = b"<<%b/Length %d>>" % (entries.encode("latin-1"), len(content))
        self._append(at, b"%b\nstream\n%b%bendstream\nendobj\n" % (dictionary, content, end))

    def _append(self, at: int, body: bytes) -> None:
        """Write an object. body: what follows "obj", with "endobj"."""
        part = b"%d 0 obj\n%b" % (at, body)
        self._rows[at] = 1, self._size, 0
        self._parts.append(part)
        self._size += len(part)

    def _add_object(self, at: int, body: str) -> None:
        self._packing[at] = body
        if len(self._packing) >= OBJECTS_PER_STREAM:
            self._pack()

    def _pack(self) -> None:
        """Write the objects that are not streams as one object stream."""
        stream_number, offsets, position = self._number(), [], 0
        for index, (at, body) in enumerate(self._packing.items()):
            self._rows[at] = 2, stream_number, index
            offsets.append(f"{at} {position}")
            position += len(body) + 1
        head = " ".join(offsets) + "\n"
        content = (head + "\n".join(self._packing.values())).encode("latin-1")
        entries = f"/Type/ObjStm/N {len(offsets)}/First {len(head)}/Filter/FlateDecode"
        self._stream(stream_number, entries, zlib.compress(content, COMPRESSION_LEVEL))
        self._packing.clear()


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
