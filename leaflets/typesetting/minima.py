"""Whether what was laid out keeps the least type and the most pages of the leaflet's profile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..base.errors import Fault, Place, ProfileError
from ..content.profile.minima import Bound, Minima
from ..layout.model import Fit, Layout
from ..layout.scalars import POINTS
from ..layout.scaling import NO_MINIMUM, Minimum
from ..leaflet.blocks import fixed_sentence_path
from ..leaflet.model import Leaflet, Paragraph, walk
from .context import TypesettingContext

__all__ = ["check_minima", "floor"]

ROUNDING: Final = 1e-6
MM: Final = POINTS["mm"]


def floor(layout: Layout, minima: Minima) -> Minimum:
    """Below what type is not to be made smaller so that more fits; only where type is fitted.

    Other layouts are refused by the type in which words really stand.
    """
    if not isinstance(layout.fit, Fit):
        return NO_MINIMUM
    sizes = (minima.size_pt, *minima.sentences)
    return Minimum(max(least.value for least in sizes), minima.x_height_mm.value)


def check_minima(leaflet: Leaflet, context: TypesettingContext, pages: int, minima: Minima) -> None:
    """ProfileError with every rule that is not kept, by the type in which words really stand.

    context: in which the leaflet was laid out, on so many pages.
    """
    found = [*_types(context, minima), *_sentences(leaflet, context, minima)]
    if minima.pages and pages > minima.pages.value:
        says = f"The leaflet has {pages} pages; the rule 'pages' of the profile "
        says += f"{minima.profile} allows {minima.pages.value:g}."
        hint = "Choose a layout that holds more words on a page, or another profile."
        found.append(Fault("P294", minima.pages.place, says, hint))
    if found:
        raise ProfileError(found)


def _types(context: TypesettingContext, minima: Minima) -> Iterator[Fault]:
    for role in sorted(context.roles()):
        style = context.layout.styles[role]  # type: ignore[index]
        place = getattr(style.size, "place", context.layout.says.place)
        x_height = style.size * context.fonts.x_height / MM
        measured = (
            ("type is {:.3g} pt large", style.size, minima.size_pt, "pt"),
            ("small x is {:.3g} mm high", x_height, minima.x_height_mm, "mm"),
            ("lines are {:.3g} mm apart", style.leading / MM, minima.leading_mm, "mm"),
        )
        for says, value, least, unit in measured:
            if value < least.value - ROUNDING:
                yield _too_small(f"The {role}'s {says.format(value)}", least, unit, minima, place)


def _sentences(leaflet: Leaflet, context: TypesettingContext, minima: Minima) -> Iterator[Fault]:
    least_of = {fixed_sentence_path(least.rule): least for least in minima.sentences}
    for block in walk(leaflet.blocks) if least_of else ():
        if not (isinstance(block, Paragraph) and block.path in least_of):
            continue
        least = least_of[block.path]
        for role in sorted(context.roles(block.words)):
            size = context.layout.styles[role].size  # type: ignore[index]
            if size < least.value - ROUNDING:
                place = getattr(size, "place", context.layout.says.place)
                says = f"The sentence stands in {role} type of {size:.3g} pt"
                yield _too_small(says, least, "pt", minima, place)


def _too_small(says: str, least: Bound, unit: str, minima: Minima, place: Place) -> Fault:
    asks = f"the rule '{least.rule}' of the profile {minima.profile} asks for"
    return Fault(
        "P293",
        place,
        f"{says}; {asks} at least {least.value:g} {unit}.",
        "Make it larger, or choose another layout or profile.",
    )
