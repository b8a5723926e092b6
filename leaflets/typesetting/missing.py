"""Name all the characters of a leaflet that no font of its layout has, by their scripts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from ..base.errors import MissingGlyph, Place
from ..leaflet.model import PERSONAL, Figure, Heading, Leaflet, Paragraph, Words
from ..leaflet.walk import walk
from .fonts import Fonts

__all__ = ["with_all_characters"]

SHOWN: Final = 8  # characters of each script


def with_all_characters(fault: MissingGlyph, leaflet: Leaflet, fonts: Fonts) -> MissingGlyph:
    """Return a fault that names every missing character of a leaflet, and no word of a patient.

    fault: what was raised for the first of them; it stays where it is about a patient's words.
    """
    places: dict[str, Place | None] = {}
    for words in _texts(leaflet):
        for character in fonts.missing(str(words)):
            places.setdefault(character, words.place)
    if not places:
        return fault
    scripts: dict[str, list[str]] = {}
    for character in places:
        scripts.setdefault(_script(character), []).append(character)
    lists = "; ".join(_list(script, characters) for script, characters in scripts.items())
    message = f"No font of this layout ({', '.join(fonts.names)}) has {lists}."
    return MissingGlyph(
        message, fonts.hint(places), place=next(filter(None, places.values()), None)
    )


def _texts(leaflet: Leaflet) -> Iterator[Words]:
    for block in walk(leaflet.blocks):
        match block:
            case Paragraph() if block.role in PERSONAL:
                pass
            case Paragraph() | Heading():
                yield block.words
            case Figure(printed=True):
                yield block.description


def _script(character: str) -> str:
    """Return the script of a letter, such as Arabic; "" for any other sign."""
    if not character.isalpha() and not unicodedata.category(character).startswith("M"):
        return ""
    script = unicodedata.name(character, "unknown").split(" ")[0].capitalize()
    return "Chinese" if script == "Cjk" else script


def _list(script: str, characters: list[str]) -> str:
    kind = f"{script} letter" if script else "sign"
    shown = " ".join(f"{character} (U+{ord(character):04X})" for character in characters[:SHOWN])
    more = len(characters) - SHOWN
    ending = f" and {more} more" if more > 0 else ""
    return f"the {kind}{'s' if len(characters) > 1 else ''} {shown}{ending}"
