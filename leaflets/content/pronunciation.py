"""The list of data/speech.yaml: how speech says units, ranges and addresses, by language."""

from functools import lru_cache
from typing import Literal

from ..base.errors import Fault, VocabularyError
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse
from .library.lookup import Library

__all__ = ["Pronunciation", "load_pronunciations", "read_pronunciations"]


class Pronunciation(FileShape):
    """How one language says what stands on paper in figures and signs."""

    singular: Literal["one", "below-two", "never"] = field(
        "Which numbers take the first name of a unit."
    )
    units: dict[Text, tuple[Text, ...]] = field(
        "For the sign of each unit, its name for one and for several."
    )
    range: Text | None = field("What is said for the dash between two numbers.", default=None)
    at: Text | None = field("What is said for @ in an e-mail address.", default=None)
    dot: Text | None = field("What is said for a full stop in an e-mail address.", default=None)


class Pronunciations(FileShape):
    """What the program knows to say, by language."""

    languages: dict[Text, Pronunciation] = field("For each language, by its BCP 47 tag.", least=1)


@lru_cache(1)
def read_pronunciations(source: bytes, file: str) -> dict[str, Pronunciation]:
    """Read data/speech.yaml. Raises VocabularyError."""
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    lists = read(Pronunciations, node, VocabularyError, faults)
    return {str(language): words for language, words in lists.languages.items()}


def load_pronunciations(library: Library) -> dict[str, Pronunciation]:
    """Return the pronunciations of a library, by language. Raises VocabularyError."""
    file = library.program_list("speech")
    return read_pronunciations(file.source, file.file)
