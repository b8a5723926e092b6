"""Finding the one monograph of a product: by its codes, then by its names; never by a guess.

"Amoxicillin 250mg capsules" is found as amoxicillin, because all that stands beside the name are
words of strength and form, and the monograph is about swallowing it. A word that could be another
substance, or another way of giving it, stops the search: then what is near is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from ...base.errors import NotFoundError
from .codes import Codes, read_codes
from .lookup import Library
from .names import folded, near_names, printable
from .titles import Titles

__all__ = ["MedicineIndex", "load_medicine_index"]

# "250mg" is a number and a word; "B12" is one word, and no other vitamin
WORD: Final = re.compile(r"[^\W\d_]+\d*|\d+")
GTIN_DIGITS: Final = 14
NAME_CHARACTERS: Final = 300  # of a product; the longest in FHIR's examples has 220


class MedicineIndex:
    """The names and codes of all monographs in one language, in order for many searches."""

    def __init__(self, titles: Iterable[Titles], codes: Codes) -> None:
        self._codes = codes
        self._measures = frozenset(map(str, codes.measures))
        self._shapeless = frozenset(map(str, codes.shapeless))
        self._routes = {str(word): form.routes for form in codes.forms for word in form.words}
        self._titles = {each.name: each for each in titles}
        self._by_code: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_first_word: dict[str, set[str]] = defaultdict(set)
        for each in self._titles.values():
            for system, code in each.codes:
                self._by_code[self._key(system, code)].add(each.name)
            for name in each.all:
                self._by_name[folded(name)].add(each.name)
                for first in _words(name)[:1]:
                    self._by_first_word[first].add(each.name)

    def find(self, codes: Iterable[tuple[str, str]], names: Iterable[str]) -> str:
        """The name of the one monograph of a product.

        codes: (system, code); the system as an address or a short name. names: as the dispensing
        system writes the product, the surest first. Raises NotFoundError: N420 if there is none,
        N421 if there are several, N422 if codes and names contradict each other.
        """
        known = [name for name in dict.fromkeys(names) if name.strip()]
        listed = list(codes)
        by_code = {name for code in listed for name in self._by_code.get(self._key(*code), ())}
        by_name = {found for name in known for found in self.named(name)}
        if by_code and by_name and not by_code & by_name:
            raise self._contradiction(by_code, by_name)
        found = by_code & by_name or by_code or by_name
        if len(found) > 1:
            raise self._several(found)
        if not found:
            raise self._nothing(listed, known)
        return found.pop()

    def named(self, name: str) -> set[str]:
        """The monographs that a product's name can mean."""
        if len(name) > NAME_CHARACTERS:
            return set()
        exact = self._by_name.get(folded(name))
        if exact:
            return set(exact)
        words = _words(name)
        near = self._by_first_word.get(words[0], ()) if words else ()
        return {each for each in near if self._is_called(self._titles[each], words)}

    def _is_called(self, medicine: Titles, words: list[str]) -> bool:
        """Whether the words are a name of the medicine, and beyond it only strength and form."""
        for name in medicine.all:
            own = _words(name)
            if own and words[: len(own)] == own:
                return self._passes_over(medicine, words[len(own) :])
        return False

    def _passes_over(self, medicine: Titles, words: list[str]) -> bool:
        own = {word for name in medicine.all for word in _words(name)}
        rest = {word for word in words if not word.isdigit() and word not in self._measures | own}
        routes = [self._routes[word] for word in rest if word in self._routes]
        if rest & self._shapeless and not routes:
            return False
        return all(word in self._routes or word in self._shapeless for word in rest) and all(
            set(fitting) & set(medicine.routes) for fitting in routes
        )

    def _key(self, system: str, code: str) -> tuple[str, str]:
        short, value = self._codes.short(system), code.strip().casefold()
        if short == "gtin" and value.isdigit():
            value = value.zfill(GTIN_DIGITS)  # the same number has 8, 12, 13 or 14 digits
        return short, value

    def _contradiction(self, by_code: set[str], by_name: set[str]) -> NotFoundError:
        says = f"The product's code means {_all(by_code)}, but its name means {_all(by_name)}."
        return NotFoundError(says, "Correct the dispensing record or the codes.", code="N422")

    def _several(self, found: set[str]) -> NotFoundError:
        says = f"The product fits {len(found)} monographs: {_all(found)}."
        return NotFoundError(says, "Name the monograph yourself.", code="N421")

    def _nothing(self, codes: list[tuple[str, str]], names: list[str]) -> NotFoundError:
        if not names:
            told = ", ".join(f"{self._codes.short(system)} {code}" for system, code in codes)
            says = f"No monograph has the code {printable(told, NAME_CHARACTERS)}."
            if not codes:
                says = "The product has neither a code nor a name."
            return NotFoundError(says, "Add the code to a monograph's identity.", code="N420")
        near = list(dict.fromkeys(each for name in names for each in self._near(name)))
        hint = f"Near: {', '.join(near)}. Name the monograph yourself" if near else ""
        says = f"No monograph is certain to be that of '{printable(names[0], NAME_CHARACTERS)}'."
        return NotFoundError(
            says, f"{hint or 'Write one'}, or add the product's name or code to one.", code="N420"
        )

    def _near(self, name: str) -> Iterator[str]:
        """Names of monographs whose names share a word with the product's, or look like it."""
        plain = (word for word in _words(name) if not word.isdigit())
        words = set(plain) - self._measures - self._shapeless - self._routes.keys()
        for each in self._titles.values():
            if words & {word for own in each.all for word in _words(own)}:
                yield each.name
        aliases = {alias: each.name for each in self._titles.values() for alias in each.all}
        yield from (aliases[alias] for alias in near_names(name, aliases))


def load_medicine_index(library: Library, language: str = "en") -> MedicineIndex:
    """All medicines of a library in one language. Raises VocabularyError."""
    codes = library.codes()
    return MedicineIndex(library.titles(language), read_codes(codes.source, codes.file))


def _words(name: str) -> list[str]:
    """The words and whole numbers of a name, without signs, for comparing."""
    return [word.casefold() for word in WORD.findall(name)]


def _all(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))
