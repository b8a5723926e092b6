"""Legibility checks of a layout: room, fitting, type size, contrast, and boxes alike in grey.

Limits are from the readability guideline of the EU, the clear print guideline of the RNIB,
WCAG 2.2, and Regulation (EU) No 198/2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import ceil
from typing import Final, get_args

from ..base.errors import Fault, Place
from ..base.limits import NARROWEST_COLUMN_PT
from ..source.yaml import Text
from .contrast import (
    MIN_SHAPE_CONTRAST,
    MIN_TEXT_CONTRAST,
    PAPER,
    named_contrast,
    text_backgrounds,
)
from .families import Family
from .model import BoxRole, BoxStyle, Fit, Layout, StyleRole
from .scalars import POINTS, ColourName, Length

MIN_SIZE: Final = 9.0  # points, for every role (EU guideline)
MIN_X_HEIGHT_MM: Final = 2.0  # for running text (RNIB clear print)
MIN_LEADING: Final = 1.15  # as a share of the type size
MIN_BODY_LINES: Final = 3  # lines of body text on a page; with less, nothing can be set
FOOTER_LINES: Final = 4  # that the disclaimer and the line of identity need
MIN_BAR: Final = {  # points
    "triangle": 10.0,  # so that it is seen
    "inverted-triangle": 16.6,  # a side of 5 mm, which Regulation (EU) No 198/2013 requires
}
VISIBLE_BORDER_DIFFERENCE: Final = 0.75  # points
VISIBLE_BAR_DIFFERENCE: Final = 3.0  # points
RUNNING_ROLES: Final[tuple[StyleRole, ...]] = (
    "body", "item", "action", "particular", "directions",
)  # fmt: skip
WARNING_BOXES: Final[tuple[BoxRole, ...]] = ("emergency", "urgent", "information")
PHARMACY_BOX: Final[BoxRole] = "dispensing"  # must never be mistaken for the monograph's own


def legibility_faults(layout: Layout, families: Mapping[str, Family]) -> Iterator[Fault]:
    """Yield everything that makes a layout hard or impossible to read, also what it accepts."""
    yield from _room(layout)
    yield from _fit(layout)
    faults = list(_type_faults(layout, families))
    yield from faults
    for fault in _type_faults(layout.for_long_leaflet(), families):
        if fault not in faults:
            yield fault
    yield from _icons(layout)
    yield from _similar_boxes(layout)


def _type_faults(layout: Layout, families: Mapping[str, Family]) -> Iterator[Fault]:
    yield from _sizes(layout)
    yield from _x_heights(layout, families)
    yield from _contrasts(layout)


def unaccepted_faults(layout: Layout, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults that the layout does not list under `accepts`."""
    accepted = _accepted_codes(layout)
    return (fault for fault in faults if fault.code not in accepted)


def _accepted_codes(layout: Layout) -> set[str]:
    return {str(acceptance.code) for acceptance in layout.accepts}


def _fault(number: int, place: Place, message: str, hint: str) -> Fault:
    return Fault(f"L{number}", place, message, hint)


def _place_of_cause(layout: Layout, *values: Length | Text) -> Place:
    """Return the place of the first value written in the layout's own file, else of the first."""
    places = [value.place for value in values]
    own = (place for place in places if place.file == layout.says.place.file)
    return next(own, places[0])


def column_width(layout: Layout) -> float:
    """Return the width of one column, in points."""
    page = layout.page
    room = page.width - page.margins.left - page.margins.right - page.gap * (page.columns - 1)
    return room / page.columns


def _room(layout: Layout) -> Iterator[Fault]:
    page, margins = layout.page, layout.page.margins
    width = column_width(layout)
    if width < NARROWEST_COLUMN_PT:
        yield _fault(
            260,
            _place_of_cause(layout, page.width, margins.left, margins.right, page.gap),
            f"Margins and gaps leave {max(width, 0) / POINTS['mm']:.0f} mm for a column of text.",
            f"A column needs at least {NARROWEST_COLUMN_PT / POINTS['mm']:.0f} mm: "
            "make the page wider, the margins smaller, or the columns fewer.",
        )
    if not isinstance(page.height, Length):
        return
    footer = FOOTER_LINES * layout.styles["footer"].leading + 2 * layout.furniture.space
    height = page.height - margins.top - margins.bottom - footer
    required = MIN_BODY_LINES * layout.styles["body"].leading
    if height < required:
        yield _fault(
            261,
            _place_of_cause(layout, page.height, margins.top, margins.bottom),
            f"Margins and footer leave {max(height, 0):.0f} pt of height for text.",
            f"{MIN_BODY_LINES} lines of body text need {required:.0f} pt: "
            "make the page higher, the margins smaller, or the type smaller.",
        )


def _fit(layout: Layout) -> Iterator[Fault]:
    """Yield contradictions in `fit`, and in a page that is as long as its words."""
    fit, page = layout.fit, layout.page
    is_roll = not isinstance(page.height, Length)
    if is_roll and page.columns > 1:
        yield _fault(
            268,
            _place_of_cause(layout, page.width),
            f"A page as long as its words has {page.columns} columns.",
            "Write columns: 1, or give the page a height.",
        )
    if not isinstance(fit, Fit):
        return
    if is_roll:
        message, hint = (
            "A page as long as its words has nothing to be fitted into.",
            "Write fit: none.",
        )
    elif fit.least > fit.most:
        message = f"The least size, {fit.least:g} pt, is more than the most, {fit.most:g} pt."
        hint = "Make the least smaller, or the most larger."
    elif isinstance(fit.pages, int) and fit.pages % fit.multiple:
        message = f"{fit.pages} pages are not a multiple of {fit.multiple}."
        hint = f"Allow {ceil(fit.pages / fit.multiple) * fit.multiple} pages."
    else:
        return
    yield _fault(268, _place_of_cause(layout, fit.least, fit.most), message, hint)


