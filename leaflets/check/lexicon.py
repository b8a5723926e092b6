"""The words of a language that the rules of plain language and safety search for."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from ..base.errors import Fault, VocabularyError
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse
from .phrases import Matching, Phrases

__all__ = ["GlossaryEntry", "Lexicon", "PassiveForms", "read_lexicon"]


NO_PHRASES: Final = frozenset(["glossary", "headings", "matching", "passive", "prefixes"])


class GlossaryEntry(FileShape):
    """A word of professionals, and the words that patients use."""

    term: Text = field("The word of professionals, in the singular.")
    write: Text = field("What to write instead.")


class PassiveForms(FileShape):
    """How a sentence in the passive voice looks."""

    auxiliaries: tuple[Text, ...] = field("Forms of the auxiliary verb.", least=1)
    endings: tuple[Text, ...] = field("Endings of regular participles.", least=1)
    participles: tuple[Text, ...] = field("Irregular participles.", default=())
    exceptions: tuple[Text, ...] = field("Words that look like participles.", default=())


class Lexicon(FileShape, dict=True):
    """The words of one language, in small letters. A rule whose list is missing is not applied."""

    matching: Matching = field(
        "How words are found: whole, by their beginnings, or anywhere.", default="whole"
    )
    prefixes: tuple[Text, ...] = field("What stands before a word without a space.", default=())
    glossary: tuple[GlossaryEntry, ...] = field("Words of professionals, with lay words.", least=1)
    promotional: tuple[Text, ...] = field("Words that promote a medicine.", default=())
    at_once: tuple[Text, ...] = field("Words that ask to act at once.", default=())
    no_hurry: tuple[Text, ...] = field("Words that allow to wait.", default=())
    actions: tuple[Text, ...] = field("What a reader is told to do.", default=())
    prohibitions: tuple[Text, ...] = field("How a warning forbids or orders.", default=())
    negatives: tuple[Text, ...] = field("Words that deny.", default=())
    weekly: tuple[Text, ...] = field("That a medicine is used once a week.", default=())
    weekdays: tuple[Text, ...] = field("On which day of the week.", default=())
    conjunctions: tuple[Text, ...] = field("Words that begin another clause.", default=())
    responders: tuple[Text, ...] = field("Who helps in an emergency.", default=())
    headings: dict[Text, tuple[Text, ...]] = field(
        "What other leaflets call a section of the agreed list; * stands for any words.", default={}
    )
    abbreviations: tuple[Text, ...] = field("Abbreviations that everybody knows.", default=())
    passive: PassiveForms | None = field("How a sentence in the passive voice looks.", default=None)

    @cached_property
    def lay_words(self) -> dict[str, str]:
        """What to write for each word of professionals, in small letters."""
        return {str(entry.term).lower(): str(entry.write) for entry in self.glossary}

    @cached_property
    def phrases(self) -> dict[str, Phrases]:
        """The phrases of each list, by the name of its field; `glossary` in both numbers."""
        how = self.matching, self.prefixes
        lists = {
            name: Phrases(getattr(self, name), *how)
            for name in self.__struct_fields__
            if name not in NO_PHRASES
        }
        return {**lists, "glossary": Phrases(self.lay_words, *how, plural=True)}

    def has(self, names: Iterable[str]) -> bool:
        """Return whether these lists have words."""
        return all(getattr(self, name) for name in names)


def read_lexicon(source: bytes, file: str) -> Lexicon:
    """Read the words of a language. Raises VocabularyError."""
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    return read(Lexicon, node, VocabularyError, faults)
