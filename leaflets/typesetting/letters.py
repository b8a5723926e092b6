"""The letters that a patient's words need beyond the usual ones, for which fonts have room.

A font of a personal leaflet holds the usual Latin letters, whether the words have them or not. If
they have others, such as Greek ones, the fonts that draw these hold the whole alphabet. So the
leaflets of all patients whose words need the same alphabets have the same fonts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..layout.families import Weight
from ..leaflet.model import PERSONAL, Box, Leaflet, Paragraph
from ..leaflet.walk import walk
from ..pdf.alphabets import ALPHABETS, PERSONAL_CHARACTERS, PERSONAL_SET, alphabet_of
from . import Letters

if TYPE_CHECKING:
    from ..pdf.canvas import TaggedCanvas
    from .context import TypesettingContext
    from .fonts import Fonts

__all__ = ["fonts_of_letters", "leaflet_letters", "letters_in", "reserve_letters"]


def letters_in(text: str, weight: Weight, characters: Mapping[int, object]) -> Letters:
    """Return what a text needs beyond the usual letters.

    characters: those that the first font has in this weight, by code point.
    """
    codes = set(map(ord, text))
    unusual = (code for code in codes if code not in PERSONAL_SET or code not in characters)
    return frozenset((weight, name) for code in unusual if (name := alphabet_of(code)))


def leaflet_letters(leaflet: Leaflet, context: TypesettingContext) -> Letters:
    """Return what the fields of a leaflet need beyond the usual letters, labels included."""
    fonts, letters = context.fonts, Letters()
    for field in _fields(leaflet):
        style = context.layout.styles[field.role]
        for run in field.words.runs:
            weight = "bold" if run.strong or run.emphasis else style.weight
            widths = fonts.metrics(fonts.names[0], weight).widths
            letters |= letters_in(run.text, weight, widths)
    return letters


def fonts_of_letters(fonts: Fonts, letters: Letters) -> dict[Weight, dict[str, list[int]]]:
    """Return the registered names of the fonts that draw letters, and the characters of each."""
    result: dict[Weight, dict[str, list[int]]] = {"regular": {}, "bold": {}}
    for weight, alphabet in sorted(letters):
        for character in ALPHABETS[alphabet]:
            if font := fonts.find(chr(character), weight):
                result[weight].setdefault(font.name, [ord(" ")]).append(character)
    return result


def reserve_letters(
    canvas: TaggedCanvas,
    leaflet: Leaflet,
    context: TypesettingContext,
    letters: Letters = frozenset(),
) -> None:
    """Give codes to all characters that a patient's words may need, always the same codes.

    letters: needed besides those of the leaflet's own fields. A leaflet without fields needs none.
    """
    for font in _fonts_of_values(leaflet, context):
        canvas.embedded_font(font).reserve_codes(PERSONAL_CHARACTERS)
    letters |= leaflet_letters(leaflet, context)
    for characters_by_font in fonts_of_letters(context.fonts, letters).values():
        for name, characters in characters_by_font.items():
            canvas.embedded_font(name).reserve_codes(characters)


def _fonts_of_values(leaflet: Leaflet, context: TypesettingContext) -> list[str]:
    """Return the fonts in which a leaflet sets a patient's own values, regular before bold.

    Labels are bold; values have the weight of their role.
    """
    weights = {context.layout.styles[field.role].weight for field in _fields(leaflet)}
    fonts = dict(zip(("regular", "bold"), context.fonts.regular_and_bold(), strict=True))
    return [font for weight, font in fonts.items() if weight in weights]


def _fields(leaflet: Leaflet) -> Iterator[Paragraph]:
    boxes = tuple(block for block in leaflet.blocks if isinstance(block, Box))
    for block in walk(boxes):
        if isinstance(block, Paragraph) and block.role in PERSONAL:
            yield block
