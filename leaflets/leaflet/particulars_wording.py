"""How a patient's particulars are printed: a label before each value, and dates in words."""

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

BLANK: Final = "\ue000"  # stands for a value; a private character, so no value contains it
DATE_FIELDS: Final = ("born", "dispensed")


class ParticularsWording(Struct, frozen=True):
    """The words around particulars in one language.

    fields: for each field its label, with BLANK in place of the value. date: a phrase with the
    gaps {day}, {month} and {year}. routes: the words of each route, by its id.
    """

    fields: Mapping[str, Words]
    months: tuple[str, ...]
    date: str
    routes: Mapping[str, str]

    @classmethod
    def of(cls, wording: Wording) -> ParticularsWording:
        """Take the words from a wording."""
        from .phrasebook import Phrasebook  # loads the wording room; frozen bodies do not need it

        phrases, labels = Phrasebook(wording), wording.dispensing.fields
        fields = {field: phrases.lead(getattr(labels, field), BLANK) for field in FIELDS}
        routes = {str(id_): str(words) for id_, words in wording.routes.items()}
        return cls(fields, tuple(map(str, wording.months)), str(wording.date), routes)

    def value(self, field: str, value: str) -> str:
        """Return a value as it is printed: a route or full date in words, others unchanged."""
        if field == "route":
            return self.routes.get(value, value)
        if field not in DATE_FIELDS or len(value) < len("2000-01-01"):
            return str(value)
        day, month = int(value[8:]), self.months[int(value[5:7]) - 1]
        date = self.date.replace("{day}", str(day)).replace("{year}", value[:4])
        return date.replace("{month}", month)

    def field_words(self, field: str, value: str) -> Words:
        """Return a value behind its label. A Text keeps its place in the source file."""
        label = self.fields[field]
        place = value.place if isinstance(value, Text) and value.place.file else None
        printed = self.value(field, value)
        runs = (replace(run, text=run.text.replace(BLANK, printed)) for run in label.runs)
        return Words(tuple(runs), place)
