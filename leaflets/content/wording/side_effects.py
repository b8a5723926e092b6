"""The shape of what the program says of unwanted effects, and of how many people get them."""

from ...source.schema import FileShape, field
from .patterns import (
    FrequencyBandPhrase,
    FrequencyRangePhrase,
    NameMedicalPhrase,
    NamesPhrase,
    OneInPhrase,
    Phrase,
    WordPhrase,
)
from .plurals import Plural

__all__ = ["FrequencyWords", "SideEffectWords"]


class PerCentWords(FileShape):
    """How many people get something, per cent; the gaps take the sign with them."""

    between: FrequencyRangePhrase = field("A band whose ends differ.")
    exactly: OneInPhrase = field("A band whose ends are the same.")
    up_to: OneInPhrase = field("At most.")
    at_least: OneInPhrase = field("At least.")


class FrequencyWords(FileShape):
    """How many people get something: as numbers, never as a word alone.

    A phrase that counts people may have one form for each plural category of the language.
    """

    out_of: Plural[FrequencyBandPhrase] = field("A band with one number of people for both ends.")
    between: Plural[FrequencyRangePhrase] = field("A band whose ends need two numbers of people.")
    exactly: Plural[OneInPhrase] = field("A band whose ends are the same.")
    up_to: Plural[OneInPhrase] = field("At most.")
    at_least: Plural[OneInPhrase] = field("At least.")
    not_known: Phrase = field("The source does not say, of one effect.")
    not_known_many: Phrase = field("The source does not say, of several.")
    said_to_be: WordPhrase = field("The source uses a word without a number, of one effect.")
    said_to_be_many: WordPhrase = field("The source uses a word without a number, of several.")
    with_word: WordPhrase = field("The source uses a word beside its number.")
    per_cent: PerCentWords = field("How many people, per cent.")


class SideEffectTableWords(FileShape):
    """The words of side effects as a table."""

    effect: Phrase = field("Heads the column of effects.")
    seriousness: Phrase = field("Heads the column that says how serious each is.")
    what_to_do: Phrase = field("Heads the column of what to do.")
    how_many: Phrase = field("Heads the column of how many people.")
    life_threatening: Phrase = field("How serious: it can kill.")
    serious: Phrase = field("How serious: it can do lasting harm.")
    not_serious: Phrase = field("How serious: it is not.")
    at_once: Phrase = field("What to do: get help now, as its warning box says.")
    same_day: Phrase = field("What to do: get advice today, as its warning box says.")
    if_it_bothers_you: Phrase = field("What to do: ask, if it bothers.")
    not_known: Phrase = field("How many people: the source does not say.")
    not_graded: Phrase = field("How serious: the source does not say.")
    ask: Phrase = field("What to do: the source does not say, so ask.")


class SideEffectWords(FileShape):
    """What the program says of unwanted effects."""

    intro: Phrase = field("What everybody should know first.")
    see_boxes: Phrase = field("That the worst ones stand in the warning boxes.")
    no_number: Phrase = field("That the source does not say how many where no number stands.")
    any_route: Phrase = field("However the medicine is given, as in the middle of a sentence.")
    for_use: NamesPhrase = field("Only when used for something.")
    with_medical_name: NameMedicalPhrase = field("The plain name and the medical one.")
    reporting: Phrase = field("To whom to tell unwanted effects.")
    table: SideEffectTableWords = field("Their words as a table.")
