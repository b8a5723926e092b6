"""The phrasebook of one language: fill gaps, join lists, write numbers and dates in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from ..base.languages import space_after
from ..content.monograph.frequency import Band, OneIn, Percent, Share
from ..content.monograph.scalars import Date, RouteId
from ..content.profile.scalars import FixedText
from ..content.profile.wording import ProfileWording, words_for_band
from ..content.wording.model import SectionWords, Wording
from ..content.wording.patterns import GAP, PairPhrase, Phrase
from ..content.wording.plurals import Category, form
from ..source.yaml import Text
from .model import Run, Words

__all__ = [
    "Phrasebook",
    "TextOrWords",
    "capitalize",
    "concatenate",
    "fill",
    "join_sentences",
    "make_strong",
    "to_words",
]

TextOrWords = str | Words
P = TypeVar("P", bound=Phrase)


def to_words(text: TextOrWords) -> Words:
    """Convert a text to Words. A Text keeps its place in the source file."""
    if isinstance(text, Words):
        return text
    language = text.language if isinstance(text, Phrase) else None
    run = Run(str(text), language=language)
    return Words((run,), text.place if isinstance(text, Text) else None)


def make_strong(text: TextOrWords) -> Words:
    """Mark all of a text as strong."""
    words = to_words(text)
    return Words(tuple(replace(run, strong=True) for run in words.runs), words.place)


def capitalize(text: TextOrWords) -> Words:
    """Give a text a capital first letter, for the beginning of a line."""
    words = to_words(text)
    first, *others = words.runs
    initial = first.text[:1].upper()
    if len(initial) > 1:  # "ß" would become "SS": the spelling must not change
        return words
    return Words((replace(first, text=initial + first.text[1:]), *others), words.place)


def _marks(run: Run) -> tuple[object, ...]:
    return run.strong, run.emphasis, run.link, run.language


def concatenate(parts: Iterable[TextOrWords]) -> Words:
    """Concatenate texts without a separator. The place is that of the first part that has one."""
    all_words = [to_words(part) for part in parts]
    runs: list[Run] = []
    for run in (run for words in all_words for run in words.runs if run.text):
        if runs and _marks(run) == _marks(runs[-1]):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return Words(tuple(runs), next((words.place for words in all_words if words.place), None))


def join_sentences(*sentences: TextOrWords | None) -> Words:
    """Join sentences with spaces, as their punctuation asks. Skip those that are empty or None."""
    parts: list[TextOrWords] = []
    for sentence in sentences:
        if sentence is not None and (words := to_words(sentence)):
            parts += [space_after(str(parts[-1])), words] if parts else [words]
    return concatenate(parts)


def fill(phrase: Phrase | FixedText, **gaps: TextOrWords) -> Words:
    """Fill the gaps of a phrase. What is filled in keeps its marks and its place."""
    # the split yields texts and names of gaps in turn
    language = phrase.language if isinstance(phrase, Phrase) else None
    words = concatenate(
        gaps[piece] if index % 2 else Words((Run(piece, language=language),))
        for index, piece in enumerate(GAP.split(phrase))
    )
    return words if words.place else Words(words.runs, phrase.place)


class Phrasebook:
    """The wording of one language, with the profile's words for it.

    printed: the day of printing, if it is to be mentioned. stale: the leaflet must say that it was
    translated from a text that has changed since. profile: the profile's words in this language.
    gaps: values for the gaps {name} and {date} of the profile's sentences. scope: the route and the
    use for which alone the leaflet is, in the middle of a sentence.
    """

    def __init__(
        self,
        wording: Wording,
        printed: Date | None = None,
        *,
        stale: bool = False,
        profile: ProfileWording | None = None,
        gaps: Mapping[str, TextOrWords] | None = None,
        scope: Words | None = None,
    ) -> None:
        self.wording, self.printed, self.stale, self.scope = wording, printed, stale, scope
        self.profile = profile or ProfileWording()
        self._gaps: dict[str, TextOrWords] = {**(self.profile.contacts or {}), **(gaps or {})}

    def section(self, id_: str) -> SectionWords:
        """Return the wording of a section."""
        return self.wording.sections[Text(id_)]

    def heading(self, id_: str) -> Words:
        """Return the heading of a section: the profile's, or else the wording's."""
        own = (self.profile.headings or {}).get(id_)
        return self.fill_sentence(own) if own else to_words(self.section(id_).heading)

    def section_number(self, id_: str) -> Words | None:
        """Return the number of a section, or None if the profile does not number it."""
        numbered = self.profile.numbered_sections
        if id_ not in numbered:
            return None
        return fill(self.wording.lists.number, number=self.number(numbered.index(id_) + 1))

    def fill_sentence(self, sentence: FixedText) -> Words:
        """Fill the gaps of a profile's sentence: name, date and contacts."""
        return fill(sentence, **self._gaps)

    def route(self, id_: str) -> Phrase:
        """Return a route of administration, as in the middle of a sentence."""
        return self.wording.routes[Text(id_)]

    def routes(self, ids: Sequence[RouteId]) -> Words:
        """Join routes of administration with "or"."""
        return self.join_or([self.route(id_) for id_ in ids])

    def join_and(self, items: Sequence[TextOrWords]) -> Words:
        """Join items as in "a, b and c"."""
        return self._join(items, self.wording.lists.both)

    def join_or(self, items: Sequence[TextOrWords]) -> Words:
        """Join items as in "a, b or c"."""
        return self._join(items, self.wording.lists.either)

    def join_commas(self, items: Sequence[TextOrWords]) -> Words:
        """Join items as in "a, b, c"."""
        return self._join(items, self.wording.lists.comma)

    def _join(self, items: Sequence[TextOrWords], last: PairPhrase) -> Words:
        joined = to_words(items[0])
        for number, item in enumerate(items[1:], 2):
            pair = last if number == len(items) else self.wording.lists.comma
            joined = fill(pair, left=joined, right=item)
        return joined

    def lead(self, name: TextOrWords, text: TextOrWords) -> Words:
        """Put a short strong name before a text, as in "**By mouth:** swallow it whole"."""
        return fill(self.wording.lists.lead, name=make_strong(name), text=text)

    @property
    def lead_mark(self) -> str:
        """What stands between a short name and the text that it leads, such as a colon."""
        _, first_gap, between, *_ = GAP.split(self.wording.lists.lead)
        return between.rstrip(" ") if first_gap == "name" else ""

    def date(self, day: Date) -> Words:
        """Write a date in words."""
        month = self.wording.months[day.month - 1]
        return fill(self.wording.date, day=str(day.day), month=month, year=str(day.year))

    def number(self, number: int) -> str:
        """Write a number with its digits grouped in threes as this language does."""
        digits = str(number)
        text = digits[-3:]
        for end in range(len(digits) - 3, 0, -3):
            left = digits[max(end - 3, 0) : end]
            text = str(fill(self.wording.thousands, left=left, right=text))
        return text

    def band(self, band: Band) -> Words:
        """Write how many people get a side effect; "1 in N" where the band allows it exactly."""
        least, most = band.least, band.most
        own = words_for_band(self.profile.bands, band) if self.profile.bands else None
        if own:
            return to_words(own)
        if isinstance(least, Percent) or isinstance(most, Percent):
            return self._per_cent(least, most)
        return self._people(least, most)

    def _per_cent(self, least: Share | None, most: Share | None) -> Words:
        """Write a band in per cent, as the source does."""
        texts, low, high = self.wording.frequency.per_cent, str(least or ""), str(most or "")
        if low and high and low != high:
            return fill(texts.between, least=low, most=high)
        if low and high:
            return fill(texts.exactly, of=low)
        return fill(texts.up_to, of=high) if high else fill(texts.at_least, of=low)

    def _people(self, least: Share | None, most: Share | None) -> Words:
        """Write a band as numbers of people."""
        texts = self.wording.frequency
        least, most = (end if isinstance(end, OneIn) else None for end in (least, most))
        if least and least == most:
            return self._fill_form(texts.exactly, least, of=self.number(least))
        if least and most and least % most == 0:
            top = self.number(least // most)
            return self._fill_form(texts.out_of, least, least="1", most=top, of=self.number(least))
        if least and most:
            ends = {"least": self.number(least), "most": self.number(most)}
            return self._fill_form(texts.between, most, **ends)
        if most:
            return self._fill_form(texts.up_to, most, of=self.number(most))
        if least:
            return self._fill_form(texts.at_least, least, of=self.number(least))
        return to_words(texts.not_known)

    def _fill_form(self, phrase: P | dict[Category, P], number: int, **gaps: TextOrWords) -> Words:
        """Fill the plural form of a phrase that goes with a number."""
        return fill(form(phrase, number, self.wording.language), **gaps)
