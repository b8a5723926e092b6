"""Read which medicine a FHIR document is about: names, strengths, forms, routes, codes, holder.

R4 calls the resources MedicinalProduct…; R4B and R5 call them MedicinalProductDefinition,
Ingredient and so on. Medication and MedicationKnowledge are used as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from msgspec import Struct

from ...content.library import Library
from ...content.library.code_lists import load_codes
from ...exchange.fhir.reading.bundle import Bundle, Root
from ...exchange.fhir.reading.element import FhirElement
from ..model import Identification, MedicineCode
from .concepts import codes, in_one_line, kind, once, quantity_text, words
from .names import FORM, ProductNames

__all__ = ["Product", "read_product"]

DEFINITIONS: Final = ("MedicinalProductDefinition", "MedicinalProduct")
MEDICATIONS: Final = ("Medication", "MedicationKnowledge")
INGREDIENTS: Final = ("Ingredient", "MedicinalProductIngredient")
AUTHORISATIONS: Final = ("RegulatedAuthorization", "MedicinalProductAuthorization")
ITEMS: Final = ("ManufacturedItemDefinition", "MedicinalProductManufactured")
AS_GIVEN: Final = ("AdministrableProductDefinition", "MedicinalProductPharmaceutical")
# what refers to a product, where the key of the reference is not "subject"
ABOUT: Final = {"PackagedProductDefinition": "packageFor", AS_GIVEN[0]: "formOf"}
FORM_KEYS: Final = ("combinedPharmaceuticalDoseForm", "doseForm", "form")
ACTIVE_ROLE: Final = "100000072072"  # in the EMA's list of roles
# the standard terms of the EDQM for ways of giving a medicine, without the word "use"
ROUTES: Final = {
    "oral": "oral", "sublingual": "sublingual", "buccal": "buccal", "intravenous": "intravenous",
    "intramuscular": "intramuscular", "subcutaneous": "subcutaneous", "inhalation": "inhaled",
    "nasal": "nasal", "ocular": "eye", "auricular": "ear", "cutaneous": "skin",
    "transdermal": "patch", "rectal": "rectal", "vaginal": "vaginal",
}  # fmt: skip


class Product(Struct, frozen=True):
    """What a document says of its medicine in fields of their own.

    name: None if it has none in the language of the document, or if there are several products.
    key: the same for a product in several languages, None if nothing is known. holder: of the
    licence, or who else answers for it.
    """

    name: str | None
    key: str | None
    identification: Identification
    holder: str | None


def read_product(composition: FhirElement, bundle: Bundle, root: Root, language: str) -> Product:
    """Return the product of a Composition, as far as its bundle tells.

    root: what the file holds. language: of the document.
    """
    beside = [resource for resource, around in root.resources if around is bundle]
    return _ProductReader(composition, beside, bundle, language).product()


class _ProductReader:
    """Reads the resources beside a Composition. products: those that it is about."""

    def __init__(
        self,
        composition: FhirElement,
        beside: list[FhirElement],
        bundle: Bundle,
        language: str,
    ) -> None:
        self.composition, self.beside, self.bundle = composition, beside, bundle
        self.is_english = language.partition("-")[0] == "en"  # as the words of codes mostly are
        self.products = self.find_products()
        self.names = [ProductNames(product, language) for product in self.products]

    def of_kind(self, kinds: Iterable[str]) -> list[FhirElement]:
        """Return the resources of these types."""
        return [resource for resource in self.beside if kind(resource) in kinds]

    def find_products(self) -> list[FhirElement]:
        """Return what the Composition refers to as its subject; else all products beside it."""
        references = self.composition.child_or_children("subject")
        found = [self.referred(reference, self.composition) for reference in references]
        products = [product for product in found if product is not None]
        return products or self.of_kind((*DEFINITIONS, *MEDICATIONS))

    def referred(self, reference: FhirElement, source: FhirElement) -> FhirElement | None:
        """Return the product of a reference, or the one that the resource at it is about."""
        resource = self.bundle.find(reference.text("reference"), source)
        if resource is None or kind(resource) in (*DEFINITIONS, *MEDICATIONS):
            return resource
        for inner in resource.child_or_children(ABOUT.get(kind(resource), "subject")):
            product = self.bundle.find(inner.text("reference"), resource)
            if product is not None and kind(product) in (*DEFINITIONS, *MEDICATIONS):
                return product
        return None

    def product(self) -> Product:
        """Return what the resources say."""
        full = once(name for names in self.names for name in names.full()[:1])
        identifiers = (pair[1] for pair in _identifiers(self.products))
        name = full[0] if len(full) == 1 else None
        return Product(name, next(identifiers, None), self.identification(full), self.holder())

    def identification(self, full: list[str]) -> Identification:
        """Return what identifies the products. full: the full name of each."""
        generic = once(part for names in self.names for part in names.scientific())
        if not generic:
            generic = once(word for substance in self.substances() for word in words(substance)[:1])
        others = once(other for names in self.names for other in names.others())
        routes = [ROUTES.get(route, "") for route in self.routes()]
        return Identification(
            generic_name=", ".join(generic) or None,
            also_called=tuple(other for other in others if other not in full),
            products=tuple(full) if len(full) > 1 else (),
            strengths=tuple(self.strengths()),
            forms=tuple(self.forms()),
            routes=tuple(once(routes)) if all(routes) else (),
            codes=tuple(self.codes()),
        )

    def substances(self) -> list[FhirElement]:
        """Return the active substances of a single product, as concepts."""
        if len(self.products) != 1:
            return []
        own = self.products[0]
        ingredients = own.children("ingredient") if kind(own) in MEDICATIONS else []
        concepts = [
            ingredient.child("itemCodeableConcept") or ingredient.child("item").child("concept")
            for ingredient in ingredients
            if ingredient.flag("isActive") is not False
        ]
        return list(filter(None, concepts)) or [concept for concept, _ in self.ingredients()]

    def ingredients(self) -> Iterator[tuple[FhirElement, str]]:
        """Yield the concept and the amount, or "", of each active ingredient beside the product."""
        for ingredient in self.of_kind(INGREDIENTS):
            role = ingredient.child("role")
            if ACTIVE_ROLE not in codes(role) and "active" not in map(str.casefold, words(role)):
                continue
            for substance in ingredient.child_or_children("substance"):
                code = substance.child("code")
                amounts = (
                    amount.text("textPresentation")
                    or quantity_text(amount.child("presentationQuantity"))
                    for amount in substance.children("strength")
                )
                yield code.child("concept") or code, next(amounts, "")

    def strengths(self) -> list[str]:
        """Return the strengths that the names give, or the amount of the only active ingredient."""
        parts = once(part for names in self.names for part in names.strengths())
        amounts = [amount for _, amount in self.ingredients()]
        if parts or len(self.products) != 1 or len(amounts) != 1:
            return parts
        return once(amounts)

    def forms(self) -> list[str]:
        """Return the forms that the names give, or the products, or what they are made of."""
        parts = once(part for names in self.names for part in names.parts(FORM))
        if parts or not self.is_english:
            return parts
        forms = [product.child(key) for product in self.products for key in FORM_KEYS]
        if not any(map(words, forms)):
            forms = [item.child("manufacturedDoseForm") for item in self.of_kind(ITEMS)]
        return once(word for form in forms for word in words(form)[:1])

    def routes(self) -> list[str]:
        """Return the ways of giving it, as the EDQM calls them, without the last word."""
        ways = [way for product in self.products for way in product.children("route")]
        ways += [way for product in self.products for way in product.children("intendedRoute")]
        for form in self.of_kind(AS_GIVEN):
            ways += [way.child("code") for way in form.children("routeOfAdministration")]
        names = (word.casefold() for way in ways for word in words(way)[:1])
        return once(name.removesuffix(" use").removesuffix(" route") for name in names)

    def codes(self) -> Iterator[MedicineCode]:
        """Yield the codes in systems that are known, each once.

        That of a substance is one of the product only if it is the only one.
        """
        substances = self.substances()
        concepts = chain(
            *(product.children("classification") for product in self.products),
            (product.child("code") for product in self.products),
            substances if len(substances) == 1 else (),
        )
        codings = (coding for concept in concepts for coding in concept.children("coding"))
        pairs = ((coding.text("system"), coding.text("code")) for coding in codings)
        for system, value in dict.fromkeys(chain(pairs, _identifiers(self.products))):
            name = _systems().get(system.rstrip("/"))
            if name and value:
                yield MedicineCode(name, value)

    def holder(self) -> str | None:
        """Return who holds the licence; else who makes the product, or wrote the document."""
        medications = [product for product in self.products if kind(product) in MEDICATIONS]
        references = [
            *((r.child("holder"), r) for r in self.of_kind(AUTHORISATIONS)),
            *((product.child("manufacturer"), product) for product in medications),
            *((author, self.composition) for author in self.composition.children("author")),
        ]
        for reference, source in references:
            organisation = self.bundle.find(reference.text("reference"), source)
            name = organisation.text("name") if organisation is not None else ""
            if name := in_one_line(name or reference.text("display")):
                return name
        return None


def _identifiers(products: list[FhirElement]) -> Iterator[tuple[str, str]]:
    """Yield the system and the value of each identifier of the products."""
    for product in products:
        for identifier in product.children("identifier") if "identifier" in product else ():
            if value := identifier.text("value"):
                yield identifier.text("system"), value


@lru_cache(1)  # the same for every document
def _systems() -> dict[str, str]:
    """Return the short names of coding systems by their addresses."""
    systems = load_codes(Library()).systems
    return {str(address): str(name) for name, addresses in systems.items() for address in addresses}