def least_size(layout: Layout, families: Mapping[str, Family], role: StyleRole) -> float:
    """Return the smallest type size in points in which words of a role may be set."""
    accepted = _accepted_codes(layout)
    size = min(MIN_SIZE, layout.styles[role].size) if "L263" in accepted else MIN_SIZE
    if role in RUNNING_ROLES and "L264" not in accepted:
        x_height = families[layout.fonts.text].x_height
        size = max(size, MIN_X_HEIGHT_MM * POINTS["mm"] / x_height)
    return size


def _smallest_size(layout: Layout, role: StyleRole) -> Length:
    """Return the size of a role; for body text that is fitted, the least size of `fit`."""
    if role == "body" and isinstance(layout.fit, Fit):
        return layout.fit.least
    return layout.styles[role].size


def _sizes(layout: Layout) -> Iterator[Fault]:
    for role, style in layout.styles.items():
        least = style.size * MIN_LEADING
        if style.leading < least - 1e-6:
            yield _fault(
                262,
                _place_of_cause(layout, style.leading, style.size),
                f"The lines of {role} stand {style.leading:g} pt apart, "
                f"too close for type of {style.size:g} pt.",
                f"Make leading at least {least:.2f} pt, or the size smaller.",
            )
        size = _smallest_size(layout, role)
        if size < MIN_SIZE:
            yield _fault(
                263,
                size.place,
                f"Type of {size:g} pt for {role} is too small to read.",
                f"Use at least {MIN_SIZE:g} pt{_or_accept(263)}",
            )


def _or_accept(number: int) -> str:
    return f", or name L{number} under `accepts` with the reason."


def _x_heights(layout: Layout, families: Mapping[str, Family]) -> Iterator[Fault]:
    x_height = families[layout.fonts.text].x_height
    for role in RUNNING_ROLES:
        size = _smallest_size(layout, role)
        height = size * x_height / POINTS["mm"]
        if height < MIN_X_HEIGHT_MM:
            least = MIN_X_HEIGHT_MM * POINTS["mm"] / x_height
            yield _fault(
                264,
                _place_of_cause(layout, size, layout.fonts.text),
                f"A small x of {role} is {height:.2f} mm high; "
                f"clear print asks for {MIN_X_HEIGHT_MM:g} mm.",
                f"Use at least {least:.1f} pt of {layout.fonts.text}{_or_accept(264)}",
            )


def _contrasts(layout: Layout) -> Iterator[Fault]:
    reported: set[tuple[str, str]] = set()  # one fault for each pair of colours
    for text in text_backgrounds(layout):
        front, back = text.text_colour, text.background_colour
        ratio = text.contrast(layout)
        if (str(front), str(back)) in reported or ratio >= MIN_TEXT_CONTRAST:
            continue
        reported.add((str(front), str(back)))
        yield _fault(
            265,
            _place_of_cause(layout, front, layout.colours[front], layout.colours[back]),
            f"The contrast of {text.description}, {front} on {back}, is {ratio:.1f} to 1.",
            f"Words need at least {MIN_TEXT_CONTRAST} to 1, and read well from 7 to 1: "
            f"choose a darker or a lighter colour{_or_accept(265)}",
        )


def _icons(layout: Layout) -> Iterator[Fault]:
    for kind, box in layout.boxes.items():
        if box.icon == "none":
            continue
        least = MIN_BAR[box.icon]
        if box.bar < least:
            yield _fault(
                267,
                box.bar.place,
                f"The bar of the {kind} box is too narrow for its {box.icon}.",
                f"Make the bar at least {least:g} pt wide, or write icon: none.",
            )
        elif named_contrast(layout, box.colour, ColourName(PAPER)) < MIN_SHAPE_CONTRAST:
            yield _fault(
                267,
                _place_of_cause(layout, box.colour, layout.colours[box.colour]),
                f"The {box.icon} of the {kind} box can hardly be seen.",
                f"Choose a colour of at least {MIN_SHAPE_CONTRAST:g} to 1 against paper.",
            )


def _similar_boxes(layout: Layout) -> Iterator[Fault]:
    """Yield pairs of boxes that must differ and would look alike when printed in grey."""
    pharmacy = [(PHARMACY_BOX, kind) for kind in get_args(BoxRole) if kind != PHARMACY_BOX]
    for first, second in (*combinations(WARNING_BOXES, 2), *pharmacy):
        first_style, second_style = layout.boxes[first], layout.boxes[second]
        if not _differ_in_grey(first_style, second_style):
            yield _fault(
                266,
                _place_of_cause(
                    layout,
                    second_style.border,
                    second_style.bar,
                    first_style.border,
                    first_style.bar,
                ),
                f"The boxes {first} and {second} differ only by colour.",
                "Give one of them an icon, or a bar or border of another width.",
            )


def _differ_in_grey(first: BoxStyle, second: BoxStyle) -> bool:
    return (
        first.icon != second.icon
        or abs(first.bar - second.bar) >= VISIBLE_BAR_DIFFERENCE
        or abs(first.border - second.border) >= VISIBLE_BORDER_DIFFERENCE
    )
