"""The words of product names: which say the medicine, and which its strength, form and maker."""

from __future__ import annotations

import re
from typing import Final

from .code_lists import CodeLists
from .titles import Titles

__all__ = ["ProductWords", "mentions", "words_of"]

# "250mg" is a number and a word; "B12" is one word, and no other vitamin
WORD: Final = re.compile(r"[^\W\d_]+\d*|\d+")
IN_BRACKETS: Final = re.compile(r"(\([^()]*\))")
LEAST_LETTERS: Final = 3  # of a word that two names share


class ProductWords:
    """Tells the words of strength, form and maker in the names of products.

    codes: the lists of such words.
    """

    def __init__(self, codes: CodeLists) -> None:
        self._measures = frozenset(map(str, codes.measures))
        self._shapeless = frozenset(map(str, codes.shapeless))
        self._companies = frozenset(map(str, codes.companies))
        self._routes = {
            str(word): group.routes for group in (*codes.forms, *codes.ways) for word in group.words
        }
        self._forms = {str(word): str(form.words[0]) for form in codes.forms for word in form.words}

    def without_maker(self, name: str) -> list[str]:
        """Return the words of a product's name, without a company in brackets behind it."""
        head, *parts = IN_BRACKETS.split(name)
        words = words_of(head)
        for part in parts:
            own = words_of(part)
            is_maker = part.startswith("(") and own and own[-1] in self._companies
            words += [] if is_maker else own
        return words

    def fit(self, medicine: Titles, words: list[str]) -> bool:
        """Return whether the words are a name of the medicine and, behind it, strength and form."""
        for name in medicine.all:
            own = words_of(name)
            if own and words[: len(own)] == own:
                return self._are_strength_and_form(medicine, words[len(own) :])
        return False

    def forms_in(self, text: str) -> frozenset[str]:
        """Return the forms that the words of a text name, each by its first word in the list."""
        words = words_of(text)
        shapeless = self._shapeless.intersection(words)
        return shapeless.union(self._forms[word] for word in words if word in self._forms)

    def _are_strength_and_form(self, medicine: Titles, words: list[str]) -> bool:
        names = (*medicine.all, *medicine.forms)
        own = {word for name in names for word in words_of(name)}
        rest = {word for word in words if not word.isdigit() and word not in self._measures | own}
        routes = [self._routes[word] for word in rest if word in self._routes]
        if rest & self._shapeless and not routes:
            return False
        return all(word in self._routes or word in self._shapeless for word in rest) and all(
            set(fitting) & set(medicine.routes) for fitting in routes
        )

    def telling(self, name: str) -> list[str]:
        """Return the words of a name that are not of strength and form, nor single letters."""
        others = self._measures | self._shapeless | self._routes.keys()
        words = (word for word in words_of(name) if word not in others)
        return [word for word in words if len(word) >= LEAST_LETTERS and not word.isdigit()]


def mentions(medicine: Titles, words: list[str]) -> bool:
    """Return whether a name of the medicine stands among the words."""
    text = f" {' '.join(words)} "
    return any(f" {' '.join(own)} " in text for own in map(words_of, medicine.all) if own)


def words_of(name: str) -> list[str]:
    """Return the words and whole numbers of a name, folded and without signs."""
    return [word.casefold() for word in WORD.findall(name)]
