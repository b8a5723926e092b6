"""How well one colour stands out from another, by the formula of WCAG 2.2."""

from __future__ import annotations

from typing import Final

LEAST: Final = 4.5  # WCAG AA for text; below it a layout is refused unless it says why
GOAL: Final = 7.0  # WCAG AAA for text; every layout that we ship keeps it
LEAST_SHAPE: Final = 3.0  # WCAG 1.4.11: a shape that carries meaning, such as the triangle

RGB = tuple[float, float, float]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def luminance(colour: RGB) -> float:
    """Relative luminance: 0 for black, 1 for white."""
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """From 1 (the same) to 21 (black on white); the order of the two does not matter."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
