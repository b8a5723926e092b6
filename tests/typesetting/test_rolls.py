"""Rolls: one page, exactly as long as its words, however narrow."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

import leaflets
from leaflets import LayoutError, TooBig
from leaflets.layout.scalars import POINTS
from leaflets.leaflet.plain import words
from tests.leaflet.test_sample import specimen
from tests.pdf.stress import STRESS
from tests.readback import text_of
from tests.shipped import MONOGRAPHS, shipped_leaflet
from tests.typesetting.sizes import overlapping

MM = POINTS["mm"]


def edges(pdf: bytes) -> tuple[float, float, float]:
    """White above and below all words, and the height of the page, in points."""
    (page,) = pypdfium2.PdfDocument(pdf)
    text = page.get_textpage()
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    height = page.get_height()
    return height - max(box[3] for box in boxes), min(box[1] for box in boxes), height


def own(folder: Path, *lines: str) -> Path:
    """A folder with a layout of its own, called roll."""
    (folder / "layouts").mkdir()
    text = "\n".join(["extends: receipt", "says: Our roll.", *lines, ""])
    (folder / "layouts/roll.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(("name", "language"), MONOGRAPHS[:4])
def test_the_page_ends_where_the_words_end(name: str, language: str) -> None:
    found = leaflets.typeset(shipped_leaflet(name, language), "receipt")
    above, below, height = edges(found.pdf)
    assert found.pages == 1
    assert 5 * MM <= above <= 5 * MM + 14
    assert 8 * MM - 4 <= below <= 8 * MM + 6
    assert 700 < height < 14_400


def test_58_mm_by_one_key(tmp_path: Path) -> None:
    folder = own(tmp_path, "page: {width: 58 mm}")
    for made in (shipped_leaflet("acetylcysteine"), specimen()):
        narrow = leaflets.typeset(made, "roll", folder=folder)
        (page,) = pypdfium2.PdfDocument(narrow.pdf)
        assert page.get_width() == pytest.approx(58 * MM, abs=0.01)
        assert page.get_height() > edges(leaflets.typeset(made, "receipt").pdf)[2]
        said = (text_of(narrow.pdf, made), words(made, identity=False))
        found, expected = (re.sub(r"page\d+", "page", "".join(each)) for each in said)
        assert found == expected  # besides the pages in the table of contents
        assert not overlapping(narrow.pdf)


def test_no_word_of_a_table_is_cut_where_the_roll_is_narrow(tmp_path: Path) -> None:
    import pypdf

    pdf = leaflets.typeset(specimen(), "roll", folder=own(tmp_path, "page: {width: 58 mm}")).pdf
    lines = pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().splitlines()
    assert {"Wednesday", "November", "Nothing."} <= {line.strip() for line in lines}


def test_a_leaflet_longer_than_a_page_can_be_is_refused() -> None:
    with pytest.raises(TooBig) as caught:
        leaflets.typeset(STRESS["fifty pages"], "receipt")
    assert caught.value.code == "T505"
    assert "5.1 m" in caught.value.says


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("page: {columns: 2}", "has 2 columns"),
        ("fit: {pages: 1, least: 12 pt, most: 13 pt}", "nothing to be fitted into"),
    ],
)
def test_what_a_roll_cannot_be_is_told(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(LayoutError) as caught:
        leaflets.typeset(shipped_leaflet("acetylcysteine"), "roll", folder=own(tmp_path, line))
    assert {fault.code for fault in caught.value.faults} <= {"L268", "L260"}
    assert any(says in fault.says for fault in caught.value.faults)
