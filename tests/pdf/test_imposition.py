"""Pages on sheets to be folded: each in its place, and the file the same to a screen reader."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

import leaflets
from leaflets import NoSheet
from leaflets.pdf.imposition import fold_booklet
from leaflets.pdf.inspect import inspect
from tests.shipped import FIRST_MEDICINE, shipped_leaflet

from .stress import STRESS
from .test_shelf import check


def unfolded(pages: int, *, is_mirrored: bool = False) -> list[list[tuple[int, int]]]:
    """For each sheet the pages of its leaves, front and back: what folding brings together.

    The first leaf is that on the other side of the fold than the spine.
    """
    found = fold_booklet(pages, (10, 10), (20, 10), is_mirrored=is_mirrored)
    sides: list[dict[float, int]] = [{} for _ in range(found.sides)]
    for page, slot in enumerate(found.positions, 1):
        sides[slot.side][slot.x] = page
    # the back of a sheet turned over its short edge: what stood left is behind what stands right
    first, last = (0, 10) if is_mirrored else (10, 0)
    return [
        [(front.get(first, 0), back.get(last, 0)), (back.get(first, 0), front.get(last, 0))]
        for front, back in zip(sides[::2], sides[1::2], strict=True)
    ]


@pytest.mark.parametrize("is_mirrored", [False, True])
@pytest.mark.parametrize("pages", [*range(1, 10), 48])
def test_folded_sheets_are_read_from_first_to_last(pages: int, is_mirrored: bool) -> None:
    sheets = unfolded(pages, is_mirrored=is_mirrored)
    assert len(sheets) == -(-pages // 4)
    # laid in each other: the right leaves from the outermost in, then the others back out
    leaves = [sheet[0] for sheet in sheets] + [sheet[1] for sheet in reversed(sheets)]
    read = [page for leaf in leaves for page in leaf]
    assert read == [*range(1, pages + 1), *[0] * (len(read) - pages)]


@pytest.mark.parametrize(("name", "language"), FIRST_MEDICINE)
def test_an_imposed_leaflet_is_valid_and_says_the_same(name: str, language: str) -> None:
    made = shipped_leaflet(name, language)
    pdf = leaflets.typeset(made, "booklet", impose=True).pdf
    check(pdf, made, "ua1", "2a")
    assert inspect(pdf).verdict == "exact"
    with pikepdf.open(BytesIO(pdf)) as file:
        assert len(file.pages) % 2 == 0
        for page in file.pages:
            assert [float(edge) for edge in page.mediabox] == [0, 0, 841.89, 595.28]


def test_a_booklet_from_right_to_left_opens_at_the_right() -> None:
    """The first page is the left half of the outer sheet, so that the spine is at its right."""
    made = shipped_leaflet("acetylcysteine", "ar")
    pdf = leaflets.typeset(made, "booklet", impose=True).pdf
    check(pdf, made, "ua1", "2a")
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    at, _ = text.search("مسودة").get_next() or pytest.fail("the band of a draft is not there")
    assert text.get_charbox(at)[0] < 841.89 / 2
    with pikepdf.open(BytesIO(pdf)) as file:
        assert file.Root.ViewerPreferences.Direction == "/R2L"


@pytest.mark.parametrize("name", sorted(set(STRESS) - {"fifty pages"}))
def test_harder(name: str) -> None:
    check(leaflets.typeset(STRESS[name], "booklet", impose=True).pdf, STRESS[name], "ua1", "2a")


def test_each_page_is_on_its_half_and_links_and_bookmarks_with_it() -> None:
    made = STRESS["boxes over pages"]
    plain = leaflets.typeset(made, "booklet")
    places = fold_booklet(plain.pages, (419.53, 595.28), (841.89, 595.28))
    pages = pypdfium2.PdfDocument(plain.pdf)
    sheets = pypdfium2.PdfDocument(leaflets.typeset(made, "booklet", impose=True).pdf)
    assert len(sheets) == places.sides
    for page, slot in zip(pages, places.positions, strict=True):
        sheet = sheets[slot.side]
        left = slot.x
        half = sheet.get_textpage().get_text_bounded(left, 0, left + 419.53, 595.28)
        assert half.split() == page.get_textpage().get_text_bounded().split()
    for area, (number, left, lower) in zip(areas(sheets), areas(pages), strict=True):
        slot = places.positions[number]
        assert area == (slot.side, pytest.approx(left + slot.x, abs=0.02), lower)
    for mark, plain_mark in zip(sheets.get_toc(), pages.get_toc(), strict=True):
        place, before = mark.get_dest(), plain_mark.get_dest()
        slot = places.positions[before.get_index()]
        assert (mark.get_title(), place.get_index()) == (plain_mark.get_title(), slot.side)
        left = before.get_view()[1][0] + slot.x
        assert place.get_view()[1][0] == pytest.approx(left, abs=0.02)


def areas(document: pypdfium2.PdfDocument) -> list[tuple[int, float, float]]:
    """The areas of links in reading order: page, left and lower edge."""
    with pikepdf.open(BytesIO(saved(document))) as file:
        found = [
            (int(area.StructParent), number, float(area.Rect[0]), float(area.Rect[1]))
            for number, page in enumerate(file.pages)
            for area in page.get("/Annots", [])
        ]
    return [area[1:] for area in sorted(found)]


def saved(document: pypdfium2.PdfDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_same_bytes_again() -> None:
    made = STRESS["deep lists"]
    first, second = (leaflets.typeset(made, "booklet", impose=True).pdf for _ in range(2))
    assert first == second


@pytest.mark.parametrize("layout", ["standard", "receipt"])
def test_pages_that_fit_no_sheet_side_by_side_are_refused(layout: str) -> None:
    with pytest.raises(NoSheet) as caught:
        leaflets.typeset(shipped_leaflet("acetylcysteine"), layout, impose=True)
    assert caught.value.code == "T522"
    assert "booklet" in caught.value.hint
