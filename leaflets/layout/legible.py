"""Whether a layout can be read: room, sizes, contrast, and boxes that differ without colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple, get_args

from ..base.errors import Fault, Place
from ..base.limits import NARROWEST_COLUMN_PT
from ..source.yaml import Text
from .contrast import LEAST, LEAST_SHAPE, contrast
from .families import Family
from .model import BoxRole, BoxStyle, Fit, Layout, StyleRole
from .scalars import POINTS, ColourName, Length

LEAST_SIZE: Final = 9.0  # points, for every role: the floor of the EU guideline
LEAST_X_HEIGHT_MM: Final = 2.0  # clear print guideline of the RNIB, for running text
LEAST_LEADING: Final = 1.15  # of the size
LEAST_LINES: Final = 3  # of body text on a page, below which nothing can be set
FOOTER_LINES: Final = 4  # what the disclaimer and the line of identity need
LEAST_BAR: Final = {  # points
    "triangle": 10.0,  # to be seen
    "inverted-triangle": 16.6,  # for a side of 5 mm, which Regulation (EU) No 198/2013 asks for
}
SEEN_BORDER: Final = 0.75  # points of difference between two borders that an eye tells apart
SEEN_BAR: Final = 3.0  # points, the same between two bars
RUNNING: Final[tuple[StyleRole, ...]] = (
    "body",
    "item",
    "action",
    "particular",
    "directions",
)  # what is read as continuous text
IN_BOXES: Final[tuple[StyleRole, ...]] = (
    "body", "item", "action", "label", "note", "particular", "directions", "heading-4",
)  # fmt: skip
PAPER: Final = "paper"
HEAD_ROW: Final = "head row"  # of a table
HEADING: Final[StyleRole] = "box-heading"
DISPENSING: Final[BoxRole] = "dispensing"  # never to be taken for the monograph's own
WARNINGS: Final[tuple[BoxRole, ...]] = ("emergency", "urgent", "information")


def findings(layout: Layout, families: Mapping[str, Family]) -> Iterator[Fault]:
    """Everything about a layout that makes it hard or impossible to read, accepted or not."""
    yield from _room(layout)
    yield from _fit(layout)
    yield from _sizes(layout)
    yield from _x_heights(layout, families)
    yield from _contrasts(layout)
    yield from _icons(layout)
    yield from _boxes(layout)


def not_accepted(layout: Layout, found: Iterator[Fault]) -> Iterator[Fault]:
    """The findings that the layout does not accept."""
    accepted = {str(each.code) for each in layout.accepts}
    return (fault for fault in found if fault.code not in accepted)


def _fault(number: int, place: Place, says: str, hint: str) -> Fault:
    return Fault(f"L{number}", place, says, hint)


def _cause(layout: Layout, *values: Length | Text) -> Place:
    """The first of these values that the layout itself gives, and not one that it extends."""
    places = [value.place for value in values]
    own = (place for place in places if place.file == layout.says.place.file)
    return next(own, places[0])


def column_width(layout: Layout) -> float:
    """The width of one column, in points."""
    page = layout.page
    room = page.width - page.margins.left - page.margins.right - page.gap * (page.columns - 1)
    return room / page.columns


def _room(layout: Layout) -> Iterator[Fault]:
    page, margins = layout.page, layout.page.margins
    width = column_width(layout)
    if width < NARROWEST_COLUMN_PT:
        yield _fault(
            260,
            _cause(layout, page.width, margins.left, margins.right, page.gap),
            f"Margins and gaps leave {max(width, 0) / POINTS['mm']:.0f} mm for a column of text.",
            f"A column needs at least {NARROWEST_COLUMN_PT / POINTS['mm']:.0f} mm: "
            "make the page wider, the margins smaller, or the columns fewer.",
        )
    if not isinstance(page.height, Length):
        return
    footer = FOOTER_LINES * layout.styles["footer"].leading + 2 * layout.furniture.space
    height = page.height - margins.top - margins.bottom - footer
    least = LEAST_LINES * layout.styles["body"].leading
    if height < least:
        yield _fault(
            261,
            _cause(layout, page.height, margins.top, margins.bottom),
            f"Margins and footer leave {max(height, 0):.0f} pt of height for text.",
            f"{LEAST_LINES} lines of body text need {least:.0f} pt: "
            "make the page higher, the margins smaller, or the type smaller.",
        )


def _fit(layout: Layout) -> Iterator[Fault]:
    """A page as long as its words, and type that is fitted, each with what contradicts it."""
    fit, page = layout.fit, layout.page
    endless = not isinstance(page.height, Length)
    if endless and page.columns > 1:
        yield _fault(
            268,
            _cause(layout, page.width),
            f"A page as long as its words has {page.columns} columns.",
            "Write columns: 1, or give the page a height.",
        )
    if not isinstance(fit, Fit):
        return
    if endless:
        says, hint = "A page as long as its words is to be fitted.", "Write fit: none."
    elif fit.least > fit.most:
        says = f"The least size, {fit.least:g} pt, is more than the most, {fit.most:g} pt."
        hint = "Make the least smaller, or the most larger."
    elif isinstance(fit.pages, int) and fit.pages % fit.multiple:
        says = f"{fit.pages} pages are no multiple of {fit.multiple}."
        hint = f"Allow {-(-fit.pages // fit.multiple) * fit.multiple} pages."
    else:
        return
    yield _fault(268, _cause(layout, fit.least, fit.most), says, hint)


def least_size(layout: Layout, families: Mapping[str, Family], role: StyleRole) -> float:
    """The smallest type in which words of a role may be set, in points."""
    accepted = {str(each.code) for each in layout.accepts}
    own = layout.styles[role].size
    least = min(LEAST_SIZE, own) if "L263" in accepted else LEAST_SIZE
    if role in RUNNING and "L264" not in accepted:
        x_height = families[layout.fonts.text].x_height
        least = max(least, LEAST_X_HEIGHT_MM * POINTS["mm"] / x_height)
    return least


def _smallest(layout: Layout, role: StyleRole) -> Length:
    """The size of a role; of fitted body text the least."""
    if role == "body" and isinstance(layout.fit, Fit):
        return layout.fit.least
    return layout.styles[role].size


def _sizes(layout: Layout) -> Iterator[Fault]:
    for role, style in layout.styles.items():
        least = style.size * LEAST_LEADING
        if style.leading < least - 1e-6:
            yield _fault(
                262,
                _cause(layout, style.leading, style.size),
                f"The lines of {role} stand {style.leading:g} pt apart, "
                f"too close for type of {style.size:g} pt.",
                f"Make leading at least {least:.2f} pt, or the size smaller.",
            )
        size = _smallest(layout, role)
        if size < LEAST_SIZE:
            yield _fault(
                263,
                size.place,
                f"Type of {size:g} pt for {role} is too small to read.",
                f"Use at least {LEAST_SIZE:g} pt{_or_accept(263)}",
            )


def _or_accept(number: int) -> str:
    return f", or name L{number} under `accepts` with the reason."


def _x_heights(layout: Layout, families: Mapping[str, Family]) -> Iterator[Fault]:
    share = families[layout.fonts.text].x_height
    for role in RUNNING:
        size = _smallest(layout, role)
        height = size * share / POINTS["mm"]
        if height < LEAST_X_HEIGHT_MM:
            least = LEAST_X_HEIGHT_MM * POINTS["mm"] / share
            yield _fault(
                264,
                _cause(layout, size, layout.fonts.text),
                f"A small x of {role} is {height:.2f} mm high; "
                f"clear print asks for {LEAST_X_HEIGHT_MM:g} mm.",
                f"Use at least {least:.1f} pt of {layout.fonts.text}{_or_accept(264)}",
            )


class Standing(NamedTuple):
    """A role of words, on what it may stand, and the names of both colours."""

    role: str
    on: str
    ink: ColourName
    ground: ColourName

    @property
    def what(self) -> str:
        """As a message says it."""
        if self.on in (PAPER, HEAD_ROW):
            return self.role if self.on == PAPER else f"{self.role} on its row"
        inside = f"the {self.on} box"
        return f"the heading of {inside}" if self.role == HEADING else f"{self.role} in {inside}"


def grounds(layout: Layout) -> Iterator[Standing]:
    """Each kind of words, its colour, and the colour of a background on which it may stand."""
    paper = ColourName(PAPER, layout.says.place)
    for role, style in layout.styles.items():
        yield Standing(role, PAPER, style.colour, paper)
    for kind, box in layout.boxes.items():
        yield Standing(HEADING, kind, box.colour, box.tint)
        for role in IN_BOXES:
            yield Standing(role, kind, layout.styles[role].colour, box.tint)
    head = layout.styles["table-head"].colour
    yield Standing("table-head", HEAD_ROW, head, layout.tables.tint)


def ratio(layout: Layout, ink: str, ground: str) -> float:
    """The contrast of two colours that the layout names."""
    colours = layout.colours
    return contrast(colours[ColourName(ink)].rgb, colours[ColourName(ground)].rgb)


def _contrasts(layout: Layout) -> Iterator[Fault]:
    worst: dict[tuple[str, str], str] = {}  # one finding for each pair of colours
    for standing in grounds(layout):
        ink, ground = standing.ink, standing.ground
        pair = (str(ink), str(ground))
        if pair in worst or ratio(layout, *pair) >= LEAST:
            continue
        worst[pair] = standing.what
        yield _fault(
            265,
            _cause(layout, ink, layout.colours[ink], layout.colours[ground]),
            f"The contrast of {standing.what}, {ink} on {ground}, "
            f"is {ratio(layout, *pair):.1f} to 1.",
            f"Words need at least {LEAST} to 1, and read well from 7 to 1: "
            f"choose a darker or a lighter colour{_or_accept(265)}",
        )


def _icons(layout: Layout) -> Iterator[Fault]:
    for kind, box in layout.boxes.items():
        if box.icon == "none":
            continue
        least = LEAST_BAR[box.icon]
        if box.bar < least:
            yield _fault(
                267,
                box.bar.place,
                f"The bar of the {kind} box is too narrow for its {box.icon}.",
                f"Make the bar at least {least:g} pt wide, or write icon: none.",
            )
        elif ratio(layout, box.colour, "paper") < LEAST_SHAPE:
            yield _fault(
                267,
                _cause(layout, box.colour, layout.colours[box.colour]),
                f"The {box.icon} of the {kind} box can hardly be seen.",
                f"Choose a colour of at least {LEAST_SHAPE:g} to 1 against paper.",
            )


def differ(one: BoxStyle, other: BoxStyle) -> bool:
    """Whether an eye tells two kinds of box apart in grey."""
    return (
        one.icon != other.icon
        or abs(one.bar - other.bar) >= SEEN_BAR
        or abs(one.border - other.border) >= SEEN_BORDER
    )


def _outlines(layout: Layout, *kinds: BoxRole) -> Iterator[Length]:
    for kind in kinds:
        yield layout.boxes[kind].border
        yield layout.boxes[kind].bar


def _boxes(layout: Layout) -> Iterator[Fault]:
    added = [(DISPENSING, kind) for kind in get_args(BoxRole) if kind != DISPENSING]
    for one, other in (*combinations(WARNINGS, 2), *added):
        if not differ(layout.boxes[one], layout.boxes[other]):
            yield _fault(
                266,
                _cause(layout, *_outlines(layout, other, one)),
                f"The boxes {one} and {other} differ only by colour.",
                "Give one of them an icon, or a bar or border of another width.",
            )
