"""The contrast formula of WCAG, against figures published or computed elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.layout.contrast import contrast
from leaflets.layout.scalars import RGB, Colour

CHANNEL = st.floats(min_value=0, max_value=1)
COLOUR = st.tuples(CHANNEL, CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
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
def test_contrast_agrees_with_published_figures(first: str, second: str, expected: float) -> None:
    ratio = contrast(Colour(first).rgb, Colour(second).rgb)
    assert ratio == pytest.approx(expected, abs=0.01)


@given(COLOUR, COLOUR)
def test_contrast_is_from_1_to_21_in_either_order(first: RGB, second: RGB) -> None:
    assert 1 <= contrast(first, second) <= 21.0001
    assert contrast(first, second) == contrast(second, first)
