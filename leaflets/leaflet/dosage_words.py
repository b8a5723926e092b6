"""Put one coded dosage into words: a sentence, and what must be said beside it.

Every number is printed as it is given, or the dosage is refused. What could be read in two ways is
refused, too: the same number of times a day beside another number of times of the day, for example.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, TypeVar

from msgspec.structs import replace

from ..base.errors import DispenseError, Fault, Place
from ..content.directions.model import Amount, CodedDosage, Concept, Dosage, Repeat, Span
from ..content.directions.vocabulary import CodeKind, Vocabulary
from ..content.monograph.scalars import Date
from ..content.wording.patterns import NumberPhrase, Phrase
from ..content.wording.plurals import Category, Plural, form
from ..source.schema import InvalidText
from ..source.yaml import Text
from .phrasebook import Phrasebook

if TYPE_CHECKING:
    from ..content.directions.wording import DirectionsWording

__all__ = ["DosageWriter"]

BY_HAND: Final = "Write the directions in words, or give them yourself."
P = TypeVar("P", bound=Phrase)
HALF: Final = Decimal("0.5")


class DosageWriter(NamedTuple):
    """Writes coded dosages in one language. Every method raises DispenseError (D209)."""

    vocabulary: Vocabulary
    words: DirectionsWording
    phrases: Phrasebook

    def sentences(self, dosage: Dosage, coded: CodedDosage) -> Iterator[str]:
        """Yield the sentences that a coded dosage stands for, without additional instructions."""
        repeat = self._complete(coded)
        often = self._often(repeat, dosage.place)
        when_texts = self._when_texts(repeat, dosage.place)
        if not often and when_texts:
            often = when_texts.pop(0)
        if coded.dose is None and not often:
            refuse(dosage.place, "The directions say neither how much nor when.")
        parts = {
            "verb": self._verb(coded),
            "dose": self.dose(coded.dose) if coded.dose else "",
            "route": self._route(coded.route),
            "often": often,
        }
        lead = self.words.lead(parts)
        details = [*when_texts, *self._details(repeat, dosage.place)]
        if dosage.as_needed:
            details.append(self.as_needed([self.reason(reason) for reason in dosage.reasons]))
        yield self.words.ended(self.words.with_details(lead, details))
        for amount, span in coded.most_in:
            text = self.words.most.in_.replace("{dose}", self.dose(amount))
            yield text.replace("{span}", self._span(span, dosage.place))
        if coded.most_at_once:
            yield self.words.most.at_once.replace("{dose}", self.dose(coded.most_at_once))

    def as_needed(self, reasons: Sequence[str]) -> str:
        """Return that something is to be used only if needed, and for what."""
        if not reasons:
            return str(self.words.as_needed.plain)
        reason = str(self.phrases.join_or(reasons))
        return self.words.as_needed.reason.replace("{reason}", reason)

    def reason(self, concept: Concept) -> str:
        """Return the words for a reason."""
        return str(self.words.reasons[Text(self.id("reasons", concept))])

    def id(self, kind: CodeKind, concept: Concept) -> str:
        """Return what a concept means by its codes."""
        id_ = self.vocabulary.id(kind, concept)
        if id_ is None:
            refuse(concept.place, "There are no words for this code.")
        return id_

    def dose(self, amount: Amount) -> str:
        """Return an amount in words, such as 1 to 2 tablets, or half a tablet."""
        unit = self.vocabulary.unit(amount.unit)
        if unit is None:
            message = "The unit of the dose is missing, is not known, or contradicts itself."
            refuse(amount.place, message)
        words = self.words.units[Text(unit.id)]
        least, most = amount.least, amount.most
        if self.words.language != "en" and amount.seems_grouped:
            refuse(amount.place, "Its point can be read as one between thousands.")
        is_whole = least == least.to_integral_value() and (
            most is None or most == most.to_integral_value()
        )
        if is_whole or not unit.is_countable:
            return self._counted(words.forms, least, most)
        if most is None and least == HALF and words.half:
            return str(words.half)
        integer = least.to_integral_value(rounding="ROUND_FLOOR")
        if most is None and least - integer == HALF and words.halves:
            return self._counted(words.halves, integer, None)
        return refuse(amount.place, "There are no words for such a part of the unit.")

    def _counted(
        self, forms: dict[Category, NumberPhrase], least: Decimal, most: Decimal | None
    ) -> str:
        """Return a number, or a range of numbers, in the plural form of the greater one."""
        number = self._number(least)
        if most is not None:
            number = self.words.range.replace("{least}", number)
            number = number.replace("{most}", self._number(most))
        return self._form(forms, least if most is None else most).replace("{number}", number)

    def _form(self, forms: Plural[P], number: Decimal) -> P:
        if isinstance(forms, dict) and set(forms) == {"one", "other"}:  # without babel
            return forms["one" if number == 1 else "other"]
        return form(forms, number, str(self.words.language))

    def _number(self, number: Decimal) -> str:
        """Return a number with its digits as given, without zeros behind the point."""
        integer, point, decimals = f"{number:f}".partition(".")
        decimals = decimals.rstrip("0")
        digits = self.phrases.number(int(integer)) if int(integer) >= 10_000 else str(int(integer))
        return f"{digits}{point}{decimals}" if decimals else digits

    def _span(self, span: Span, place: Place) -> str:
        unit = self._time(span, place)
        most = None if span.most is None else Decimal(span.most)
        return self._counted(self.words.spans[Text(unit)], Decimal(span.least), most)

    def _time(self, span: Span, place: Place) -> str:
        unit = self.vocabulary.time(span)
        if unit is None:
            refuse(place, "A unit of time is missing, is not known, or contradicts itself.")
        return unit

    def _verb(self, coded: CodedDosage) -> str:
        verbs = self.words.verbs
        if coded.method is not None:
            return str(verbs.methods[Text(self.id("methods", coded.method))])
        is_oral = coded.route is not None and self.id("routes", coded.route) == "oral"
        return str(verbs.by_mouth if is_oral else verbs.other)

    def _route(self, route: Concept | None) -> str:
        return str(self.phrases.route(self.id("routes", route))) if route else ""

    def _complete(self, coded: CodedDosage) -> Repeat:
        """Return when a dose is due, with what an abbreviation says. Both must agree."""
        repeat = coded.repeat
        if coded.timing is None:
            return repeat
        timing = self.vocabulary.timing(coded.timing)
        if timing is None:
            refuse(coded.timing.place, "There are no words for this code.")
        period = Span(timing.period, None, str(timing.unit))
        when = (str(timing.when),) if timing.when else repeat.when
        frequency = repeat.frequency or (1 if repeat.period else None)
        if (
            frequency not in (None, timing.frequency)
            or repeat.frequency_most is not None
            or repeat.period not in (None, period)
            or repeat.when not in ((), when)
        ):
            refuse(coded.timing.place, "The code of the timing contradicts what stands beside it.")
        return replace(repeat, frequency=timing.frequency, period=period, when=when)

    def _often(self, repeat: Repeat, place: Place) -> str:
        """Return how often, such as 3 times a day or every 4 to 6 hours; "" if it is not said."""
        period = repeat.period
        if period is None:
            if repeat.frequency is not None or repeat.frequency_most is not None:
                refuse(place, "It is said how often, and not in which time.")
            return ""
        words, often = self.words.periods[Text(self._time(period, place))], self.words.often
        least, most = repeat.frequency or 1, repeat.frequency_most
        if most is not None and period.most is not None:
            refuse(place, "It is said neither how often exactly, nor in which time.")
        every = str(words.per)
        if period.least > 1 or period.most is not None:
            span = self._range(period.least, period.most)
            number = Decimal(period.most or period.least)
            every = self._form(words.every, number).replace("{number}", span)
            if least == 1 and most is None:
                return every
        if period.most is not None:
            refuse(place, "Several times in a time that is not exact cannot be said safely.")
        if most is None and least <= 2:
            return (often.once if least == 1 else often.twice).replace("{period}", every)
        times = self._form(often.times, Decimal(most or least))
        return times.replace("{number}", self._range(least, most)).replace("{period}", every)

    def _range(self, least: int, most: int | None) -> str:
        if most is None:
            return self._number(Decimal(least))
        text = self.words.range.replace("{least}", self._number(Decimal(least)))
        return text.replace("{most}", self._number(Decimal(most)))

    def _when_texts(self, repeat: Repeat, place: Place) -> list[str]:
        """Return on which days and at what times, in this order."""
        self._check_when(repeat, place)
        texts = []
        if repeat.days:
            names = [self._known(self.words.days.names, day, place) for day in repeat.days]
            texts.append(self.words.days.on.replace("{names}", str(self.phrases.join_and(names))))
        if repeat.times:
            text = str(self.phrases.join_and(list(repeat.times)))
            text = self.words.times_of_day.replace("{names}", text)
            if not repeat.days and repeat.period is None:
                text = self.words.every_day.replace("{times}", text)
            texts.append(text)
        if repeat.when:
            names = [self._known(self.words.when, code, place) for code in repeat.when]
            text = str(self.phrases.join_and(names))
            if repeat.offset:
                span = self._span(Span(repeat.offset, None, "min"), place)
                text = self.words.offset.replace("{span}", span).replace("{when}", text)
            texts.append(text)
        return texts

    def _check_when(self, repeat: Repeat, place: Place) -> None:
        """Refuse days and times of the day that do not fit how often something is to be used."""
        vocabulary = self.vocabulary
        if repeat.times and repeat.when:
            refuse(place, "Both clock times and times of the day are given.")  # tim-10
        if repeat.offset is not None and not (
            len(repeat.when) == 1 and repeat.when[0] in vocabulary.offsets
        ):
            refuse(place, "There are minutes before or after something that is not named.")
        for values in (repeat.days, repeat.times, repeat.when):
            if len(set(values)) != len(values):
                refuse(place, "A day or a time of the day is given twice.")
        if len(repeat.when) > 1 and not vocabulary.meals.isdisjoint(repeat.when):
            refuse(place, "All meals of a day are given beside another time of the day.")
        if repeat.period is not None:
            self._check_moments(repeat, repeat.period, place)

    def _check_moments(self, repeat: Repeat, period: Span, place: Place) -> None:
        """Refuse a number of times that is not the number of days or times of the day."""
        unit = self._time(period, place)
        is_single = (period.least, period.most) == (1, None)
        is_daily, is_weekly = is_single and unit == "d", is_single and unit == "wk"
        count = (repeat.frequency or 1, repeat.frequency_most)
        is_on_days = is_weekly and count == (len(repeat.days), None)
        if repeat.days and not is_daily and not is_on_days:
            refuse(place, "The number of times contradicts the days of the week.")
        if not repeat.times and not repeat.when:
            return
        if unit in ("min", "h"):
            refuse(place, "Times of the day do not go with so many hours or minutes.")
        if not self.vocabulary.meals.isdisjoint(repeat.when):
            return
        moments = len(repeat.times) or len(repeat.when)
        if is_daily:
            fits = count == (moments, None)
        else:
            fits = moments == 1 and (count == (1, None) or is_on_days)
        if not fits:
            refuse(place, "The number of times contradicts the times of the day.")

    def _details(self, repeat: Repeat, place: Place) -> Iterator[str]:
        words = self.words
        if repeat.overlaps:
            refuse(place, "Each time lasts longer than there is until the next one.")
        if repeat.lasting:
            yield words.lasting.replace("{span}", self._span(repeat.lasting, place))
        if repeat.count is not None:
            most = None if repeat.count_most is None else Decimal(repeat.count_most)
            yield self._counted(words.count, Decimal(repeat.count), most)
        if repeat.bounds:
            yield words.bounds.for_.replace("{span}", self._span(repeat.bounds, place))
        for day, phrase in ((repeat.start, words.bounds.from_), (repeat.end, words.bounds.until)):
            if day:
                yield phrase.replace("{date}", self._date(day, place))

    def _date(self, day: str, place: Place) -> str:
        try:
            return str(self.phrases.date(Date.from_text(Text(day))))
        except InvalidText:
            return refuse(place, "A day is not in the calendar.")

    def _known(self, texts: Mapping[Text, Text], code: str, place: Place) -> Text:
        if Text(code) not in texts:
            refuse(place, "There are no words for a day or a time of the day.")
        return texts[Text(code)]


def refuse(place: Place, message: str) -> NoReturn:
    """Raise DispenseError D209: these directions cannot be put into words."""
    raise DispenseError([Fault("D209", place, message, BY_HAND)])
