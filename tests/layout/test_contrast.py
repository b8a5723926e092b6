"""The formula of WCAG, against figures that were published or computed elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.layout.contrast import contrast
from leaflets.layout.scalars import Colour

CHANNEL = st.floats(min_value=0, max_value=1)
RGB = st.tuples(CHANNEL, CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#595959", "#FFFFFF", 7.0),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#B00020", "#FFFFFF", 7.33),
        ("#B00020", "#FDE7E9", 6.2),
        ("#000000", "#FFF3CD", 18.95),
    ],
)
def test_known_figures(one: str, other: str, expected: float) -> None:
    found = contrast(Colour(one).rgb, Colour(other).rgb)
    assert found == pytest.approx(expected, abs=0.01)


@given(RGB, RGB)
def test_contrast_is_from_1_to_21_either_way_round(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> None:
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, other) == contrast(other, one)
