"""The style of SVG shapes: fill, stroke and transform, from attributes and inline styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...source.schema import InvalidText
from .model import INK
from .transform import IDENTITY, Matrix, read_numbers, read_transform

__all__ = ["ShapeStyle", "element_style"]

# the sixteen colours that CSS 2.1 names, and orange
_COLOUR_NAMES: Final = {
    "black": "000000", "silver": "C0C0C0", "gray": "808080", "grey": "808080", "white": "FFFFFF",
    "maroon": "800000", "red": "FF0000", "purple": "800080", "fuchsia": "FF00FF", "green": "008000",
    "lime": "00FF00", "olive": "808000", "yellow": "FFFF00", "navy": "000080", "blue": "0000FF",
    "teal": "008080", "aqua": "00FFFF", "orange": "FFA500",
}  # fmt: skip
_HEX: Final = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\Z")
_RGB: Final = re.compile(r"rgb\(([0-9\s,]+)\)\Z")
# properties that do not change how a shape is drawn
_IGNORED_PROPERTIES: Final = frozenset([
    "id", "class", "version", "baseProfile", "role", "focusable", "tabindex", "clip-rule", "color",
    "overflow", "preserveAspectRatio", "shape-rendering", "color-rendering", "image-rendering",
    "enable-background", "stroke-miterlimit", "paint-order", "lang", "direction", "white-space",
    "line-height", "letter-spacing", "word-spacing", "writing-mode", "solid-color", "solid-opacity",
    "color-interpolation", "color-interpolation-filters", "pathLength", "stroke-dashoffset",
    "block-progression", "baseline-shift", "stop-color", "stop-opacity",
])  # fmt: skip
_IGNORED_PREFIXES: Final = ("font", "text-", "data-", "aria-", "-inkscape-", "marker-")
# properties that are allowed only with a value that changes nothing
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
_STROKE_PROPERTIES: Final = (
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
)
_SIMPLER: Final = "Save the picture as plain SVG: filled shapes in plain colours, nothing else."


class ShapeStyle(Struct, frozen=True, kw_only=True):
    """The style of a shape or group; what is inside a group inherits it.

    unsupported_property: one of strokes that cannot be drawn; refused if there is a stroke.
    """

    fill: str = "#000000"
    stroke: str = ""
    stroke_width: float = 1.0
    even_odd: bool = False
    matrix: Matrix = IDENTITY
    unsupported_property: str = ""


def element_style(
    parent_style: ShapeStyle, attributes: Mapping[str, str], geometry: frozenset[str]
) -> ShapeStyle:
    """Return the style of an element in a group of style `parent_style`.

    geometry: names of the attributes that give the shape, not its style. Raises InvalidText (213)
    for what cannot be drawn.
    """
    style = parent_style
    for name, value in _declarations(attributes):
        if (
            name not in geometry
            and not name.startswith(_IGNORED_PREFIXES)
            and name not in _IGNORED_PROPERTIES
        ):
            style = _with(style, name, value.strip())
    if style.stroke and style.unsupported_property:
        raise InvalidText(
            213, f"A stroke with {style.unsupported_property} is not drawn.", _SIMPLER
        )
    return style


def _declarations(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the attributes, then the inline style, which overrides them."""
    yield from ((name, value) for name, value in attributes.items() if name != "style")
    for declaration in attributes.get("style", "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip(), value.removesuffix("!important")


def _with(style: ShapeStyle, name: str, value: str) -> ShapeStyle:
    if name == "fill":
        return replace(style, fill=_colour(value))
    if name == "stroke":
        return replace(style, stroke=_colour(value))
    if name == "fill-rule":
        return replace(style, even_odd=_is_even_odd(value))
    if name == "stroke-width":
        return replace(style, stroke_width=abs(read_numbers(value.removesuffix("px"))[0]))
    if name == "transform":
        return replace(style, matrix=style.matrix.after(read_transform(value)))
    if value in _NEUTRAL.get(name, ()):
        return style
    if name in _STROKE_PROPERTIES:
        return replace(style, unsupported_property=f"{name} {value[:20]}")
    raise InvalidText(213, f"'{name}: {value[:30]}' is not drawn.", _SIMPLER)


def _is_even_odd(value: str) -> bool:
    if value not in ("evenodd", "nonzero"):
        raise InvalidText(
            213, f"'{value[:30]}' is not a rule of filling.", "Write evenodd or nonzero."
        )
    return value == "evenodd"


def _colour(value: str) -> str:
    """Return #RRGGBB, INK, or "" for none. Raises InvalidText (213)."""
    if value in ("none", "currentColor"):
        return INK if value == "currentColor" else ""
    if value.lower() in _COLOUR_NAMES:
        return f"#{_COLOUR_NAMES[value.lower()]}"
    if _HEX.match(value):
        return value.upper() if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:].upper())
    if match := _RGB.match(value):
        parts = read_numbers(match[1])
        if len(parts) == 3 and all(0 <= part <= 255 for part in parts):
            return "#" + "".join(f"{int(part):02X}" for part in parts)
    raise InvalidText(213, f"'{value[:30]}' is not a colour that is drawn.", "Write it as #RRGGBB.")
