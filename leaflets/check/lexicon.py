"""The words of a language that the rules of plain language and safety search for."""

from functools import cached_property

from ..base.errors import Fault, VocabularyError
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse
from .phrases import Phrases

__all__ = ["GlossaryEntry", "Lexicon", "PassiveForms", "read_lexicon"]


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
    """The words of one language, in small letters."""

    glossary: tuple[GlossaryEntry, ...] = field("Words of professionals, with lay words.", least=1)
    promotional: tuple[Text, ...] = field("Words that promote a medicine.", least=1)
    at_once: tuple[Text, ...] = field("Words that ask to act at once.", least=1)
    no_hurry: tuple[Text, ...] = field("Words that allow to wait.", least=1)
    actions: tuple[Text, ...] = field("What a reader is told to do.", least=1)
    prohibitions: tuple[Text, ...] = field("How a warning forbids or orders.", least=1)
    negatives: tuple[Text, ...] = field("Words that deny.", least=1)
    weekly: tuple[Text, ...] = field("That a medicine is used once a week.", least=1)
    weekdays: tuple[Text, ...] = field("On which day of the week.", least=1)
    conjunctions: tuple[Text, ...] = field("Words that begin another clause.", least=1)
    responders: tuple[Text, ...] = field("Who helps in an emergency.", least=1)
    headings: dict[Text, tuple[Text, ...]] = field(
        "What other leaflets call a section of the agreed list; * stands for any words.", default={}
    )
    abbreviations: tuple[Text, ...] = field("Abbreviations that everybody knows.", default=())
    passive: PassiveForms = field("How a sentence in the passive voice looks.")

    @cached_property
    def lay_words(self) -> dict[str, str]:
        """What to write for each word of professionals, in small letters."""
        return {str(entry.term).lower(): str(entry.write) for entry in self.glossary}

    @cached_property
    def phrases(self) -> dict[str, Phrases]:
        """The phrases of each list, by the name of its field; `glossary` in both numbers."""
        lists = {
            name: Phrases(getattr(self, name))
            for name in self.__struct_fields__
            if name not in ("glossary", "passive", "headings")
        }
        return {**lists, "glossary": Phrases(self.lay_words, plural=True)}


def read_lexicon(source: bytes, file: str) -> Lexicon:
    """Read the words of a language. Raises VocabularyError."""
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    return read(Lexicon, node, VocabularyError, faults)
