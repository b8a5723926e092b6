"""The words for coded directions in one language, read from data/directions/."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Final

from ...base.errors import Fault, WordingError
from ...source.schema import FileShape, field, read
from ...source.yaml import Text, parse
from ..library import Library
from ..monograph.model import Review
from ..wording.patterns import (
    GAP,
    DatePhrase,
    DirectionsDetailsPhrase,
    DirectionsPhrase,
    DosePhrase,
    DoseSentencePhrase,
    DoseSpanPhrase,
    NamesPhrase,
    NumberPeriodPhrase,
    NumberPhrase,
    PairPhrase,
    PeriodPhrase,
    Phrase,
    RangePhrase,
    ReasonPhrase,
    SentencePhrase,
    SpanPhrase,
    SpanWhenPhrase,
    TimesPhrase,
)  # fmt: skip
from ..wording.plurals import Category, Plural, categories
from .vocabulary import DosageCodes

__all__ = ["DirectionsWording", "Forms", "UnitWords", "load_directions", "read_directions"]

Forms = dict[Category, NumberPhrase]
# which number takes which form, for the languages that need no babel
OWN_CATEGORIES: Final[Mapping[str, tuple[Category, ...]]] = {
    "en": ("one", "other"),
    "es": ("one", "other"),
}


SEAM_MARKS: Final = " ,،，、"  # between the parts of a sentence; none begins it


class NoteWords(FileShape):
    """That the words are the program's."""

    draft: Phrase = field("As long as no named person has approved this file.")
    approved: Phrase = field("When somebody has.")


class VerbWords(FileShape):
    """What is done with a dose."""

    by_mouth: Phrase = field("What is swallowed.")
    other: Phrase = field("Anything else.")
    methods: dict[Text, Phrase] = field("For each method of data/dosage-codes.yaml.")


class PartWords(FileShape):
    """Parts of the directions, one after the other."""

    first: DirectionsPhrase = field("The first part.")
    then: DirectionsPhrase = field("Each further part.")


class UnitWords(FileShape):
    """A number of a unit. The forms are those of the language's plural categories."""

    zero: NumberPhrase | None = field("None at all.", default=None)
    one: NumberPhrase | None = field("One.", default=None)
    two: NumberPhrase | None = field("Two.", default=None)
    few: NumberPhrase | None = field("A few.", default=None)
    many: NumberPhrase | None = field("Many.", default=None)
    other: NumberPhrase = field("Any other number.")
    half: Phrase | None = field("A half; left out if it cannot be halved.", default=None)
    halves: Forms | None = field("So many and a half.", default=None)

    @property
    def forms(self) -> Forms:
        """The forms by their categories."""
        forms: dict[Category, NumberPhrase | None] = {
            "zero": self.zero, "one": self.one, "two": self.two, "few": self.few,
            "many": self.many, "other": self.other,
        }  # fmt: skip
        return {category: phrase for category, phrase in forms.items() if phrase is not None}


class OftenWords(FileShape):
    """How often."""

    once: PeriodPhrase = field("Once in a period.")
    twice: PeriodPhrase = field("Twice in a period.")
    times: Plural[NumberPeriodPhrase] = field("A greater number of times.")


class PeriodWords(FileShape):
    """A unit of time in which something happens."""

    per: Phrase = field("Behind a number of times: so many times a day.")
    every: Plural[NumberPhrase] = field("Every so many days.")


class DayWords(FileShape):
    """Days of the week."""

    on: NamesPhrase = field("On these days.")
    names: dict[Text, Phrase] = field("The days, by FHIR's codes.", least=7, most=7)


class BoundsWords(FileShape):
    """For how long."""

    for_: SpanPhrase = field("For a length of time.", key="for")
    from_: DatePhrase = field("From a day.", key="from")
    until: DatePhrase = field("Up to a day, which is the last.")


class AsNeededWords(FileShape):
    """Only if needed."""

    plain: Phrase = field("For a reason that is not given.")
    reason: ReasonPhrase = field("For a reason.")


class MostWords(FileShape):
    """The greatest dose."""

    in_: DoseSpanPhrase = field("In a length of time; a sentence.", key="in")
    at_once: DosePhrase = field("At one time; a sentence.")


