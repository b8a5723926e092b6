"""Path data becomes absolute lines and curves, or is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.limits import PATH_SEGMENTS
from leaflets.content.pictures.paths import read_outline
from leaflets.source.schema import InvalidText


def drawn(path: str) -> str:
    """The segments as letters and whole numbers."""
    return " ".join(
        " ".join([kind, *(f"{number:g}" for number in numbers)])
        for kind, numbers in read_outline(path)
    )


@pytest.mark.parametrize(
    ("path", "segments"),
    [
        ("M1 2L3 4", "m 1 2 l 3 4"),
        ("M1,2 3,4", "m 1 2 l 3 4"),  # further points are lines
        ("m1 2 3 4", "m 1 2 l 4 6"),
        ("M1 2l3-4", "m 1 2 l 4 -2"),
        ("M.5.5L1.5.5", "m 0.5 0.5 l 1.5 0.5"),
        ("M1 2H5V6h1v1", "m 1 2 l 5 2 l 5 6 l 6 6 l 6 7"),
        ("M1 2C1 2 3 4 5 6", "m 1 2 c 1 2 3 4 5 6"),
        ("M1 2c1 2 3 4 5 6", "m 1 2 c 2 4 4 6 6 8"),
        ("M0 0C0 0 1 1 2 0S4 4 5 5", "m 0 0 c 0 0 1 1 2 0 c 3 -1 4 4 5 5"),  # mirrored
        ("M0 0S4 4 5 5", "m 0 0 c 0 0 4 4 5 5"),  # nothing to mirror
        ("M0 0Q3 3 6 0", "m 0 0 c 2 2 4 2 6 0"),
        ("M0 0Q3 3 6 0T12 0", "m 0 0 c 2 2 4 2 6 0 c 8 -2 10 -2 12 0"),
        ("M1 1L2 2Z", "m 1 1 l 2 2 h"),
        ("M1 1L2 2ZL5 5", "m 1 1 l 2 2 h m 1 1 l 5 5"),  # goes on from where the first began
        ("M1 1L2 2zm1 1", "m 1 1 l 2 2 h m 2 2"),
        ("M0 0A5 5 0 0 1 0 0", "m 0 0"),  # to where it is: nothing
        ("M0 0A0 5 0 0 1 9 9", "m 0 0 l 9 9"),  # without a radius: a line
        ("M1e1 2E+1L-1.5e-1 0", "m 10 20 l -0.15 0"),
    ],
)
def test_commands(path: str, segments: str) -> None:
    assert drawn(path) == segments


@pytest.mark.parametrize(
    ("path", "through"),
    [
        ("M-1 0A1 1 0 0 1 1 0", (0, -1)),  # clockwise on paper, where y grows downwards
        ("M-1 0A1 1 0 0 0 1 0", (0, 1)),
        ("M0-1a1 1 0 101 1", (-1, 0)),  # flags without spaces; the long way round
        ("M-1 0A.5.5 0 01 1 0", (0, -1)),  # radii that are too small grow
    ],
)
def test_arcs(path: str, through: tuple[float, float]) -> None:
    curves = [numbers for kind, numbers in read_outline(path) if kind == "c"]
    assert all(math.hypot(*numbers[4:]) == pytest.approx(1) for numbers in curves)
    assert any(numbers[4:] == pytest.approx(through, abs=1e-9) for numbers in curves)


@pytest.mark.parametrize(
    "path",
    [
        "L1 2", "M1", "M1 2 3", "M1 2X", "1 2", "M1 2L", "M1 2L3 4 z 5", "M1 2A1 1 0 2 0 3 3",
        "M1 2L1e999 4", "M1 2L9999999 4", "M1 2L3 4;drop", "M 1 2 L é 3", "M--1 2",
    ],
)  # fmt: skip
def test_what_is_no_path_data(path: str) -> None:
    with pytest.raises(InvalidText) as refused:
        read_outline(path)
    assert refused.value.number == 211


def test_a_path_without_end() -> None:
    with pytest.raises(InvalidText):
        read_outline("M0 0" + "h1" * (PATH_SEGMENTS + 1))


@given(st.text("MmZzLlHhVvCcSsQqTtAa0123456789.-+e, \n", max_size=60))
def test_any_text_is_drawn_or_refused(path: str) -> None:
    try:
        segments = read_outline(path)
    except InvalidText:
        return
    assert all(math.isfinite(number) for _, numbers in segments for number in numbers)
    assert not segments or segments[0][0] == "m"
