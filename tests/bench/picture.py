"""The picture in the README: the first page of acetylcysteine in every layout, in one scale.

python tests/bench/picture.py      writes layouts/contact-sheet.png
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

import leaflets
from leaflets.content.library import Library

SCALE = 0.52  # pixels a point: headings can be read, and the file is small
ABREAST = 4
EDGE = 16  # pixels of grey around each page
CAPTION = 30  # pixels under a page, for its name
COLOURS = 64
GREY, INK = (214, 218, 223), (26, 26, 26)
SHEET = tuple(round(side * SCALE) for side in (612, 842))  # as wide as Letter, as high as A4


def first_page(layout: str) -> Image.Image:
    """The first page; of a roll its upper end."""
    pdf = leaflets.typeset(leaflets.compose(leaflets.read("acetylcysteine")), layout).pdf
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=SCALE).to_pil()
    return page.crop((0, 0, page.width, min(page.height, SHEET[1])))


def main() -> None:
    """Render, draw, join, name, write."""
    names = sorted(Library().layouts())
    rows = -(-len(names) // ABREAST)
    wide, high = SHEET[0] + EDGE, SHEET[1] + CAPTION + EDGE
    sheet = Image.new("RGB", (ABREAST * wide + EDGE, rows * high + EDGE), GREY)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    for index, name in enumerate(names):
        page = first_page(name)
        left, top = EDGE + index % ABREAST * wide, EDGE + index // ABREAST * high
        sheet.paste(page, (left + (SHEET[0] - page.width) // 2, top + SHEET[1] - page.height))
        middle = left + SHEET[0] // 2
        draw.text((middle, top + SHEET[1] + CAPTION // 2), name, INK, font, anchor="mm")
    target = Path(__file__).parent.parent.parent / "layouts" / "contact-sheet.png"
    sheet.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        target, optimize=True
    )
    print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