class DirectionsWording(FileShape):
    """The words for coded directions in one language."""

    language: Text = field("The language, as in its file's name.")
    review: Review = field("Whether somebody qualified has checked these words.")
    note: NoteWords = field("That the words are the program's; behind the directions.")
    sentence: DoseSentencePhrase = field("The order of what stands in the first sentence.")
    clauses: PairPhrase = field("How clauses are joined.", default=PairPhrase("{left}, {right}"))
    details: DirectionsDetailsPhrase = field(
        "The first sentence and its further clauses: before it or behind it.",
        default=DirectionsDetailsPhrase("{directions}, {details}"),
    )
    full_stop: SentencePhrase = field("How a sentence ends.", default=SentencePhrase("{sentence}."))
    verbs: VerbWords = field("What is done with a dose.")
    parts: PartWords = field("Parts of the directions, one after the other.")
    range: RangePhrase = field("From one number to another.")
    units: dict[Text, UnitWords] = field("For each unit of data/dosage-codes.yaml.")
    often: OftenWords = field("How often.")
    periods: dict[Text, PeriodWords] = field("For each unit of time.")
    spans: dict[Text, Forms] = field("Lengths of time, for each unit of time.")
    days: DayWords = field("Days of the week.")
    times_of_day: NamesPhrase = field("At these times.")
    every_day: TimesPhrase = field("Every day at these times.")
    when: dict[Text, Phrase] = field("Times of the day, by codes of EventTiming.")
    offset: SpanWhenPhrase = field("Some minutes before or after a time of the day.")
    lasting: SpanPhrase = field("How long each time.")
    count: Forms = field("How often in all.")
    bounds: BoundsWords = field("For how long.")
    as_needed: AsNeededWords = field("Only if needed.")
    as_needed_words: tuple[Text, ...] = field("Written words that say so, in small letters.")
    reasons: dict[Text, Phrase] = field("For each reason of data/dosage-codes.yaml.")
    most: MostWords = field("The greatest dose.")
    additional: dict[Text, Phrase] = field(
        "For each additional instruction of data/dosage-codes.yaml; sentences."
    )

    def lead(self, parts: Mapping[str, str]) -> str:
        """Return the first sentence without a full stop.

        parts: the texts of the gaps. An empty one is left out with what stands before it.
        """
        pieces, text = GAP.split(self.sentence), ""
        for before, gap in zip(pieces[::2], pieces[1::2], strict=False):
            if parts[gap]:
                text += (before if text else before.lstrip(SEAM_MARKS)) + parts[gap]
        return text + pieces[-1]

    def with_details(self, lead: str, details: Sequence[str]) -> str:
        """Return the first sentence with its further clauses, in the order of the language."""
        if not details:
            return lead
        clauses = reduce(
            lambda left, right: fill_text(self.clauses, left=left, right=right), details
        )
        return fill_text(self.details, directions=lead, details=clauses)

    def ended(self, sentence: str) -> str:
        """Return a sentence with a capital and a full stop."""
        return fill_text(self.full_stop, sentence=sentence[:1].upper() + sentence[1:])


def fill_text(phrase: Phrase, **gaps: str) -> str:
    """Return a phrase with texts in its gaps."""
    pieces = GAP.split(phrase)
    return "".join(gaps[piece] if index % 2 else piece for index, piece in enumerate(pieces))


def load_directions(library: Library, language: str, codes: DosageCodes) -> DirectionsWording:
    """Read the words of a language from a library, and check that they are complete.

    Raises WordingError with all faults, NotFoundError.
    """
    file = library.directions(language)
    wording = read_directions(file.source, file.file)
    if faults := [*_faults(wording, language, codes)]:
        raise WordingError(faults)
    return wording


def read_directions(source: bytes, file: str) -> DirectionsWording:
    """Read a file of words for directions. Raises WordingError with all its faults."""
    faults: list[Fault] = []
    node = parse(source, file, WordingError, faults)
    return read(DirectionsWording, node, WordingError, faults)


def _faults(wording: DirectionsWording, language: str, codes: DosageCodes) -> Iterator[Fault]:
    place = wording.language.place
    if wording.language != language:
        message = f"The language is '{wording.language}', and the file is that of '{language}'."
        yield Fault("W204", place, message, "Correct the language, or name the file after it.")
    lists: tuple[tuple[str, Iterable[Text], Iterable[Text]], ...] = (
        ("units", wording.units, codes.units),
        ("periods", wording.periods, codes.times),
        ("spans", wording.spans, codes.times),
        ("reasons", wording.reasons, codes.reasons),
        ("methods", wording.verbs.methods, codes.methods),
        ("additional", wording.additional, codes.additional),
    )
    for key, words, ids in lists:
        if absent := [str(id_) for id_ in ids if id_ not in words]:
            message = f"'{key}' has no words for {', '.join(absent)}."
            yield Fault("W102", place, message, "Add them.")
    needed = OWN_CATEGORIES.get(language) or categories(language)
    for key, forms in _all_forms(wording):
        if set(forms) != set(needed):
            message = f"'{key}' has the forms {', '.join(forms)}."
            hint = f"In this language a number takes: {', '.join(needed)}. Give each, and no other."
            yield Fault("W205", place, message, hint)


def _all_forms(wording: DirectionsWording) -> Iterator[tuple[str, Mapping[Category, Any]]]:
    yield "count", wording.count
    yield from wording.spans.items()
    plurals: dict[str, Any] = {"times": wording.often.times}
    plurals |= {f"{id_}: every": period.every for id_, period in wording.periods.items()}
    yield from ((key, forms) for key, forms in plurals.items() if isinstance(forms, dict))
    for id_, unit in wording.units.items():
        yield id_, unit.forms
        if unit.halves is not None:
            yield f"{id_}: halves", unit.halves
