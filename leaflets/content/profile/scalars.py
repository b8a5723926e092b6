"""The single values of a profile: amounts, and sentences in which few words are put in."""

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
    """A number of the unit that its key names, and where it was written."""

    place: Place

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read `9` or `1.4`."""
        if not NUMBER.match(text):
            says = f"'{text[:40]}' is not a number."
            raise InvalidText(240, says, "Write digits, such as 9 or 1.4, without a unit.")
        made = cls(float(text))
        made.place = text.place
        return made

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """What an editor may check."""
        return {"type": "number", "minimum": 0}


class FixedText(Text):
    """A sentence that stands word for word; names in braces are put in where it has them."""

    gaps: tuple[str, ...] = ("name", "date", *CONTACTS)

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a sentence; a name in braces that stands for nothing is refused."""
        strange = sorted({gap for gap in GAP.findall(text) if gap not in cls.gaps})
        if strange:
            says = f"{{{strange[0]}}} stands for nothing here."
            known = ", ".join(f"{{{gap}}}" for gap in cls.gaps)
            raise InvalidText(241, says, f"Known here: {known}." if known else "Write the words.")
        return cls(SPACES.sub(" ", text).strip(" "), text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """What an editor may check."""
        return {"type": "string"}


class HeadingText(FixedText):
    """A heading; {name} is the medicine's."""

    gaps = ("name",)


class GaplessText(FixedText):
    """Words into which nothing is put."""

    gaps = ()
