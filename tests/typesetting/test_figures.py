"""Pictures on the page: of the size that the layout says, beside their words, and legible."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from leaflets import pipeline
from leaflets.base.limits import CODE_CHARACTERS
from leaflets.content.pictures.model import Picture, QRCode, RasterPicture
from leaflets.content.pictures.qr_code import QUIET_ZONE, qr_rows, qr_width
from leaflets.leaflet.model import Figure, Leaflet, Paragraph, PictogramRow, SideBySide, Words
from tests.pdf.mutations import elements
from tests.pdf.toy import png
from tests.shipped import LAYOUTS, shipped_layout

from . import toys

MM = 72 / 25.4
ADDRESS = "https://example.org/leaflets/acetylcysteine/en"


def beside(picture: Picture) -> Leaflet:
    figure = Figure("figure", picture, toys.text("A picture."))
    return toys.leaflet(SideBySide("beside", figure, (toys.paragraph("words", "Words."),)))


def captioned(*captions: str) -> Leaflet:
    figures = (
        Figure(f"f{n}", toys.CROSS, toys.text(says), True) for n, says in enumerate(captions)
    )
    return toys.leaflet(PictogramRow("row", tuple(figures)))


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Where the figures say that they stand."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return [tuple(map(float, figure.A.BBox)) for figure in elements(file, "Figure")]


def seen(pdf: bytes, scale: float) -> list[str]:
    """What a reader of codes finds on the first page."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_code_is_read_from_the_page(layout: str) -> None:
    assert seen(pipeline.typeset(beside(QRCode(ADDRESS)), layout).pdf, 150 / 72) == [ADDRESS]


@pytest.mark.parametrize("length", [25, 60, CODE_CHARACTERS])
def test_squares_of_a_code_are_large_enough_whatever_its_address(length: int) -> None:
    address = "https://example.org/" + "x" * (length - 20)
    pdf = pipeline.typeset(beside(QRCode(address))).pdf
    ((left, bottom, right, top),) = boxes(pdf)
    assert right - left == pytest.approx(top - bottom, abs=0.02)
    assert (right - left) / qr_width(address) >= 0.4 * MM - 0.01
    assert right - left >= shipped_layout("standard").figures.code - 0.01
    assert seen(pdf, 2) == [address]


def test_a_code_has_its_level_and_no_words_of_a_patient() -> None:
    (found,) = zxingcpp.read_barcodes(_picture(qr_rows(ADDRESS)))
    assert found.text == ADDRESS
    assert found.ec_level == "M"
    assert QUIET_ZONE == 4


def _picture(rows: tuple[tuple[bool, ...], ...]) -> object:
    import PIL.Image

    side = len(rows) + 2 * QUIET_ZONE
    picture = PIL.Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)
    return picture.resize((side * 4, side * 4), PIL.Image.Resampling.NEAREST)


def test_a_code_is_the_same_every_time() -> None:
    made = beside(QRCode(ADDRESS))
    assert pipeline.typeset(made).pdf == pipeline.typeset(made).pdf


@pytest.mark.parametrize(("size", "share"), [((30, 20), 1.5), ((20, 40), 0.5), ((900, 10), 90)])
def test_a_logo_keeps_its_proportions(size: tuple[int, int], share: float) -> None:
    made = beside(RasterPicture(*size, png("RGB", size)))
    ((left, bottom, right, top),) = boxes(pipeline.typeset(made).pdf)
    layout = shipped_layout("standard")
    room = layout.page.width - layout.page.margins.left - layout.page.margins.right
    assert (right - left) / (top - bottom) == pytest.approx(share, rel=0.02)
    assert top - bottom <= layout.figures.logo + 0.01
    assert right - left <= 0.4 * room + 0.01


def test_captions_stand_beside_their_pictures() -> None:
    pdf = pipeline.typeset(captioned("One tablet", "Two tablets")).pdf
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    for box, says in zip(boxes(pdf), ("One tablet", "Two tablets"), strict=True):
        index, count = page.search(says).get_next()
        left, bottom, _, top = page.get_charbox(index)
        assert count == len(says)
        assert left > box[2]
        assert box[1] < (bottom + top) / 2 < box[3]


@pytest.mark.parametrize(
    ("captions", "columns"),
    [
        (["short"], 1),
        (["short"] * 3, 3),
        (["short"] * 4, 2),  # rows are even
        (["a caption that fills some lines, because it says what to do and why"] * 4, 2),
        (["a caption so long that nobody would want it narrow " * 6] * 3, 1),
        (["x" * 60] * 3, 1),  # no word is torn
    ],
)
def test_so_many_stand_side_by_side(captions: list[str], columns: int) -> None:
    lefts = {round(box[0]) for box in boxes(pipeline.typeset(captioned(*captions)).pdf)}
    assert len(lefts) == columns


def test_a_picture_is_drawn_in_ink() -> None:
    pdf = pipeline.typeset(captioned("One")).pdf
    ((left, bottom, right, top),) = boxes(pdf)
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=1).to_pil().convert("L")
    x, y = round(left + (right - left) / 3), round(page.get_height() - (bottom + top) / 2)
    assert picture.getpixel((x, y)) < 60


def test_words_that_fill_pages_go_on_without_the_picture() -> None:
    long = Words(tuple(run for _ in range(300) for run in toys.text("Some words. ").runs))
    figure = Figure("figure", QRCode(ADDRESS), toys.text("A code."))
    made = toys.leaflet(SideBySide("beside", figure, (Paragraph("words", long),)))
    found = pipeline.typeset(made, "large-print")
    assert found.pages > 1
    assert len(boxes(found.pdf)) == 1
