"""The picture in the README: the pages of acetylcysteine in the standard layout, side by side.

python tests/bench/picture.py      writes layouts/standard.png
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

import leaflets

SCALE = 1.1  # pixels a point: legible in a browser, and small
EDGE = 12  # pixels of grey around each page


def main() -> None:
    """Render, draw, join, write."""
    pdf = leaflets.typeset(leaflets.compose(leaflets.read("acetylcysteine"))).pdf
    pages = [page.render(scale=SCALE).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    width = sum(page.width + EDGE for page in pages) + EDGE
    sheet = Image.new("RGB", (width, pages[0].height + 2 * EDGE), (208, 212, 218))
    left = EDGE
    for page in pages:
        sheet.paste(page, (left, EDGE))
        left += page.width + EDGE
    target = Path(__file__).parent.parent.parent / "layouts" / "standard.png"
    colours = sheet.quantize(128, dither=Image.Dither.NONE)
    colours.save(target, optimize=True)
    print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
