"""Phrases of a wording file: texts in which `{name}` stands for words that are put in later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Final, Self

from ...source.schema import InvalidText
from ...source.yaml import Text

__all__ = ["GAP", "Phrase"]

GAP: Final = re.compile(r"\{([a-z-]+)\}")
SPACES: Final = re.compile(r"[ \n]+")  # not the no-break space, which keeps a number with its unit


class Phrase(Text):
    """A text without gaps. Each subclass names its gaps; each must occur exactly once.

    language: BCP 47, of a phrase that stands around a text in another language; else None.
    """

    gaps: ClassVar[tuple[str, ...]] = ()
    language: str | None = None

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a phrase. Raises InvalidText for a gap that is unknown, absent or repeated."""
        names = GAP.findall(text)
        unknown = sorted(set(names) - set(cls.gaps))
        if unknown:
            message = f"{_in_braces(unknown)} stands for nothing here."
            hint = (
                f"Known here: {_in_braces(cls.gaps)}."
                if cls.gaps
                else "Write the words themselves."
            )
            raise InvalidText(201, message, hint)
        absent = [gap for gap in cls.gaps if gap not in names]
        if absent:
            message = f"{_in_braces(absent)} does not stand in this phrase."
            raise InvalidText(202, message, "Put it in.")
        if len(names) != len(cls.gaps):
            message = "A name in braces stands twice in this phrase."
            raise InvalidText(203, message, "Keep one of each.")
        return cls(SPACES.sub(" ", text).strip(" "), text.place)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return what an editor can check: that every gap is there."""
        patterns = [{"pattern": rf"\{{{gap}\}}"} for gap in cls.gaps]
        return {"type": "string", "allOf": patterns} if patterns else {"type": "string"}


def _in_braces(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


class NamePhrase(Phrase):
    """Says something of a {name}."""

    gaps = ("name",)


class NamesPhrase(Phrase):
    """Says something of several {names}."""

    gaps = ("names",)


class TopicsPhrase(Phrase):
    """Says something of some {topics}."""

    gaps = ("topics",)


class WordPhrase(Phrase):
    """Quotes a {word}."""

    gaps = ("word",)


class DatePhrase(Phrase):
    """Says something of a {date}."""

    gaps = ("date",)


class AddressPhrase(Phrase):
    """Says something of an {address}."""

    gaps = ("address",)


class NumberPhrase(Phrase):
    """A {number} with its label: of a step, of a telephone."""

    gaps = ("number",)


class HeadingPhrase(Phrase):
    """A box's {heading} where the box goes on."""

    gaps = ("heading",)


class DayMonthYearPhrase(Phrase):
    """A date in words."""

    gaps = ("day", "month", "year")


class PairPhrase(Phrase):
    """Joins {left} and {right}."""

    gaps = ("left", "right")


class NameTextPhrase(Phrase):
    """Leads a {text} in with a {name}."""

    gaps = ("name", "text")


class TextAddressPhrase(Phrase):
    """The {text} of a link, with the {address} to which it leads."""

    gaps = ("text", "address")


class NameMedicalPhrase(Phrase):
    """A plain {name} with the {medical} one."""

    gaps = ("name", "medical")


class NameScopePhrase(Phrase):
    """A {name} that holds only in a {scope}."""

    gaps = ("name", "scope")


class ScopePhrase(Phrase):
    """What holds only in a {scope}."""

    gaps = ("scope",)


class FrequencyBandPhrase(Phrase):
    """From {least} to {most} people {of} so many."""

    gaps = ("least", "most", "of")


class OneInPhrase(Phrase):
    """One person in {of} so many."""

    gaps = ("of",)


class FrequencyRangePhrase(Phrase):
    """Between one in {least} and one in {most} people."""

    gaps = ("least", "most")


class NumberDatePhrase(Phrase):
    """An edition's {number} and {date}."""

    gaps = ("number", "date")


class NameDatePhrase(Phrase):
    """The {name} of who approved an edition, and the {date}."""

    gaps = ("name", "date")


class SystemValuePhrase(Phrase):
    """A coding {system} and the {value} in it."""

    gaps = ("system", "value")


class LeafletIdentityPhrase(Phrase):
    """What identifies a leaflet."""

    gaps = ("name", "edition", "date", "identifier")


class PageNumberPhrase(Phrase):
    """A {page} of {pages}."""

    gaps = ("page", "pages")


class NamePharmacyPhrase(Phrase):
    """The {name} of the medicine, and the {pharmacy} that hands it over."""

    gaps = ("name", "pharmacy")


class PagePhrase(Phrase):
    """Names a {page} by its number."""

    gaps = ("page",)


class IdentifierDatePhrase(Phrase):
    """Names a document by its {identifier} and {date}."""

    gaps = ("identifier", "date")


class DirectionsPhrase(Phrase):
    """A part of {directions} with its place among the parts."""

    gaps = ("directions",)


class DirectionsDetailsPhrase(Phrase):
    """The main part of {directions} with the {details} of when, how long, and why."""

    gaps = ("directions", "details")


class SentencePhrase(Phrase):
    """A {sentence} with its full stop."""

    gaps = ("sentence",)


class SpanPhrase(Phrase):
    """Says something of a {span} of time."""

    gaps = ("span",)


class SpanWhenPhrase(Phrase):
    """A {span} of time before or after something, which {when} names."""

    gaps = ("span", "when")


class PeriodPhrase(Phrase):
    """A number of times in a {period}."""

    gaps = ("period",)


class NumberPeriodPhrase(Phrase):
    """A {number} of times in a {period}."""

    gaps = ("number", "period")


class ReasonPhrase(Phrase):
    """Says something of a {reason}."""

    gaps = ("reason",)


class DosePhrase(Phrase):
    """Says something of a {dose}."""

    gaps = ("dose",)


class DoseSpanPhrase(Phrase):
    """Says something of a {dose} in a {span} of time."""

    gaps = ("dose", "span")


class TimesPhrase(Phrase):
    """Says something of {times} of the day."""

    gaps = ("times",)


class DoseSentencePhrase(Phrase):
    """What to do with a dose, how, and how often; what is not known is left out."""

    gaps = ("verb", "dose", "route", "often")


class RangePhrase(Phrase):
    """A number from {least} to {most}."""

    gaps = ("least", "most")
