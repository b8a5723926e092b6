"""What tagging, conformance and determinism cost: the same leaflet with and without them.

    python tests/bench/price.py [ROUNDS]

Sets acetylcysteine in turn on three canvases that draw the same lines at the same places: ours;
ours without tags, checks, bookmarks, metadata and colour profile; and plain ReportLab. Prints CPU
milliseconds (median), the ratio to ours (median of rounds) and bytes. Exits with 1 if ours is 15 kB
larger than the second; how long it takes is only told, for a busy machine would tell it wrong.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import leaflets
import leaflets.typesetting.draw as room
from leaflets.pdf.canvas import Line, TaggedCanvas
from leaflets.pdf.document import _Document
from leaflets.pdf.engine import Canvas, pdfmetrics
from leaflets.pdf.glyphs import Face, kept
from leaflets.pdf.structure import Element

MOST_BYTES = 15_000


class BareCanvas(TaggedCanvas):
    """Our writer and our fonts alone."""

    def _block(self, _leaf: Element, lines: Sequence[Line]) -> None:
        self._furniture(lines)

    def _swept(self) -> Iterator[tuple[str, bool]]:
        return ((code, False) for code in self._code)

    @contextmanager
    def artifact(self, *_: str) -> Iterator[None]:
        """No mark."""
        self._artifact_open = True
        yield
        self._artifact_open = False

    def save(self) -> None:
        """Write pages and fonts."""
        self._record.sheets.pop()
        self._out.write(_BareDocument(self._record, self._metadata).bare(self._faces))


class _BareDocument(_Document):
    def bare(self, faces: dict[str, Face]) -> bytes:
        """The least file that can be read."""
        fonts = {at: n for face in faces.values() for at, n in face.embed(self.out).items()}
        catalog = self.out.add(f"<</Type/Catalog/Pages {self._pages(fonts)} 0 R>>")
        return self.out.file(catalog, self.out.add("<<>>"))


class PlainCanvas(Canvas):  # type: ignore[misc]
    """Draws what it is told and marks nothing."""

    def __init__(self, out: BytesIO, *, size: tuple[float, float], **_: Any) -> None:
        super().__init__(out, pagesize=size)

    def show(self, _path: str | None, lines: Sequence[Line]) -> None:
        """Draw lines of words."""
        text = self.beginText()
        for line in lines:
            text.setTextOrigin(line.x, line.y)
            for piece in line.pieces:
                pdfmetrics.registerFont(kept(piece.font))
                text.setFont(piece.font, piece.size)
                text.setFillColorRGB(*piece.colour)
                text.textOut(piece.text)
        self.drawText(text)

    @contextmanager
    def artifact(self, *_: str) -> Iterator[None]:
        """No mark."""
        yield


CANVASES = {"ours": TaggedCanvas, "ours without": BareCanvas, "plain ReportLab": PlainCanvas}


def once(canvas: type, leaflet: leaflets.Leaflet) -> tuple[float, int]:
    """CPU seconds and bytes of one render on a canvas."""
    room.TaggedCanvas = canvas  # type: ignore[misc]
    start = time.process_time()
    pdf = leaflets.typeset(leaflet).pdf
    return time.process_time() - start, len(pdf)


def main() -> int:
    """Print the comparison."""
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    rounds = [{name: once(kind, leaflet) for name, kind in CANVASES.items()} for _ in range(count)]
    rounds = rounds[1:]  # the first one loads modules and fonts
    sizes = {name: size for name, (_, size) in rounds[0].items()}
    for name, size in sizes.items():
        took = statistics.median(each[name][0] for each in rounds) * 1000
        ratio = statistics.median(each["ours"][0] / each[name][0] for each in rounds)
        print(f"{name:16}{took:6.1f} ms  ours is {ratio:.2f} times that  {size:6} bytes")
    larger = sizes["ours"] - sizes["ours without"]
    print(f"tags, checks and conformance weigh {larger} bytes")
    return int(larger > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
