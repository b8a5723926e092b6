"""What an element of XHTML says of the words in it: how they look, and whether they show.

Only what changes the meaning of words is read. Colours, sizes and distances are not.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from ...source.xml import XmlElement
from ..sign_fonts import SignFont

__all__ = ["Style", "declarations", "hidden", "is_framed", "span", "styled"]

# how elements show their words, if nothing else is said
ELEMENTS: Final = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "u", "cite", "dfn", "var"), "emphasis"),
    "sup": "raised",
    "sub": "lowered",
    "pre": "preformatted",
    **dict.fromkeys(("s", "strike", "del"), "struck"),
}  # fmt: skip
BOLD: Final = re.compile(r"bold|bolder|[6-9]00\Z")
PLAIN: Final = re.compile(r"normal|lighter|[1-5]00\Z")
SIGN_FONT: Final = re.compile(r"(?:\A|\s)[\"']?(?P<name>symbol|wingdings)[\"']?(?:,|\Z)")
NO_FRAME: Final = re.compile(r"(?:none|hidden|0|0(?:px|pt|em))(?:\s|\Z)")


class Style(Struct, frozen=True):
    """How words look, as far as it means something.

    font: one that shows signs in place of letters, or None. link: an address, or None.
    """

    strong: bool = False
    emphasis: bool = False
    position: Literal["", "raised", "lowered"] = ""
    struck: bool = False
    preformatted: bool = False
    font: SignFont | None = None
    link: str | None = None


def declarations(element: XmlElement) -> dict[str, str]:
    """Return the properties of the attribute `style`, in small letters."""
    if "style" not in element.attributes:
        return {}
    pairs = (part.partition(":") for part in element.attributes["style"].split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs if value}


def styled(style: Style, element: XmlElement) -> Style:
    """Return how the words in an element look. style: of the words around it."""
    match ELEMENTS.get(element.name.lower()):
        case "strong":
            style = replace(style, strong=True)
        case "emphasis":
            style = replace(style, emphasis=True)
        case "raised":
            style = replace(style, position="raised")
        case "lowered":
            style = replace(style, position="lowered")
        case "preformatted":
            style = replace(style, preformatted=True)
        case "struck":
            style = replace(style, struck=True)
    if face := element.attributes.get("face", "") if element.name.lower() == "font" else "":
        style = replace(style, font=_sign_font(face.lower()))
    return _declared(style, declarations(element)) if "style" in element.attributes else style


def _declared(style: Style, properties: dict[str, str]) -> Style:
    """Return a style with what the properties of an element change in it."""
    weight, slant = properties.get("font-weight", ""), properties.get("font-style", "")
    if BOLD.match(weight) or PLAIN.match(weight):
        style = replace(style, strong=not PLAIN.match(weight))
    if slant in ("italic", "oblique", "normal"):
        style = replace(style, emphasis=slant != "normal")
    position = {"super": "raised", "sub": "lowered"}.get(properties.get("vertical-align", ""))
    if position:
        style = replace(style, position=position)
    if "line-through" in properties.get("text-decoration", ""):
        style = replace(style, struck=True)
    if font := properties.get("font-family", properties.get("font", "")):
        style = replace(style, font=_sign_font(font))
    if properties.get("white-space", "").startswith("pre"):
        style = replace(style, preformatted=True)
    return style


def _sign_font(families: str) -> SignFont | None:
    """Return the font of signs among names of fonts in small letters, or None."""
    match = SIGN_FONT.search(families)
    if not match:
        return None
    return "symbol" if match["name"] == "symbol" else "wingdings"


def hidden(element: XmlElement) -> bool:
    """Tell whether a browser would not show an element."""
    if "hidden" in element.attributes:
        return True
    properties = declarations(element)
    return properties.get("display") == "none" or properties.get("visibility") == "hidden"


def is_framed(element: XmlElement) -> bool:
    """Tell whether an element has a frame of its own, other than that of a table."""
    border = declarations(element).get("border", "")
    return bool(border) and not NO_FRAME.match(border)


def span(element: XmlElement, attribute: str, most: int) -> int:
    """Return over how many columns or rows a cell goes, from 1. most: so many there are."""
    text = element.attributes.get(attribute, "").strip()
    return (
        min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    )
