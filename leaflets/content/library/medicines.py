"""Find the one monograph of a dispensed product: by its codes, then by its names, never by a guess.

"Amoxicillin 250mg capsules" is found as amoxicillin: all other words are words of strength and
form, and the monograph is about swallowing the medicine. A word that could be another substance, or
another way of giving it, stops the search; the error then names the monographs that are near.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, NamedTuple

from ...base.errors import Fault, NotFoundError, VocabularyError
from ...source.schema import FileShape, field, read
from ...source.yaml import Text, parse
from .index import code_key, name_key, word_key
from .lookup import Library
from .names import folded, near_names, printable
from .titles import Titles

__all__ = [
    "CodeLists", "MedicineIndex", "MedicineIndexes", "load_codes",
    "load_medicine_index", "read_codes", "words_of",
]  # fmt: skip


class OtherTitles(NamedTuple):
    """The titles that a `MedicineIndex` is given only when a search needs them.

    with_keys: returns those that have one of some keys; see `index`. all: returns all titles.
    """

    with_keys: Callable[[Iterable[str]], Iterable[Titles]] = lambda _: ()
    all: Callable[[], Iterable[Titles]] = lambda: ()


NO_OTHERS: Final = OtherTitles()

# "250mg" is a number and a word; "B12" is one word, and no other vitamin
WORD: Final = re.compile(r"[^\W\d_]+\d*|\d+")
# codes of digits alone, from whose front spreadsheets and other systems take or add zeros
PADDED_SYSTEMS: Final = ("gtin", "pzn", "cnk", "")
PADDED_DIGITS: Final = 14
NDC: Final = re.compile(r"(\d{4,5})-(\d{3,4})(?:-(\d{1,2}))?")
NDC_DIGITS: Final = (5, 4, 2)  # of the three parts, with the zeros that some systems leave out
NAME_CHARACTERS: Final = 300  # of a product; the longest in FHIR's examples has 220


class FormWords(FileShape):
    """Words that say in which ways a product is given."""

    words: tuple[Text, ...] = field("The words, in small letters.", least=1)
    routes: tuple[Text, ...] = field("Any of these routes fits the words.", least=1)


class CodeLists(FileShape):
    """The lists of data/codes.yaml: coding systems, and the words of product names."""

    systems: dict[Text, tuple[Text, ...]] = field(
        "For the short name of each coding system, the addresses by which others name it.", least=1
    )
    measures: tuple[Text, ...] = field("Words of strength and amount.", least=1)
    forms: tuple[FormWords, ...] = field("Words that name a form, one form in each group.", least=1)
    ways: tuple[FormWords, ...] = field("Words that say how a form is given.", least=1)
    shapeless: tuple[Text, ...] = field("Forms that are given in several ways.", default=())

    def short_name(self, system: str) -> str:
        """Return the short name of a coding system, folded; an unknown address is returned."""
        key = system.strip().rstrip("/").casefold()
        for name, addresses in self.systems.items():
            if key == name.casefold() or key in map(str.casefold, addresses):
                return name.casefold()
        return key

    def key(self, system: str, value: str) -> tuple[str, str]:
        """Return a code in the form in which all ways to write it are the same."""
        short_name, key = self.short_name(system), value.strip().casefold()
        if short_name in PADDED_SYSTEMS and key.isdigit():
            key = key.zfill(PADDED_DIGITS)  # a GTIN has 8, 12, 13 or 14 digits
        elif short_name == "ndc" and (match := NDC.fullmatch(key)):
            parts = zip(match.groups(""), NDC_DIGITS, strict=True)
            key = "".join(part.zfill(digits) for part, digits in parts if part)
        return short_name, key


def read_codes(source: bytes, file: str) -> CodeLists:
    """Read data/codes.yaml. Raises VocabularyError."""
    faults: list[Fault] = []
    return read(CodeLists, parse(source, file, VocabularyError, faults), VocabularyError, faults)


def load_medicine_index(library: Library, language: str = "en") -> MedicineIndex:
    """Index all monographs of a library in one language. Raises VocabularyError."""
    return MedicineIndexes(library).in_language(language)


def load_codes(library: Library) -> CodeLists:
    """Read the coding systems of a library. Raises VocabularyError."""
    codes = library.codes()
    return read_codes(codes.source, codes.file)


class MedicineIndexes:
    """The medicines of a library in every language, each indexed when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._indexes: dict[str, MedicineIndex] = {}

    def in_language(self, language: str) -> MedicineIndex:
        """Return the index of all monographs in a language. Raises VocabularyError."""
        if language not in self._indexes:
            monographs = self.library.monographs
            self._indexes[language] = MedicineIndex(
                monographs.titles_to_read(language),
                load_codes(self.library),
                OtherTitles(
                    partial(monographs.titles_with, language), partial(monographs.titles, language)
                ),
            )
        return self._indexes[language]

    def with_titles(self, titles: Titles, language: str) -> MedicineIndex:
        """Return the index in a language with these titles, which the library may not have."""
        index = self.in_language(language)
        titles = titles._replace(uses=(), limits_routes=True)  # which no search needs
        if index.titles(titles.name) == titles:
            return index
        others = (other for other in self.library.titles(language) if other.name != titles.name)
        return MedicineIndex((titles, *others), load_codes(self.library))


