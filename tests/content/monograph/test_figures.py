"""The figures of a monograph: files beside it, checked, described, and covered by its digests."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from leaflets import pipeline
from leaflets.base.errors import MonographError
from leaflets.leaflet.current_review import digest_for_review
from leaflets.leaflet.plain import plain
from tests.minimal import MONOGRAPH
from tests.pdf.mutations import elements
from tests.pdf.toy import png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>'
FIGURE = """\
      - figure: pen.png
        shows: A hand holds the pen.
        caption: Picture A
"""


def library(folder: Path, figures: str = FIGURE, pen: bytes | None = None) -> Path:
    """Write a library with one monograph and the picture pen.png, and return its folder."""
    home = folder / "monographs" / "examplamine"
    home.mkdir(parents=True, exist_ok=True)
    (home / "pen.png").write_bytes(pen or png("RGB", (400, 100)))
    water = "      - Take it with water.\n"
    (home / "en.yaml").write_text(MONOGRAPH.replace(water, water + figures))
    return folder


def test_a_figure_is_tagged_and_its_caption_stands_below_it(tmp_path: Path) -> None:
    leaflet = pipeline.compose(pipeline.read("examplamine", folder=library(tmp_path)))
    assert "[A hand holds the pen.]\nPicture A\n" in plain(leaflet)
    with pikepdf.open(BytesIO(pipeline.typeset(leaflet).pdf)) as pdf:
        (figure,), (caption,) = elements(pdf, "Figure"), elements(pdf, "Caption")
        left, bottom, right, top = map(float, figure.A.BBox)
        assert str(figure.Alt) == "A hand holds the pen."
        assert figure.P.K[0].objgen == figure.objgen
        assert figure.P.K[1].objgen == caption.objgen
    assert (right - left, top - bottom) == pytest.approx((300, 75), abs=0.1)  # 96 in an inch


def test_a_large_figure_is_as_wide_as_its_column(tmp_path: Path) -> None:
    own = library(tmp_path, pen=png("RGB", (2000, 100)))
    pdf_bytes = pipeline.typeset(pipeline.compose(pipeline.read("examplamine", folder=own))).pdf
    with pikepdf.open(BytesIO(pdf_bytes)) as pdf:
        left, bottom, right, top = map(float, next(iter(elements(pdf, "Figure"))).A.BBox)
    assert 440 < right - left < 500
    assert (right - left) / (top - bottom) == pytest.approx(20, rel=0.01)


def test_every_picture_that_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    figures = """\
      - figure: lost.png
        shows: Nothing.
      - figure: pen.png
        shows: A pen.
      - note:
          - figure: drop.svg
            shows: A drop.
"""
    own = library(tmp_path, figures, pen=b"no picture")
    (own / "monographs" / "examplamine" / "drop.svg").write_bytes(SVG[:-6])
    with pytest.raises(MonographError) as caught:
        pipeline.read("examplamine", folder=own)
    assert {fault.code for fault in caught.value.faults} == {"H202", "H203", "H214"}


def test_figures_have_a_limit_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflets.content.monograph.figures.FIGURE_PIXELS", 39_999)
    with pytest.raises(MonographError) as caught:
        pipeline.read("examplamine", folder=library(tmp_path))
    assert [fault.code for fault in caught.value.faults] == ["M211"]


def test_another_picture_is_another_leaflet(tmp_path: Path) -> None:
    first = pipeline.read("examplamine", folder=library(tmp_path))
    second = pipeline.read("examplamine", folder=library(tmp_path, pen=png("RGB", (400, 90))))
    assert first.source == second.source
    assert pipeline.compose(first).identifier != pipeline.compose(second).identifier
    assert digest_for_review(first) != digest_for_review(second)


def test_a_file_and_the_copy_of_an_edition_find_their_pictures(tmp_path: Path) -> None:
    home = library(tmp_path) / "monographs" / "examplamine"
    (home / "editions").mkdir()
    copy = home / "editions" / "en.1.yaml"
    copy.write_bytes((home / "en.yaml").read_bytes())
    for path in (home / "en.yaml", copy):
        assert list(pipeline.read(path).figures) == ["pen.png"]


def test_a_picture_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    own = library(tmp_path)
    (tmp_path / "secret.png").write_bytes(png())
    pen = own / "monographs" / "examplamine" / "pen.png"
    pen.unlink()
    pen.symlink_to(tmp_path / "secret.png")
    with pytest.raises(MonographError) as caught:
        pipeline.read("examplamine", folder=own)
    assert caught.value.code == "H202"


def test_a_column_of_pictures_alone_has_room_for_them(tmp_path: Path) -> None:
    table = """\
      - table:
          - [{figure: pen.png, shows: A pen.}, Hold it so that the needle points down to the skin.]
        heading-rows: none
"""
    leaflet = pipeline.compose(pipeline.read("examplamine", folder=library(tmp_path, table)))
    with pikepdf.open(BytesIO(pipeline.typeset(leaflet).pdf)) as pdf:
        left, bottom, right, top = map(float, next(iter(elements(pdf, "Figure"))).A.BBox)
    assert right - left > 70
    assert (right - left) / (top - bottom) == pytest.approx(4, rel=0.02)
