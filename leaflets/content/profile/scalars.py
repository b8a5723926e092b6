"""The single values of a profile: amounts, and sentences with gaps for names."""

from __future__ import annotations

import re
from typing import Any, Final, Self

from ...base.errors import Place
from ...source.schema import InvalidText
from ...source.yaml import Text
from ..wording.patterns import GAP, SPACES

__all__ = ["Amount", "FixedText", "GaplessText", "HeadingText"]

NUMBER: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})?\Z", re.ASCII)
CONTACTS: Final = ("emergency", "advice", "poison", "reporting")


class Amount(float):
    """A number in the unit that its key names. place: where it is written."""

    place: Place

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read `9` or `1.4`."""
        if not NUMBER.match(text):
            message = f"'{text[:40]}' is not a number."
            raise InvalidText(240, message, "Write digits, such as 9 or 1.4, without a unit.")
        amount = cls(float(text))
        amount.place = text.place
        return amount

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of such a value."""
        return {"type": "number", "minimum": 0}


class FixedText(Text):
    """A sentence that is printed word for word, with gaps in braces for names."""

    gaps: tuple[str, ...] = ("name", "date", *CONTACTS)

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a sentence. Refuse a gap that is not one of `gaps`."""
        unknown = sorted({gap for gap in GAP.findall(text) if gap not in cls.gaps})
        if unknown:
            message = f"{{{unknown[0]}}} stands for nothing here."
            gap_list = ", ".join(f"{{{gap}}}" for gap in cls.gaps)
            raise InvalidText(
                241, message, f"Known here: {gap_list}." if gap_list else "Write the words."
            )
        return cls(SPACES.sub(" ", text).strip(" "), text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of such a value."""
        return {"type": "string"}


class HeadingText(FixedText):
    """A heading, with a gap for the name of the medicine."""

    gaps = ("name",)


class GaplessText(FixedText):
    """Words without gaps."""

    gaps = ()
