"""Contrast of colours by the formula of WCAG 2.2, and the backgrounds on which words stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from .model import BoxRole, Layout, StyleRole
from .scalars import RGB, ColourName

MIN_TEXT_CONTRAST: Final = 4.5  # WCAG AA; a layout below it is refused unless it gives a reason
GOOD_TEXT_CONTRAST: Final = 7.0  # WCAG AAA; every shipped layout has it
MIN_SHAPE_CONTRAST: Final = 3.0  # WCAG 1.4.11, for shapes that carry meaning, such as a triangle

PAPER: Final = "paper"
HEAD_ROW: Final = "head row"  # of a table
BOX_HEADING: Final[StyleRole] = "box-heading"
ROLES_IN_BOXES: Final[tuple[StyleRole, ...]] = (
    "body", "item", "action", "label", "note", "particular", "directions", "heading-4",
)  # fmt: skip


def luminance(colour: RGB) -> float:
    """Return the relative luminance of a colour: 0 for black, 1 for white."""
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(first: RGB, second: RGB) -> float:
    """Return the contrast of two colours, in any order: from 1 (equal) to 21 (black on white)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


class TextOnBackground(NamedTuple):
    """A role of words on one of its backgrounds, with the names of both colours.

    background: "paper", "head row", or a kind of box.
    """

    role: str
    background: str
    text_colour: ColourName
    background_colour: ColourName

    @property
    def description(self) -> str:
        """The words and where they stand, for a message: `note in the urgent box`."""
        if self.background == PAPER:
            return self.role
        if self.background == HEAD_ROW:
            return f"{self.role} on its row"
        box = f"the {self.background} box"
        return f"the heading of {box}" if self.role == BOX_HEADING else f"{self.role} in {box}"

    def contrast(self, layout: Layout) -> float:
        """Return the contrast of the words with the background."""
        return named_contrast(layout, self.text_colour, self.background_colour)


def text_backgrounds(layout: Layout) -> Iterator[TextOnBackground]:
    """Yield each role of words on each background on which it may stand."""
    paper = ColourName(PAPER, layout.says.place)
    for role, style in layout.styles.items():
        yield TextOnBackground(role, PAPER, style.colour, paper)
    for kind, box in layout.boxes.items():
        yield from _in_box(layout, kind, box.colour, box.tint)
    head = layout.styles["table-head"].colour
    yield TextOnBackground("table-head", HEAD_ROW, head, layout.tables.tint)


def _in_box(
    layout: Layout, kind: BoxRole, colour: ColourName, tint: ColourName
) -> Iterator[TextOnBackground]:
    yield TextOnBackground(BOX_HEADING, kind, colour, tint)
    for role in ROLES_IN_BOXES:
        yield TextOnBackground(role, kind, layout.styles[role].colour, tint)


def named_contrast(layout: Layout, first: ColourName, second: ColourName) -> float:
    """Return the contrast of two colours that are named in the layout."""
    return contrast(layout.colours[first].rgb, layout.colours[second].rgb)
