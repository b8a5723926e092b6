"""In which language directions were typed, by the words that only one language has in directions.

It notices words that a patient could not read, and guesses nothing: a text with words of two
languages, or too short to tell, counts as being in the language of the leaflet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Final

from ..base.errors import Fault, VocabularyError
from ..base.languages import script_name
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse

__all__ = ["TypedWords", "read_typed_words"]

LETTERS: Final = re.compile(r"[^\W\d_]+")
LEAD: Final = 2  # by so many words another language must be ahead
WHOLE_TEXT: Final = 2  # words of a text, all of which another language knows, that are enough


class TypedWords(FileShape, dict=True):
    """The words of directions in every language."""

    inside: tuple[Text, ...] = field("Languages whose words are searched for in longer ones.")
    signs: tuple[Text, ...] = field("Signs of units, which tell nothing of the language.")
    words: dict[Text, Text] = field("The words of each language, parted by spaces.", least=1)

    @cached_property
    def known(self) -> Mapping[str, frozenset[str]]:
        """The words of each language, by its tag."""
        return {str(tag): frozenset(words.split()) for tag, words in self.words.items()}

    @cached_property
    def bare(self) -> Mapping[str, frozenset[str]]:
        """The words of each language without their accents, by its tag."""
        return {tag: frozenset(map(_without_accents, words)) for tag, words in self.known.items()}

    def other_language(self, text: str, language: str) -> str | None:
        """Return the language in which directions seem to be, if that is another one, else None.

        language: of the leaflet; where no words are known for it, None is returned.
        """
        own = language.split("-")[0]
        if own not in self.known:
            return None
        letters = unicodedata.normalize("NFC", text.casefold())
        words = frozenset(LETTERS.findall(letters)).difference(self.signs)
        found = {tag: self._found(tag, words, letters) for tag in self.known}
        # a person who types without accents writes the leaflet's language all the same
        found[own] |= {word for word in words if _without_accents(word) in self.bare[own]}
        if self._is_in_letters_of(own, letters):  # a name in other letters tells nothing
            found = {tag: words for tag, words in found.items() if tag in self._kin(own)}
        best = max(found, key=lambda tag: len(found[tag]))
        lead = len(found[best]) - len(found[own])
        if lead >= LEAD or (lead and _is_clear(words, found[best], self.known[own])):
            return best
        return None

    @cached_property
    def scripts(self) -> Mapping[str, frozenset[str]]:
        """The scripts of the words of each language, by its tag."""
        return {tag: frozenset(map(_script, words)) for tag, words in self.known.items()}

    def _kin(self, language: str) -> list[str]:
        """Return the languages that share a script with one."""
        own = self.scripts[language]
        return [tag for tag, scripts in self.scripts.items() if not own.isdisjoint(scripts)]

    def _is_in_letters_of(self, language: str, text: str) -> bool:
        """Return whether more than half of the letters of a text are of a language."""
        letters = [char for char in text if char.isalpha()]
        own = sum(_script(letter) in self.scripts[language] for letter in letters)
        return own * 2 > len(letters)

    def _found(self, tag: str, words: frozenset[str], letters: str) -> frozenset[str]:
        """Return the words of a language that a text has."""
        if tag in self.inside:
            return frozenset(word for word in self.known[tag] if word in letters)
        return words & self.known[tag]


def _is_clear(words: frozenset[str], found: frozenset[str], own: frozenset[str]) -> bool:
    """Return whether one word ahead is enough: the other language knows every word, or writes in
    letters that the leaflet's language has not. Latin letters may be a name anywhere."""
    if len(words) >= WHOLE_TEXT and words <= found:
        return True
    scripts = set(map(_script, found)) - {"LATIN"}
    return scripts.isdisjoint(map(_script, own)) and bool(scripts)


@cache  # there are as many as letters
def _script_of(letter: str) -> str:
    return script_name(letter)


def _script(word: str) -> str:
    return _script_of(word[0])


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def read_typed_words(source: bytes, file: str) -> TypedWords:
    """Read the words of directions. Raises VocabularyError."""
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    return read(TypedWords, node, VocabularyError, faults)
