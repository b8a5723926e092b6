"""Find the one monograph of a dispensed product: by its codes, then by its names, never by a guess.

"Amoxicillin 250mg capsules" is found as amoxicillin: all other words are words of strength and
form, and the monograph is about swallowing the medicine. A word that could be another substance, or
another way of giving it, stops the search; the error then names the monographs that are near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Final, NamedTuple

from ...base.errors import NotFoundError
from .code_lists import CodeLists, load_codes
from .index import code_key, name_key, word_key
from .lookup import Library
from .medicine_errors import (
    NAME_CHARACTERS,
    ambiguous,
    contradiction,
    doubtful,
    other_strength,
    several,
)
from .names import folded, near_names, printable
from .product_codes import CodedProduct, load_product_codes
from .product_words import ProductWords, mentions, words_of
from .strengths import is_known_strength
from .titles import Titles

__all__ = ["MedicineIndex", "MedicineIndexes", "load_medicine_index"]


class OnDemand(NamedTuple):
    """What a `MedicineIndex` is given only when a search needs it.

    titles_with: returns the titles that have one of some keys; see `index`. titles: returns all.
    translations: returns the titles of a monograph in all languages. products: returns the
    pharmacy's own product codes.
    """

    titles_with: Callable[[Iterable[str]], Iterable[Titles]] = lambda _: ()
    titles: Callable[[], Iterable[Titles]] = lambda: ()
    translations: Callable[[str], Iterable[Titles]] = lambda _: ()
    products: Callable[[], Mapping[tuple[str, str], CodedProduct]] = dict


NOTHING: Final = OnDemand()


def load_medicine_index(library: Library, language: str = "en") -> MedicineIndex:
    """Index all monographs of a library in one language. Raises VocabularyError."""
    return MedicineIndexes(library).in_language(language)


class MedicineIndexes:
    """The medicines of a library in every language, each indexed when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._indexes: dict[str, MedicineIndex] = {}
        self._translations: dict[str, list[Titles]] = {}

    @cached_property
    def codes(self) -> CodeLists:
        """The coding systems, and the words of product names. Raises VocabularyError."""
        return load_codes(self.library)

    @cached_property
    def products(self) -> dict[tuple[str, str], CodedProduct]:
        """The pharmacy's own product codes. Raises VocabularyError."""
        return load_product_codes(self.library, self.codes)

    def translations(self, name: str) -> list[Titles]:
        """Return the titles of a monograph in all its languages."""
        if name not in self._translations:
            monographs = self.library.monographs
            self._translations[name] = [
                monographs.titles_of(name, language) for language in monographs.languages(name)
            ]
        return self._translations[name]

    def in_language(self, language: str) -> MedicineIndex:
        """Return the index of all monographs in a language. Raises VocabularyError."""
        if language not in self._indexes:
            monographs = self.library.monographs
            self._indexes[language] = MedicineIndex(
                monographs.titles_to_read(language),
                self.codes,
                OnDemand(
                    partial(monographs.titles_with, language),
                    partial(monographs.titles, language),
                    self.translations,
                    lambda: self.products,
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
        return MedicineIndex((titles, *others), self.codes)


class MedicineIndex:
    """The names and codes of all monographs in one language, indexed for many searches.

    on_demand: what is added when a search needs it.
    """

    def __init__(
        self, titles: Iterable[Titles], codes: CodeLists, on_demand: OnDemand = NOTHING
    ) -> None:
        self._codes, self._on_demand = codes, on_demand
        self._searched: set[str] = set()
        self._words = ProductWords(codes)
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
            self._add(self._on_demand.titles_with(new))

    def find(self, codes: Iterable[tuple[str, str]], names: Iterable[str]) -> str:
        """Return the name of the one monograph of a product.

        codes: (system, code); the system as an address or a short name. names: as the dispensing
        system writes the product; the first one is that which a leaflet prints, and must be known
        as a name of this medicine. Raises NotFoundError: N420 if there is no monograph, N421 if
        there are several, N422 if codes and names contradict each other, N424 if nobody knows
        whether they do, N425 if an NDC without hyphens has several known readings. Raises
        VocabularyError.
        """
        product_names = [name for name in dict.fromkeys(names) if name.strip()]
        product_codes = list(codes)
        keys = self._keys(product_codes)
        products = [product for key in keys if (product := self._products.get(key))]
        by_code = {name for key in keys for name in self._by_code.get(key, ())}
        by_code.update(product.monograph for product in products)
        meanings = [self.named(name) for name in product_names]
        by_name = set().union(*meanings)
        if by_code and by_name and not by_code & by_name:
            raise contradiction(by_code, by_name)
        matches = by_code & by_name or by_code or by_name
        if len(matches) > 1:
            raise several(matches)
        if not matches:
            raise self._no_match(product_codes, product_names)
        [match] = matches
        if any(meaning and match not in meaning for meaning in meanings):
            raise contradiction(matches, by_name - matches)
        self._require_agreement(match, product_names, products)
        return match

    def _keys(self, codes: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the key of each code, and add the monographs that have it.

        Ten digits of an NDC without hyphens have the key of the only reading that is known, or of
        those that all mean the same product. Raises NotFoundError N425.
        """
        keys = [self._codes.key(*code) for code in codes]
        readings = [self._codes.readings(*code) for code in codes]
        self._complete(
            *(code_key(*key) for key in keys),
            *(code_key(*key) for keys in readings for key in keys),
        )
        for place, possible in enumerate(readings):
            if not possible or self._meaning(keys[place]):
                continue
            known = {key: meaning for key in possible if (meaning := self._meaning(key))}
            if len(set(known.values())) > 1:
                raise ambiguous(codes[place][1], [possible[key] for key in known])
            if known:
                keys[place] = next(iter(known))
        return keys

    def _meaning(self, key: tuple[str, str]) -> tuple[frozenset[str], CodedProduct | None] | None:
        """Return the monographs with this code and its product in the table; None if unknown."""
        names, product = frozenset(self._by_code.get(key, ())), self._products.get(key)
        return (names, product) if names or product else None

    @property
    def _products(self) -> Mapping[tuple[str, str], CodedProduct]:
        return self._on_demand.products()

    def _require_agreement(
        self, match: str, names: list[str], products: list[CodedProduct]
    ) -> None:
        """Raise NotFoundError unless every name of a product is one of the monograph found.

        The first name is printed, so it may have no words but those of the medicine, its strength,
        form and maker. products: those of the pharmacy's own table that its codes mean.
        """
        strengths = [product.strength for product in products if product.strength]
        if names and not is_known_strength(names[0], strengths):
            raise other_strength(strengths)
        names_in_table = {folded(product.name) for product in products}
        fits = self._words.fit
        for name in names:
            words = self._words.without_maker(name)
            is_known = folded(name) in names_in_table or any(
                folded(name) in map(folded, medicine.all) or fits(medicine, words)
                for medicine in self._in_all_languages(match)
            )
            if not is_known:
                raise doubtful(match, name)
            fits = mentions

    def _in_all_languages(self, name: str) -> Iterator[Titles]:
        """Yield the titles of a monograph, first in the language of this index."""
        if name in self._titles:
            yield self._titles[name]
        yield from self._on_demand.translations(name)

    def named(self, name: str) -> set[str]:
        """Return the monographs that the name of a product can mean."""
        if len(name) > NAME_CHARACTERS:
            return set()
        words = self._words.without_maker(name)
        self._complete(name_key(name), *(word_key(word) for word in words[:1]))
        exact = self._by_name.get(folded(name))
        if exact:
            return set(exact)
        candidates = self._by_first_word.get(words[0], ()) if words else ()
        return {match for match in candidates if self._words.fit(self._titles[match], words)}

    def titles(self, name: str) -> Titles | None:
        """Return the titles of the monograph with this name in the library."""
        self._complete(name_key(name))
        return self._titles.get(name)

    def forms_in(self, text: str) -> frozenset[str]:
        """Return the forms that the words of a text name, each by its first word in the list."""
        return self._words.forms_in(text)

    def _no_match(self, codes: list[tuple[str, str]], names: list[str]) -> NotFoundError:
        if not names:
            listed = ", ".join(f"{self._codes.short_name(system)} {code}" for system, code in codes)
            message = f"No monograph has the code {printable(listed, NAME_CHARACTERS)}."
            if not codes:
                message = "The product has neither a code nor a name."
            readings = [text for code in codes for text in self._codes.readings(*code).values()]
            hint = "Add the code to a monograph's identity."
            if readings:
                hint = f"Give it with its hyphens; it can be {' or '.join(readings)}."
            return NotFoundError(message, hint, code="N420")
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
        self._add(self._on_demand.titles())
        words = self._words.telling(name)
        by_words: dict[str, str] = {}
        for medicine in self._titles.values():
            own = [self._words.telling(own_name) for own_name in medicine.all]
            by_words.update((" ".join(telling), medicine.name) for telling in own)
            if set(words) & {word for telling in own for word in telling}:
                yield medicine.name
        for text in dict.fromkeys((" ".join(words), *words[:1])):
            yield from (by_words[near] for near in near_names(text, by_words))
