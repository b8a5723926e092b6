"""A text as the strings that show it in a font, by a table of codes: all that stamping needs."""

from __future__ import annotations

from ..base.errors import MissingGlyph, Place

__all__ = ["Codes", "NoGlyphError"]


class NoGlyphError(Exception):
    """A font lacks a character, given by its number.

    Not a LookupError: `str.translate` takes those as leave to keep the character.
    """


class Codes(dict[int, str]):
    """The characters of a font, as a table for `str.translate`: character to code, escaped.

    resources: the names of its subsets. A character of the second or a later one becomes NUL, the
    subset's number, and its code.
    """

    def __init__(self, font: str, resources: list[str]) -> None:
        super().__init__()
        self.font, self.resources = font, resources

    def __missing__(self, character: int) -> str:
        raise NoGlyphError(character)

    def strings(self, text: str, where: str, place: Place | None) -> list[tuple[str, str]]:
        """(font resource, literal string) pairs that show the text."""
        try:
            shown = text.translate(self)
        except NoGlyphError as missing:
            raise _missing(missing.args[0], self.font, where, place) from None
        if "\0" not in shown:
            return [(self.resources[0], shown)]
        return self._split(text)

    def _split(self, text: str) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        for character in text:
            shown = self[ord(character)]
            index = ord(shown[1]) if shown[0] == "\0" else 0
            resource = self.resources[index]
            code = shown[2:] if index else shown
            if pairs and pairs[-1][0] == resource:
                pairs[-1] = (resource, pairs[-1][1] + code)
            else:
                pairs.append((resource, code))
        return pairs


def _missing(character: int, font: str, where: str, place: Place | None) -> MissingGlyph:
    says = f"The font {font} has no glyph for {chr(character)!r} (U+{character:04X}) in {where}."
    return MissingGlyph(says, "Use another character or another font.", place=place)
