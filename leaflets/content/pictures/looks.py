"""How SVG shapes look: fill, stroke and transform, from attributes and inline styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...source.schema import InvalidText
from .model import INK
from .transform import IDENTITY, Matrix, numbers, transform

__all__ = ["Looks", "looks"]

# the sixteen colours that CSS 2.1 names, and orange
_NAMED: Final = {
    "black": "000000", "silver": "C0C0C0", "gray": "808080", "grey": "808080", "white": "FFFFFF",
    "maroon": "800000", "red": "FF0000", "purple": "800080", "fuchsia": "FF00FF", "green": "008000",
    "lime": "00FF00", "olive": "808000", "yellow": "FFFF00", "navy": "000080", "blue": "0000FF",
    "teal": "008080", "aqua": "00FFFF", "orange": "FFA500",
}  # fmt: skip
_HEX: Final = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\Z")
_RGB: Final = re.compile(r"rgb\(([0-9\s,]+)\)\Z")
# what changes nothing of how a shape is drawn
_SILENT: Final = frozenset([
    "id", "class", "version", "baseProfile", "role", "focusable", "tabindex", "clip-rule", "color",
    "overflow", "preserveAspectRatio", "shape-rendering", "color-rendering", "image-rendering",
    "enable-background", "stroke-miterlimit", "paint-order", "lang", "direction", "white-space",
    "line-height", "letter-spacing", "word-spacing", "writing-mode", "solid-color", "solid-opacity",
    "color-interpolation", "color-interpolation-filters", "pathLength", "stroke-dashoffset",
    "block-progression", "baseline-shift", "stop-color", "stop-opacity",
])  # fmt: skip
_SILENT_GROUPS: Final = ("font", "text-", "data-", "aria-", "-inkscape-", "marker-")
# what may be said, but only so that it changes nothing
_NEUTRAL: Final = {
    "opacity": ("1", "1.0", "100%"),
    "fill-opacity": ("1", "1.0", "100%"),
    "stroke-opacity": ("1", "1.0", "100%"),
    "display": ("inline", "block"),
    "visibility": ("visible",),
    "clip-path": ("none",),
    "mask": ("none",),
    "filter": ("none",),
    "marker": ("none",),
    "stroke-dasharray": ("none", "0"),
    "stroke-linecap": ("butt",),
    "stroke-linejoin": ("miter",),
    "vector-effect": ("none",),
    "mix-blend-mode": ("normal",),
    "isolation": ("auto",),
}
_STROKES: Final = ("stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity")
_SIMPLER: Final = "Save the picture as plain SVG: filled shapes in plain colours, nothing else."


class Looks(Struct, frozen=True, kw_only=True):
    """Of a shape; what is inside a group takes them over.

    unusual: what is asked of strokes that is not drawn; refused where there is a stroke.
    """

    fill: str = "#000000"
    stroke: str = ""
    stroke_width: float = 1.0
    even_odd: bool = False
    matrix: Matrix = IDENTITY
    unusual: str = ""


def looks(above: Looks, attributes: Mapping[str, str], own: frozenset[str]) -> Looks:
    """Those of an element, given those of the group around it.

    own: attributes that say where the shape stands, which are its own matter. InvalidText (213).
    """
    found = above
    for name, value in _declared(attributes):
        if name not in own and not name.startswith(_SILENT_GROUPS) and name not in _SILENT:
            found = _with(found, name, value.strip())
    if found.stroke and found.unusual:
        raise InvalidText(213, f"A stroke with {found.unusual} is not drawn.", _SIMPLER)
    return found


def _declared(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Attributes by their names, then the inline style, which comes before them."""
    yield from ((name, value) for name, value in attributes.items() if name != "style")
    for declaration in attributes.get("style", "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip(), value.removesuffix("!important")


def _with(found: Looks, name: str, value: str) -> Looks:
    if name == "fill":
        return replace(found, fill=_colour(value))
    if name == "stroke":
        return replace(found, stroke=_colour(value))
    if name == "fill-rule":
        return replace(found, even_odd=_rule(value))
    if name == "stroke-width":
        return replace(found, stroke_width=abs(numbers(value.removesuffix("px"))[0]))
    if name == "transform":
        return replace(found, matrix=found.matrix.after(transform(value)))
    if value in _NEUTRAL.get(name, ()):
        return found
    if name in _STROKES:
        return replace(found, unusual=f"{name} {value[:20]}")
    raise InvalidText(213, f"'{name}: {value[:30]}' is not drawn.", _SIMPLER)


def _rule(value: str) -> bool:
    if value not in ("evenodd", "nonzero"):
        raise InvalidText(
            213, f"'{value[:30]}' is not a rule of filling.", "Write evenodd or nonzero."
        )
    return value == "evenodd"


def _colour(value: str) -> str:
    """#RRGGBB, INK, or nothing for none."""
    if value in ("none", "currentColor"):
        return INK if value == "currentColor" else ""
    if value.lower() in _NAMED:
        return f"#{_NAMED[value.lower()]}"
    if _HEX.match(value):
        return value.upper() if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:].upper())
    if found := _RGB.match(value):
        parts = numbers(found[1])
        if len(parts) == 3 and all(0 <= part <= 255 for part in parts):
            return "#" + "".join(f"{int(part):02X}" for part in parts)
    raise InvalidText(213, f"'{value[:30]}' is not a colour that is drawn.", "Write it as #RRGGBB.")
