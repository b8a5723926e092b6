"""Scaling a layout to larger or smaller type, within the least sizes that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .families import Family
from .legibility import least_size
from .model import BoxStyle, Fit, Layout, Style, StyleRole
from .scalars import POINTS, Length


class Minimum(Struct, frozen=True):
    """The smallest type that a leaflet may have, whatever its layout allows.

    size: of the type, in points. x_height: height of a small x, in millimetres.
    """

    size: float = 0.0
    x_height: float = 0.0

    def points(self, family: Family) -> float:
        """Return the smallest size in points at which a family keeps both minima."""
        return max(self.size, self.x_height * POINTS["mm"] / family.x_height)


NO_MINIMUM: Final = Minimum()  # only the layout limits the size


def size_bounds(
    layout: Layout, families: Mapping[str, Family], minimum: Minimum
) -> tuple[float, float]:
    """Return the least and the largest size of body text in points; equal if type is not fitted."""
    if not isinstance(layout.fit, Fit):
        return (float(layout.styles["body"].size),) * 2
    least = minimum.points(families[layout.fonts.text])
    return max(layout.fit.least, least), float(layout.fit.most)


def smallest_body(layout: Layout) -> float:
    """Return the smallest size in points to which a layout lets its body text shrink."""
    if isinstance(layout.fit, Fit):
        return float(layout.fit.least)
    return float(layout.styles["body"].size * layout.breaking.type)


def in_smallest_size(layout: Layout, families: Mapping[str, Family]) -> Layout:
    """Return the layout in the smallest type that it allows."""
    if not isinstance(layout.fit, Fit):
        return layout
    return in_size(layout, families, layout.fit.least, NO_MINIMUM)


def in_largest_size(layout: Layout, families: Mapping[str, Family], minimum: Minimum) -> Layout:
    """Return the layout in the largest type that a leaflet in it may have."""
    if not isinstance(layout.fit, Fit):
        return layout
    return in_size(layout, families, size_bounds(layout, families, minimum)[1], minimum)


def without_page_limit(layout: Layout) -> Layout:
    """Return the layout with as many pages as its smallest type needs."""
    if not isinstance(layout.fit, Fit):
        return layout
    return replace(layout, fit=replace(layout.fit, pages="fewest"))


def roles_too_small(
    layout: Layout, families: Mapping[str, Family], minimum: Minimum
) -> dict[StyleRole, float]:
    """Return the roles whose type is below a minimum, each with its size in points."""
    least = minimum.points(families[layout.fonts.text])
    return {
        role: float(style.size)
        for role, style in layout.styles.items()
        if style.size < least - 1e-6
    }


def in_size(
    layout: Layout, families: Mapping[str, Family], size: float, minimum: Minimum
) -> Layout:
    """Return the layout with body text of `size` points, and everything else in proportion.

    No type becomes smaller than what can be read, the minimum, or the least size of body text that
    the layout allows.
    """
    share = size / layout.styles["body"].size
    floor = minimum.points(families[layout.fonts.text])
    allowed, is_fitted = smallest_body(layout), isinstance(layout.fit, Fit)
    styles = {
        role: _scaled_style(
            style,
            share,
            max(
                floor if is_fitted else min(floor, style.size),
                least_size(layout, families, role),
                min(allowed, style.size),
            ),
        )
        for role, style in layout.styles.items()
    }
    lists, tables, furniture = layout.lists, layout.tables, layout.furniture
    return replace(
        layout,
        styles=styles,
        boxes={kind: _scaled_box(box, share) for kind, box in layout.boxes.items()},
        lists=replace(
            lists, indent=_scaled(lists.indent, share), between=_scaled(lists.between, share)
        ),
        tables=replace(tables, padding=_scaled(tables.padding, share)),
        furniture=replace(furniture, space=_scaled(furniture.space, share)),
    )


def _scaled(length: Length, share: float) -> Length:
    return Length(round(length * share, 2), length.place)


def _scaled_style(style: Style, share: float, least: float) -> Style:
    size = Length(round(max(style.size * share, least), 2), style.size.place)
    return replace(
        style,
        size=size,
        leading=Length(round(style.leading * size / style.size, 2), style.leading.place),
        before=_scaled(style.before, share),
        after=_scaled(style.after, share),
    )


def _scaled_box(box: BoxStyle, share: float) -> BoxStyle:
    """Scale the white space of a box. Border, bar and icon tell kinds apart and do not change."""
    return replace(
        box,
        padding=_scaled(box.padding, share),
        before=_scaled(box.before, share),
        after=_scaled(box.after, share),
    )
