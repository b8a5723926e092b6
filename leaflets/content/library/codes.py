"""How other systems name medicines: coding systems and the words of products, data/codes.yaml."""

from __future__ import annotations

from ...base.errors import Fault, VocabularyError
from ...source.schema import FileShape, field, read
from ...source.yaml import Text, parse

__all__ = ["Codes", "FormWords", "read_codes"]


class FormWords(FileShape):
    """Words that say in which ways a product is given."""

    words: tuple[Text, ...] = field("The words, in small letters.", least=1)
    routes: tuple[Text, ...] = field("Any of these routes fits the words.", least=1)


class Codes(FileShape):
    """The lists of data/codes.yaml."""

    systems: dict[Text, tuple[Text, ...]] = field(
        "For the short name of each coding system, the addresses by which others name it.", least=1
    )
    measures: tuple[Text, ...] = field("Words of strength and amount.", least=1)
    forms: tuple[FormWords, ...] = field("Words that name a form.", least=1)
    shapeless: tuple[Text, ...] = field("Forms that are given in several ways.", default=())

    def short(self, system: str) -> str:
        """The short name of a coding system, folded; an unknown address stands for itself."""
        wanted = system.strip().rstrip("/").casefold()
        for name, addresses in self.systems.items():
            if wanted == name.casefold() or wanted in map(str.casefold, addresses):
                return name.casefold()
        return wanted


def read_codes(source: bytes, file: str) -> Codes:
    """The lists, or VocabularyError."""
    found: list[Fault] = []
    return read(Codes, parse(source, file, VocabularyError, found), VocabularyError, found)