class MedicineIndex:
    """The names and codes of all monographs in one language, indexed for many searches.

    others: titles that are added when a search needs them.
    """

    def __init__(
        self, titles: Iterable[Titles], codes: CodeLists, others: OtherTitles = NO_OTHERS
    ) -> None:
        self._codes, self._others = codes, others
        self._searched: set[str] = set()
        self._measures = frozenset(map(str, codes.measures))
        self._shapeless = frozenset(map(str, codes.shapeless))
        self._routes = {
            str(word): group.routes for group in (*codes.forms, *codes.ways) for word in group.words
        }
        self._forms = {str(word): str(form.words[0]) for form in codes.forms for word in form.words}
        self._titles: dict[str, Titles] = {}
        self._by_code: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_first_word: dict[str, set[str]] = defaultdict(set)
        self._add(titles)

    def _add(self, titles: Iterable[Titles]) -> None:
        for medicine in titles:
            if medicine.name in self._titles:
                continue
            self._titles[medicine.name] = medicine
            for system, code in medicine.codes:
                self._by_code[self._codes.key(system, code)].add(medicine.name)
            for name in medicine.all:
                self._by_name[folded(name)].add(medicine.name)
                for first in words_of(name)[:1]:
                    self._by_first_word[first].add(medicine.name)

    def _complete(self, *keys: str) -> None:
        """Add the monographs that have one of the keys."""
        if new := [key for key in keys if key not in self._searched]:
            self._searched.update(new)
            self._add(self._others.with_keys(new))

    def find(self, codes: Iterable[tuple[str, str]], names: Iterable[str]) -> str:
        """Return the name of the one monograph of a product.

        codes: (system, code); the system as an address or a short name. names: as the dispensing
        system writes the product, the surest first. Raises NotFoundError: N420 if there is none,
        N421 if there are several, N422 if codes and names contradict each other.
        """
        product_names = [name for name in dict.fromkeys(names) if name.strip()]
        product_codes = list(codes)
        self._complete(*(code_key(*self._codes.key(*code)) for code in product_codes))
        by_code = {
            name for code in product_codes for name in self._by_code.get(self._codes.key(*code), ())
        }
        by_name = {match for name in product_names for match in self.named(name)}
        if by_code and by_name and not by_code & by_name:
            raise _contradiction(by_code, by_name)
        matches = by_code & by_name or by_code or by_name
        if len(matches) > 1:
            raise _several(matches)
        if not matches:
            raise self._no_match(product_codes, product_names)
        return matches.pop()

    def named(self, name: str) -> set[str]:
        """Return the monographs that the name of a product can mean."""
        if len(name) > NAME_CHARACTERS:
            return set()
        words = words_of(name)
        self._complete(name_key(name), *(word_key(word) for word in words[:1]))
        exact = self._by_name.get(folded(name))
        if exact:
            return set(exact)
        candidates = self._by_first_word.get(words[0], ()) if words else ()
        return {match for match in candidates if self._fits(self._titles[match], words)}

    def _fits(self, medicine: Titles, words: list[str]) -> bool:
        """Return whether the words are a name of the medicine and, behind it, strength and form."""
        for name in medicine.all:
            own = words_of(name)
            if own and words[: len(own)] == own:
                return self._are_strength_and_form(medicine, words[len(own) :])
        return False

    def titles(self, name: str) -> Titles | None:
        """Return the titles of the monograph with this name in the library."""
        self._complete(name_key(name))
        return self._titles.get(name)

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

    def _no_match(self, codes: list[tuple[str, str]], names: list[str]) -> NotFoundError:
        if not names:
            listed = ", ".join(f"{self._codes.short_name(system)} {code}" for system, code in codes)
            message = f"No monograph has the code {printable(listed, NAME_CHARACTERS)}."
            if not codes:
                message = "The product has neither a code nor a name."
            return NotFoundError(message, "Add the code to a monograph's identity.", code="N420")
        near = list(dict.fromkeys(match for name in names for match in self._near(name)))
        hint = f"Near: {', '.join(near)}. Name the monograph yourself" if near else ""
        message = f"No monograph is certain to be that of '{printable(names[0], NAME_CHARACTERS)}'."
        return NotFoundError(
            message,
            f"{hint or 'Write one'}, or add the product's name or code to one.",
            code="N420",
        )

    def _near(self, name: str) -> Iterator[str]:
        """Iterate over monographs that share a word with the product's name, or resemble it."""
        self._add(self._others.all())
        plain = (word for word in words_of(name) if not word.isdigit())
        words = set(plain) - self._measures - self._shapeless - self._routes.keys()
        for medicine in self._titles.values():
            if words & {word for own in medicine.all for word in words_of(own)}:
                yield medicine.name
        aliases = {
            alias: medicine.name for medicine in self._titles.values() for alias in medicine.all
        }
        yield from (aliases[alias] for alias in near_names(name, aliases))


def _contradiction(by_code: set[str], by_name: set[str]) -> NotFoundError:
    message = f"The product's code means {_listed(by_code)}, but its name means {_listed(by_name)}."
    return NotFoundError(message, "Correct the dispensing record or the codes.", code="N422")


def _several(matches: set[str]) -> NotFoundError:
    message = f"The product fits {len(matches)} monographs: {_listed(matches)}."
    return NotFoundError(message, "Name the monograph yourself.", code="N421")


def words_of(name: str) -> list[str]:
    """Return the words and whole numbers of a name, folded and without signs."""
    return [word.casefold() for word in WORD.findall(name)]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))
