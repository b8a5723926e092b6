"""How a patient's particulars are said: the words around each, and days in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from ..content.monograph.inline import Words
from ..content.particulars import FIELDS
from ..source.yaml import Text

if TYPE_CHECKING:
    from ..content.wording import Wording

__all__ = ["BLANK", "ParticularsWording"]

BLANK: Final = "\ue000"  # stands for a value; private, so no particular holds it
DAYS: Final = ("born", "dispensed")


class ParticularsWording(Struct, frozen=True):
    """How particulars are said in one language. fields: the words of each, with BLANK in them.

    date: a phrase with {day}, {month} and {year}.
    """

    fields: Mapping[str, Words]
    months: tuple[str, ...]
    date: str

    @classmethod
    def of(cls, wording: Wording) -> ParticularsWording:
        """In the language of the wording."""
        from .phrasebook import Phrasebook  # a body that was kept has these to_words already

        phrases, labels = Phrasebook(wording), wording.dispensing.fields
        said = {field: phrases.lead(getattr(labels, field), BLANK) for field in FIELDS}
        return cls(said, tuple(map(str, wording.months)), str(wording.date))

    def value(self, field: str, value: str) -> str:
        """A value as it is printed: days in words, everything else as it is."""
        if field not in DAYS or len(value) < 10:
            return str(value)
        day, month = int(value[8:]), self.months[int(value[5:7]) - 1]
        said = self.date.replace("{day}", str(day)).replace("{year}", value[:4])
        return said.replace("{month}", month)

    def labeled(self, field: str, value: str) -> Words:
        """A particular with its label. value: a Text keeps its place."""
        said = self.fields[field]
        place = value.place if isinstance(value, Text) and value.place.file else None
        told = self.value(field, value)
        runs = (replace(run, text=run.text.replace(BLANK, told)) for run in said.runs)
        return Words(tuple(runs), place)
