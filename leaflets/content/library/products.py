"""Compare the product that was dispensed with the medicine of a leaflet.

A leaflet of another medicine is worse than none. A product whose name means another monograph is
therefore refused, and so is one of which the library cannot tell. A strength or form that the
monograph does not list is doubtful only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from .medicines import MedicineIndex, MedicineIndexes
from .strengths import is_known_strength
from .titles import Titles

__all__ = ["DISPUTABLE", "MedicineCheck", "Mismatch"]

DISPUTABLE: Final = frozenset(
    {"A207", "A293", "A294", "A295"}
)  # codes that a pharmacist may override
CACHED_PRODUCTS: Final = 4096  # products recur from patient to patient


class Mismatch(NamedTuple):
    """How a product differs from the medicine of a leaflet. No text repeats the product.

    is_refusal: whether the leaflet must not be made; else it is a warning.
    """

    code: str
    is_refusal: bool
    says: str
    hint: str


class MedicineCheck:
    """Compares products with the medicine of one monograph.

    medicines: of the library. titles: of the monograph, which need not be in the library.
    language: in which they are.
    """

    def __init__(self, medicines: MedicineIndexes, titles: Titles, language: str) -> None:
        self.name, self.routes, self.uses = titles.name, titles.routes, titles.uses
        self.limits_routes = titles.limits_routes
        self._medicines, self._titles, self._language = medicines, titles, language
        self._mismatches: dict[tuple[str, bool], tuple[Mismatch, ...]] = {}

    def knows(self, product: str) -> bool:
        """Return whether the product was compared before, so that nothing need be read for it."""
        return (product, False) in self._mismatches

    def mismatches(self, product: str, *, is_found: bool = False) -> tuple[Mismatch, ...]:
        """Return how a product differs from the medicine.

        is_found: the codes or other names of the product have led to this monograph already.
        Raises VocabularyError.
        """
        key = product, is_found
        if key not in self._mismatches:
            if len(self._mismatches) >= CACHED_PRODUCTS:
                self._mismatches.clear()
            refusal = None if is_found else self._refusal(product)
            doubts = () if refusal else (self._strength(product), self._form(product))
            self._mismatches[key] = tuple(filter(None, (refusal, *doubts)))
        return self._mismatches[key]

    @cached_property
    def _index(self) -> MedicineIndex:
        """The medicines of the library in the leaflet's language."""
        return self._medicines.with_titles(self._titles, self._language)

    def _indexes(self) -> Iterator[MedicineIndex]:
        """Yield the medicines in the leaflet's language, then in the other ones."""
        yield self._index
        for language in self._medicines.library.languages(self.name):
            if language != self._language:
                yield self._medicines.in_language(language)

    def _refusal(self, product: str) -> Mismatch | None:
        names: set[str] = set()
        for index in self._indexes():
            names |= index.named(product)
            if self.name in names:
                return None
        if names:
            means = " or ".join(f"'{name}'" for name in sorted(names))
            message = f"'product' means {means}, and the leaflet is that of '{self.name}'."
            return Mismatch(
                "A292", True, message, "Print the leaflet of the product, or correct it."
            )
        message = f"It is not certain that 'product' is the medicine of the leaflet, '{self.name}'."
        hint = (
            "Write a name that the monograph has, then strength and form; or add the name to its "
            "also-called; or override A293 with the reason."
        )
        return Mismatch("A293", True, message, hint)

    def _strength(self, product: str) -> Mismatch | None:
        if is_known_strength(product, self._titles.strengths):
            return None
        message = "The strength in 'product' is none of those that the monograph lists."
        return Mismatch("A294", False, message, "Check that the leaflet holds for it.")

    def _form(self, product: str) -> Mismatch | None:
        index = self._index
        known = [index.forms_in(form) for form in self._titles.forms]
        stated = index.forms_in(product)
        if not any(known) or any(stated <= forms for forms in known):
            return None
        message = "The form in 'product' is none of those that the monograph lists."
        return Mismatch("A295", False, message, "Check that the leaflet holds for it.")
