"""The program's pictograms: each that can be named can be drawn, inside its square."""

from __future__ import annotations

import re
from functools import cache

import pytest

from leaflets.base.errors import VocabularyError
from leaflets.content.library import Library
from leaflets.content.pictures.pictograms import PictogramSet, read_pictograms
from tests import minimal


@cache
def known() -> PictogramSet:
    found = Library().pictograms()
    return read_pictograms(found.source, found.file)


def test_those_that_can_be_named_are_those_that_can_be_drawn() -> None:
    assert list(known().pictograms) == list(minimal.sections().pictograms)


def test_each_says_what_it_shows_and_where_it_is_from() -> None:
    every = known().pictograms.values()
    assert all(pictogram.shows.endswith(".") for pictogram in every)
    assert all(re.fullmatch(r"[0-9a-f]{64}", pictogram.sha256) for pictogram in every)
    assert len({pictogram.source for pictogram in every}) == len(every)
    assert "public domain" in known().licence


@pytest.mark.parametrize("name", minimal.sections().pictograms)
def test_each_stands_in_its_square_and_fills_most_of_it(name: str) -> None:
    drawing = known().drawing(name)
    numbers = [n for shape in drawing.shapes for _, points in shape.outline for n in points]
    across, down = numbers[::2], numbers[1::2]
    for side in (across, down):
        assert 0 <= min(side) <= max(side) <= drawing.width
    assert max(max(across) - min(across), max(down) - min(down)) > drawing.width * 0.6


def test_what_cannot_be_drawn_is_told_with_its_line() -> None:
    found = Library().pictograms()
    spoilt = found.source.replace(b"- M16 26", b"- X16 26", 1)
    line = next(n for n, text in enumerate(spoilt.splitlines(), 1) if text.startswith(b"      - X"))
    with pytest.raises(VocabularyError) as caught:
        read_pictograms(spoilt, found.file)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.line) == ("V107", line)
