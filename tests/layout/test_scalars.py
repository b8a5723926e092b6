"""Lengths, shares, colours and names are read strictly."""

from __future__ import annotations

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import Place
from leaflets.layout.scalars import POINTS, Colour, ColourName, FamilyName, Length, Share
from leaflets.source.schema import InvalidText
from leaflets.source.yaml import Text

HERE = Place("made.yaml", 3, 7)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("12 pt", 12),
        ("12pt", 12),
        ("12.5 PT", 12.5),
        ("1 in", 72),
        (".5 in", 36),
        ("25.4 mm", 72),
        ("2.54 cm", 72),
        ("0 pt", 0),
    ],
)
def test_a_length_is_read_in_points(text: str, points: float) -> None:
    length = Length.from_text(Text(text, HERE))
    assert length == pytest.approx(points)
    assert length.place == HERE


@pytest.mark.parametrize(
    "text",
    ["12", "", "pt", "12 px", "12 pt ", "12  pt", "1,5 mm", "1_0 pt", "12 pt + 1 pt", "twelve pt",
     "１２ pt", "0x10 pt", "12 pt\n", "9" * 400 + " pt", "--1 pt"],
)  # fmt: skip
def test_a_text_that_is_not_a_length_is_refused(text: str) -> None:
    with pytest.raises(InvalidText):
        Length.from_text(Text(text, HERE))


@given(st.floats(min_value=0, max_value=1e6), st.sampled_from(sorted(POINTS)))
def test_every_number_with_a_unit_is_a_length(number: float, unit: str) -> None:
    length = Length.from_text(Text(f"{number!r} {unit}", HERE))
    assert length == number * POINTS[unit]


def test_a_length_survives_pickling() -> None:
    copied = pickle.loads(pickle.dumps(Length(12.5, HERE)))
    assert copied == 12.5
    assert copied.place == HERE


@pytest.mark.parametrize(("text", "part"), [("0.7", 0.7), ("70%", 0.7), ("70 %", 0.7), ("1", 1)])
def test_a_share_is_read_as_a_number_or_percentage(text: str, part: float) -> None:
    assert Share.from_text(Text(text, HERE)) == pytest.approx(part)


@pytest.mark.parametrize("text", ["1.1", "-0.1", "nan", "inf", "half", "", "101%"])
def test_a_text_that_is_not_a_share_is_refused(text: str) -> None:
    with pytest.raises(InvalidText):
        Share.from_text(Text(text, HERE))


@given(st.floats())
def test_a_share_is_from_0_to_1_or_refused(number: float) -> None:
    try:
        share = Share.from_text(Text(repr(number), HERE))
    except InvalidText:
        assert not 0 <= number <= 1
    else:
        assert 0 <= share <= 1
        assert math.isclose(share, number)


def test_a_colour_has_its_hex_form_parts_and_place() -> None:
    colour = Colour.from_text(Text("#0b3C7D", HERE))
    assert colour.hex == "#0B3C7D"
    assert colour.rgb == (11 / 255, 60 / 255, 125 / 255)
    assert colour.place == HERE


@pytest.mark.parametrize(
    "text",
    ["[x for x in ().__class__.__bases__]", "rgb(999,0,0)", "rgb(1,2,3)", "#zzz", "#fff", "red",
     "0x000000", "#12345", "#1234567", "#12345g", "#123456\n", " #123456", "", "Color(1,0,0)",
     "#１２３４５６"],
)  # fmt: skip
def test_a_text_other_than_six_hex_digits_is_no_colour(text: str) -> None:
    with pytest.raises(InvalidText):
        Colour.from_text(Text(text, HERE))


@given(st.text())
def test_any_text_is_read_as_a_colour_or_refused(text: str) -> None:
    try:
        colour = Colour.from_text(Text(text, HERE))
    except InvalidText:
        return
    assert len(colour) == 7
    assert all(0 <= part <= 1 for part in colour.rgb)


@pytest.mark.parametrize(
    "text", ["Ink", "ink tint", "-ink", "ink-", "ink--a", "", "1ink", "é", "a" * 41]
)
@pytest.mark.parametrize("kind", [ColourName, FamilyName])
def test_a_text_that_is_not_a_name_is_refused(
    kind: type[ColourName | FamilyName], text: str
) -> None:
    with pytest.raises(InvalidText):
        kind.from_text(Text(text, HERE))


def test_a_name_keeps_its_place() -> None:
    assert ColourName.from_text(Text("accent-tint", HERE)).place == HERE
