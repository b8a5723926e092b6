"""Plain values of a layout file: lengths, shares, colours and names."""

from __future__ import annotations

import re
from typing import Any, Final, Self

from ..base.errors import Place
from ..source.schema import InvalidText
from ..source.yaml import Text

POINTS: Final = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
# inf and nan are read as numbers, so that the fault of the field names the allowed range
NUMBER: Final = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?|[-+]?(?:inf|nan)"
LENGTH: Final = re.compile(rf"({NUMBER}) ?(pt|mm|cm|in)\Z", re.IGNORECASE | re.ASCII)
SHARE: Final = re.compile(rf"({NUMBER}) ?(%?)\Z", re.IGNORECASE | re.ASCII)
COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}\Z")
NOWHERE: Final = Place("")
MAX_CHARACTERS: Final = 40  # of a written value; a longer one is surely a mistake

RGB = tuple[float, float, float]  # red, green and blue, from 0 to 1


class Length(float):
    """A length in points. place: where it was written."""

    place: Place

    def __new__(cls, points: float, place: Place = NOWHERE) -> Self:
        """Make a length."""
        length = super().__new__(cls, points)
        length.place = place
        return length

    @classmethod
    def from_text(cls, text: Text) -> Length:
        """Read `18 mm`, `12 pt`, `0.5 cm` or `1 in`; the unit is required. Raises InvalidText."""
        match = LENGTH.match(text) if len(text) <= MAX_CHARACTERS else None
        if not match:
            raise InvalidText(
                240,
                f"{text[:MAX_CHARACTERS]!r} is not a length.",
                "Write a number and a unit: 12 pt, 18 mm, 0.5 cm or 1 in.",
            )
        return cls(float(match[1]) * POINTS[match[2].lower()], text.place)

    @staticmethod
    def spell(bound: float) -> str:
        """Return a bound of the field as a file would give it: `200 pt`."""
        return f"{bound:g} pt"

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "string", "pattern": r"^([0-9]+(\.[0-9]*)?|\.[0-9]+) ?(pt|mm|cm|in)$"}


class Share(float):
    """A part of a whole, from 0 to 1. place: where it was written."""

    place: Place

    def __new__(cls, part: float, place: Place = NOWHERE) -> Self:
        """Make a share."""
        share = super().__new__(cls, part)
        share.place = place
        return share

    @classmethod
    def from_text(cls, text: Text) -> Share:
        """Read `0.7` or `70%`. Raises InvalidText."""
        match = SHARE.match(text) if len(text) <= MAX_CHARACTERS else None
        value = float(match[1]) / (100 if match[2] else 1) if match else float("nan")
        if not 0 <= value <= 1:  # also refuses nan
            raise InvalidText(
                241,
                f"{text[:MAX_CHARACTERS]!r} is not a share of a whole.",
                "Write a number from 0 to 1, such as 0.7.",
            )
        return cls(value, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": ["number", "string"], "minimum": 0, "maximum": 1}


class Colour(Text):
    """A colour as #RRGGBB. Names, functions and expressions are refused."""

    @classmethod
    def from_text(cls, text: Text) -> Colour:
        """Read `#0B3C7D`. Raises InvalidText."""
        if not COLOUR.match(text):
            raise InvalidText(
                242,
                f"{text[:MAX_CHARACTERS]!r} is not a colour.",
                'Write six digits of 0-9 and A-F after #, in quotation marks: "#0B3C7D".',
            )
        return cls(text, text.place)

    @property
    def hex(self) -> str:
        """The colour as #RRGGBB in capitals."""
        return self.upper()

    @property
    def rgb(self) -> RGB:
        """Red, green and blue, each from 0 to 1."""
        red, green, blue = (int(self[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return red, green, blue

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}


class Name(Text):
    """A name of small letters, digits and hyphens. description: as messages call it."""

    description = "a name"

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a name such as `accent-tint`. Raises InvalidText."""
        if not NAME.match(text) or len(text) > MAX_CHARACTERS:
            raise InvalidText(
                243,
                f"{text[:MAX_CHARACTERS]!r} is not {cls.description}.",
                "Use small letters, digits and hyphens, such as accent-tint; start with a letter.",
            )
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}


class ColourName(Name):
    """The name of one of the layout's `colours`."""

    description = "a name of a colour"


class FamilyName(Name):
    """The name of a family in data/fonts.yaml."""

    description = "a name of a family of type"
