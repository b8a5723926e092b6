"""The names of products in FHIR, whole and in parts, by the language in which they are used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...exchange.fhir.reading.element import FhirElement
from .concepts import codes, in_one_line, kind, once, words

__all__ = ["FORM", "ProductNames"]

# the parts of a name, by the EMA's list 220000000000, and by the codes of FHIR
INVENTED: Final = ("220000000002", "InventedNamePart", "INV")
SCIENTIFIC: Final = ("220000000003", "ScientificNamePart", "SCI")
STRENGTH: Final = ("220000000004", "StrengthPart", "STR")
FORM: Final = ("220000000005", "DoseFormPart", "FRM")
FULL_NAME: Final = "220000000001"


class ProductNames:
    """The names of one product. language: of the document that is about it.

    own: the entries that are used in this language, or do not say in which. foreign: the others.
    """

    def __init__(self, product: FhirElement, language: str) -> None:
        self.product = product
        is_medication = kind(product) == "Medication"
        entries = [] if is_medication or "name" not in product else product.children("name")
        primary = language.partition("-")[0]
        self.own = [entry for entry in entries if primary in (_languages(entry) or [primary])]
        self.foreign = [entry for entry in entries if entry not in self.own]

    def full(self) -> list[str]:
        """Return the names in the language of the document, the full name first."""
        entries = sorted(self.own, key=lambda entry: FULL_NAME not in codes(entry.child("type")))
        names = [in_one_line(entry.text("productName")) for entry in entries]
        if kind(self.product) in ("Medication", "MedicationKnowledge"):
            names += [*words(self.product.child("code")), *self.product.texts("synonym")]
        return once(names)

    def parts(self, which: tuple[str, ...]) -> list[str]:
        """Return the parts of one kind, in the language of the document."""
        return once(_parts(self.own, which))

    def strengths(self) -> list[str]:
        """Return the parts that tell the strength, which are the same in every language."""
        return self.parts(STRENGTH) or once(_parts(self.foreign, STRENGTH))

    def scientific(self) -> list[str]:
        """Return the parts that tell the substances; those of other languages if there are none."""
        return self.parts(SCIENTIFIC) or once(_parts(self.foreign, SCIENTIFIC))

    def others(self) -> list[str]:
        """Return the names by which people also look it up, those in other languages last."""
        names = [in_one_line(entry.text("productName")) for entry in self.foreign]
        foreign = _parts(self.foreign, INVENTED)
        return once([*self.parts(INVENTED), *self.full(), *foreign, *names])


def _languages(entry: FhirElement) -> list[str]:
    """Return the languages in which a name is used, without their regions."""
    uses = [*entry.children("usage"), *entry.children("countryLanguage")]
    tags = (code for use in uses for code in codes(use.child("language")))
    return [tag.partition("-")[0].casefold() for tag in tags if tag]


def _parts(entries: list[FhirElement], which: tuple[str, ...]) -> Iterator[str]:
    for entry in entries:
        for part in [*entry.children("part"), *entry.children("namePart")]:
            if set(codes(part.child("type"))) & {*which}:
                yield in_one_line(part.text("part"))
