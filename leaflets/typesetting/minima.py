"""Checks that a laid out leaflet keeps the type sizes and the page limit of its profile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..base.errors import Fault, Place, ProfileError
from ..content.profile.minima import Bound, Minima
from ..layout.scalars import POINTS
from ..layout.scaling import Minimum
from ..leaflet.blocks import fixed_sentence_path
from ..leaflet.model import Leaflet, Paragraph
from ..leaflet.walk import walk
from .context import TypesettingContext

__all__ = ["check_minima", "fitting_minimum"]

TOLERANCE: Final = 1e-6
MM: Final = POINTS["mm"]


def fitting_minimum(minima: Minima) -> Minimum:
    """Return the smallest type to which a layout may reduce a leaflet of a profile.

    `check_minima` refuses a leaflet whose layout has smaller type from the beginning.
    """
    sizes = (minima.size_pt, *minima.sentences)
    return Minimum(max(bound.value for bound in sizes), minima.x_height_mm.value)


def check_minima(leaflet: Leaflet, context: TypesettingContext, pages: int, minima: Minima) -> None:
    """Raise ProfileError with every rule that the leaflet breaks, in the type that its words have.

    context: in which it was laid out. pages: their number.
    """
    faults = [*_type_faults(context, minima), *_sentence_faults(leaflet, context, minima)]
    if minima.pages and pages > minima.pages.value:
        message = f"The leaflet has {pages} pages; the rule 'pages' of the profile "
        message += f"{minima.profile} allows {minima.pages.value:g}."
        hint = "Choose a layout that holds more words on a page, or another profile."
        faults.append(Fault("P294", minima.pages.place, message, hint))
    if faults:
        raise ProfileError(faults)


def _type_faults(context: TypesettingContext, minima: Minima) -> Iterator[Fault]:
    for role in sorted(context.roles()):
        style = context.layout.styles[role]  # type: ignore[index]
        place = getattr(style.size, "place", context.layout.says.place)
        x_height = style.size * context.fonts.x_height / MM
        measurements = (
            ("type is {:.3g} pt large", style.size, minima.size_pt, "pt"),
            ("small x is {:.3g} mm high", x_height, minima.x_height_mm, "mm"),
            ("lines are {:.3g} mm apart", style.leading / MM, minima.leading_mm, "mm"),
        )
        for phrase, value, bound, unit in measurements:
            if value < bound.value - TOLERANCE:
                finding = f"The {role}'s {phrase.format(value)}"
                yield _too_small(finding, bound, unit, minima, place)


def _sentence_faults(
    leaflet: Leaflet, context: TypesettingContext, minima: Minima
) -> Iterator[Fault]:
    bounds = {fixed_sentence_path(bound.rule): bound for bound in minima.sentences}
    for block in walk(leaflet.blocks) if bounds else ():
        if not (isinstance(block, Paragraph) and block.path in bounds):
            continue
        bound = bounds[block.path]
        for role in sorted(context.roles(block.words)):
            size = context.layout.styles[role].size  # type: ignore[index]
            if size < bound.value - TOLERANCE:
                place = getattr(size, "place", context.layout.says.place)
                finding = f"The sentence stands in {role} type of {size:.3g} pt"
                yield _too_small(finding, bound, "pt", minima, place)


def _too_small(finding: str, bound: Bound, unit: str, minima: Minima, place: Place) -> Fault:
    rule = f"the rule '{bound.rule}' of the profile {minima.profile}"
    return Fault(
        "P293",
        place,
        f"{finding}; {rule} asks for at least {bound.value:g} {unit}.",
        "Make it larger, or choose another layout or profile.",
    )
