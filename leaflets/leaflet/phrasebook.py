"""Speaking in the wording of one language: gaps fill, lists concatenate, dates in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from ..content.monograph.scalars import Band, Date, RouteId
from ..content.profile.scalars import FixedText
from ..content.profile.wording import ProfileWording, band_words
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


def to_words(said: TextOrWords) -> Words:
    """Something said as Words; a text of a file keeps its place."""
    if isinstance(said, Words):
        return said
    return Words((Run(str(said)),), said.place if isinstance(said, Text) else None)


def make_strong(said: TextOrWords) -> Words:
    """The same words, made strong."""
    plain = to_words(said)
    return Words(tuple(replace(run, strong=True) for run in plain.runs), plain.place)


def capitalize(said: TextOrWords) -> Words:
    """The same words with a capital at the beginning, as for the beginning of a line."""
    plain = to_words(said)
    first, *others = plain.runs
    initial = first.text[:1].upper()
    if len(initial) > 1:  # such as that of ß: no word is to be spelled anew
        return plain
    return Words((replace(first, text=initial + first.text[1:]), *others), plain.place)


def _alike(one: Run, other: Run) -> bool:
    """Whether two runs mean the same, whatever their text."""
    return (one.strong, one.emphasis, one.link, one.language) == (
        other.strong,
        other.emphasis,
        other.link,
        other.language,
    )


def concatenate(parts: Iterable[TextOrWords]) -> Words:
    """Parts put together as they are; the place is that of the first that has one."""
    all_of = [to_words(part) for part in parts]
    runs: list[Run] = []
    for run in (run for part in all_of for run in part.runs if run.text):
        if runs and _alike(run, runs[-1]):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return Words(tuple(runs), next((part.place for part in all_of if part.place), None))


def join_sentences(*said: TextOrWords | None) -> Words:
    """Sentences one after the other; what says nothing is passed over."""
    given = [to_words(one) for one in said if one is not None and to_words(one)]
    parts: list[TextOrWords] = []
    for one in given:
        parts += [" ", one] if parts else [one]
    return concatenate(parts)


def fill(phrase: Phrase | FixedText, **gaps: TextOrWords) -> Words:
    """The phrase with its gaps fill; what is fill in keeps its marks and its place."""
    # the split gives texts and names of gaps in turn
    pieces = GAP.split(phrase)
    parts = [gaps[piece] if odd % 2 else piece for odd, piece in enumerate(pieces)]
    made = concatenate(parts)
    return made if made.place else Words(made.runs, phrase.place)


class Phrasebook:
    """The wording of one language, and the small rules of speaking it.

    printed: the day of printing, if that is to be said. stale: say that what is said was
    translated from something that has changed since. profile: what a jurisdiction has said in
    this language. given: what its sentences name, the medicine's {name} and a {date}.
    """

    def __init__(
        self,
        wording: Wording,
        printed: Date | None = None,
        *,
        stale: bool = False,
        profile: ProfileWording | None = None,
        given: dict[str, TextOrWords] | None = None,
    ) -> None:
        self.wording, self.printed, self.stale = wording, printed, stale
        self.profile = profile or ProfileWording()
        self._given: dict[str, TextOrWords] = {**(self.profile.contacts or {}), **(given or {})}

    def section(self, id_: str) -> SectionWords:
        """What is said of a section."""
        return self.wording.sections[Text(id_)]

    def heading(self, id_: str) -> Words:
        """The heading of a section: the profile's, or the wording's."""
        own = (self.profile.headings or {}).get(id_)
        return self.fill_sentence(own) if own else to_words(self.section(id_).heading)

    def section_number(self, id_: str) -> Words | None:
        """The number of a section that has one."""
        listed = self.profile.listed
        if id_ not in listed:
            return None
        return fill(self.wording.lists.number, number=self.number(listed.index(id_) + 1))

    def fill_sentence(self, sentence: FixedText) -> Words:
        """A sentence of the profile with what it names."""
        return fill(sentence, **self._given)

    def route(self, id_: str) -> Phrase:
        """A way of being given the medicine, as in the middle of a sentence."""
        return self.wording.routes[Text(id_)]

    def join_and(self, items: Sequence[TextOrWords]) -> Words:
        """All of them, in a row: a, b and c."""
        return self._row(items, self.wording.lists.both)

    def join_or(self, items: Sequence[TextOrWords]) -> Words:
        """One of them, in a row: a, b or c."""
        return self._row(items, self.wording.lists.either)

    def join_commas(self, items: Sequence[TextOrWords]) -> Words:
        """In a row with nothing but commas."""
        return self._row(items, self.wording.lists.comma)

    def _row(self, items: Sequence[TextOrWords], last: PairPhrase) -> Words:
        row = to_words(items[0])
        for number, item in enumerate(items[1:], 2):
            pair = last if number == len(items) else self.wording.lists.comma
            row = fill(pair, left=row, right=item)
        return row

    def routes(self, ids: Sequence[RouteId]) -> Words:
        """Ways of being given the medicine, as in the middle of a sentence."""
        return self.join_or([self.route(id_) for id_ in ids])

    def lead(self, name: TextOrWords, text: TextOrWords) -> Words:
        """A short strong name that leads a text."""
        return fill(self.wording.lists.lead, name=make_strong(name), text=text)

    def date(self, day: Date) -> Words:
        """A date in words."""
        month = self.wording.months[day.month - 1]
        return fill(self.wording.date, day=str(day.day), month=month, year=str(day.year))

    def number(self, number: int) -> str:
        """A number as this language groups it: not below 1000."""
        digits = str(number)
        said = digits[-3:]
        for end in range(len(digits) - 3, 0, -3):
            left = digits[max(end - 3, 0) : end]
            said = str(fill(self.wording.thousands, left=left, right=said))
        return said

    def band(self, band: Band) -> Words:
        """How many people, as numbers; one number of people for both ends where that is exact."""
        says, least, most = self.wording.frequency, band.least, band.most
        named = band_words(self.profile.bands, band) if self.profile.bands else None
        if named:
            return to_words(named)
        if least and least == most:
            return self._counted(says.exactly, least, of=self.number(least))
        if least and most and least % most == 0:
            top = self.number(least // most)
            return self._counted(says.out_of, least, least="1", most=top, of=self.number(least))
        if least and most:
            ends = {"least": self.number(least), "most": self.number(most)}
            return self._counted(says.between, most, **ends)
        if most:
            return self._counted(says.up_to, most, of=self.number(most))
        if least:
            return self._counted(says.at_least, least, of=self.number(least))
        return to_words(says.not_known)

    def _counted(self, phrase: P | dict[Category, P], number: int, **gaps: TextOrWords) -> Words:
        """A phrase, or of its forms the one for the number that stands before what it counts."""
        return fill(form(phrase, number, self.wording.language), **gaps)
