"""What tagging, conformance and determinism cost: the same leaflet with and without them.

    python tests/bench/price.py [ROUNDS]

Sets acetylcysteine in turn on our canvas and on a plain ReportLab canvas that draws the same lines
at the same places, untagged and unchecked. Prints CPU milliseconds (median), their ratio (median of
pairs), the bytes of both files, and how many of ours are tags, metadata and colour profile.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf

import leaflets
import leaflets.typesetting as room
from leaflets.pdf.canvas import Line, TaggedCanvas
from leaflets.pdf.engine import Canvas, pdfmetrics
from leaflets.pdf.glyphs import kept


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


def once(canvas: type, leaflet: leaflets.Leaflet) -> tuple[float, bytes]:
    """CPU seconds and the file of one render on a canvas."""
    room.TaggedCanvas = canvas  # type: ignore[misc]
    start = time.process_time()
    pdf = leaflets.typeset(leaflet).pdf
    return time.process_time() - start, pdf


def burden(pdf: bytes) -> int:
    """Bytes that a file has only because it is tagged and conforms."""
    with pikepdf.open(BytesIO(pdf)) as file:
        whole = _saved(file)
        for name in ("/StructTreeRoot", "/MarkInfo", "/Metadata", "/OutputIntents"):
            del file.Root[name]
        for page in file.pages:
            del page.obj["/StructParents"], page.obj["/Tabs"]
            code = page.Contents.read_bytes()
            page.Contents.write(re.sub(rb"/\w+ ?(<<.*?>>)?BDC\n|/Artifact BMC\n|EMC\n?", b"", code))
        return whole - _saved(file)


def _saved(file: pikepdf.Pdf) -> int:
    out = BytesIO()
    file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return len(out.getvalue())


def main() -> None:
    """Print the comparison."""
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
    once(TaggedCanvas, leaflet), once(PlainCanvas, leaflet)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    pairs = [(once(TaggedCanvas, leaflet), once(PlainCanvas, leaflet)) for _ in range(rounds)]
    tagged, plain = (statistics.median(pair[n][0] for pair in pairs) * 1000 for n in (0, 1))
    ratio = statistics.median(ours[0] / theirs[0] for ours, theirs in pairs)
    print(f"tagged {tagged:.1f} ms, {len(pairs[0][0][1])} bytes")
    print(f"plain  {plain:.1f} ms, {len(pairs[0][1][1])} bytes")
    print(f"ratio  {ratio:.2f}")
    print(f"burden {burden(pairs[0][0][1])} bytes")


if __name__ == "__main__":
    main()
