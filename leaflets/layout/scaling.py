"""A layout in larger or smaller type, and how small that may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .families import Family
from .legible import least_size
from .model import BoxStyle, Fit, Layout, Style, StyleRole
from .scalars import POINTS, Length


class Minimum(Struct, frozen=True):
    """What type must not fall below, in any words of a leaflet, whatever its layout allows.

    size: of the type, in points. x_height: height of a small x, in millimetres.
    """

    size: float = 0.0
    x_height: float = 0.0

    def points(self, family: Family) -> float:
        """The size of type of a family that keeps both, in points."""
        return max(self.size, self.x_height * POINTS["mm"] / family.x_height)


NO_MINIMUM: Final = Minimum()  # what layouts allow is enough


def bounds(layout: Layout, families: Mapping[str, Family], minimum: Minimum) -> tuple[float, float]:
    """The least and the largest size of body text in points; the same where nothing is fitted."""
    if not isinstance(layout.fit, Fit):
        return (float(layout.styles["body"].size),) * 2
    floor = minimum.points(families[layout.fonts.text])
    return max(layout.fit.least, floor), float(layout.fit.most)


def smallest(layout: Layout, families: Mapping[str, Family]) -> Layout:
    """The layout in the smallest type that it allows."""
    if not isinstance(layout.fit, Fit):
        return layout
    return in_size(layout, families, layout.fit.least, NO_MINIMUM)


def unlimited(layout: Layout) -> Layout:
    """The layout, free to take as many pages as its smallest type needs."""
    if not isinstance(layout.fit, Fit):
        return layout
    return replace(layout, fit=replace(layout.fit, pages="fewest"))


def too_small(
    layout: Layout, families: Mapping[str, Family], minimum: Minimum
) -> dict[StyleRole, float]:
    """The roles whose type is below a minimum, each with its size in points."""
    floor = minimum.points(families[layout.fonts.text])
    return {
        role: float(style.size)
        for role, style in layout.styles.items()
        if style.size < floor - 1e-6
    }


def in_size(
    layout: Layout, families: Mapping[str, Family], size: float, minimum: Minimum
) -> Layout:
    """The layout with body text of `size` points, and all else in proportion.

    What would fall below what can be read, or below the minimum, stays at that size; so does what
    would fall below the least size of `fit`.
    """
    share = size / layout.styles["body"].size
    floor = minimum.points(families[layout.fonts.text])
    fitted = layout.fit.least if isinstance(layout.fit, Fit) else 0.0
    styles = {
        role: _style(
            style,
            share,
            max(floor, least_size(layout, families, role), min(fitted, style.size)),
        )
        for role, style in layout.styles.items()
    }
    lists, tables, furniture = layout.lists, layout.tables, layout.furniture
    return replace(
        layout,
        styles=styles,
        boxes={kind: _box(box, share) for kind, box in layout.boxes.items()},
        lists=replace(
            lists, indent=_times(lists.indent, share), between=_times(lists.between, share)
        ),
        tables=replace(tables, padding=_times(tables.padding, share)),
        furniture=replace(furniture, space=_times(furniture.space, share)),
    )


def _times(length: Length, share: float) -> Length:
    return Length(round(length * share, 2), length.place)


def _style(style: Style, share: float, least: float) -> Style:
    size = Length(round(max(style.size * share, least), 2), style.size.place)
    return replace(
        style,
        size=size,
        leading=Length(round(style.leading * size / style.size, 2), style.leading.place),
        before=_times(style.before, share),
        after=_times(style.after, share),
    )


def _box(box: BoxStyle, share: float) -> BoxStyle:
    """Its white space. Border, bar and icon tell kinds of box apart and stay as they are."""
    return replace(
        box,
        padding=_times(box.padding, share),
        before=_times(box.before, share),
        after=_times(box.after, share),
    )
