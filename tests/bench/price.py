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
from leaflets.pdf.canvas import TaggedCanvas
from leaflets.pdf.document import DocumentBuilder, resource_entries
from leaflets.pdf.elements import Element
from leaflets.pdf.embedded_fonts import EmbeddedFont, registered_font
from leaflets.pdf.engine import Canvas, pdfmetrics
from leaflets.pdf.marked_content import PageCode
from leaflets.pdf.text import PlacedLine

MOST_BYTES = 15_000


class BareCanvas(TaggedCanvas):
    """Our writer and our fonts, without tags, checks and metadata."""

    def _show_block(self, _leaf: Element, lines: Sequence[PlacedLine]) -> None:
        self._show_furniture(lines)

    def _page_code(self) -> list[PageCode]:
        return [PageCode("\n".join(self._code).encode("latin-1"), personal=False)]

    @contextmanager
    def artifact(self, *_: str) -> Iterator[None]:
        """Draw without a mark."""
        self._artifact_open = True
        yield
        self._artifact_open = False

    def save(self) -> None:
        """Write pages and fonts."""
        self._drawn.sheets.pop()
        document = _BareDocument(self._drawn, self._metadata)
        self._out.write(document.bare(self._embedded_fonts))


class _BareDocument(DocumentBuilder):
    def bare(self, fonts: dict[str, EmbeddedFont]) -> bytes:
        """Return the smallest file that a reader can open."""
        numbers = {name: at for font in fonts.values() for name, at in font.embed(self.out).items()}
        pages = self._pages(resource_entries("Font", numbers))
        catalog = self.out.add(f"<</Type/Catalog/Pages {pages} 0 R>>")
        return self.out.file(catalog, self.out.add("<<>>"))


class PlainCanvas(Canvas):  # type: ignore[misc]
    """Draws with plain ReportLab, without marks."""

    def __init__(self, out: BytesIO, *, size: tuple[float, float], **_: Any) -> None:
        super().__init__(out, pagesize=size)

    def show(self, _path: str | None, lines: Sequence[PlacedLine]) -> None:
        """Draw lines of words."""
        text = self.beginText()
        for line in lines:
            text.setTextOrigin(line.x, line.y)
            for piece in line.pieces:
                pdfmetrics.registerFont(registered_font(piece.font))
                text.setFont(piece.font, piece.size)
                text.setFillColorRGB(*piece.colour)
                text.textOut(piece.text)
        self.drawText(text)

    @contextmanager
    def artifact(self, *_: str) -> Iterator[None]:
        """Draw without a mark."""
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
        took = statistics.median(times[name][0] for times in rounds) * 1000
        ratio = statistics.median(times["ours"][0] / times[name][0] for times in rounds)
        print(f"{name:16}{took:6.1f} ms  ours is {ratio:.2f} times that  {size:6} bytes")
    larger = sizes["ours"] - sizes["ours without"]
    print(f"tags, checks and conformance weigh {larger} bytes")
    return int(larger > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
