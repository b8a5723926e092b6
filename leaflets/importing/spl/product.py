"""Read which medicines a Structured Product Label is about: its listing of products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...source.xml import XmlElement
from ..model import Identification, MedicineCode
from .elements import attribute, descendants, first, texts

__all__ = ["product_names", "read_identification"]

NDC: Final = "2.16.840.1.113883.6.69"
UNII: Final = "2.16.840.1.113883.4.9"
ACTIVE: Final = ("ACTIB", "ACTIM", "ACTIR")  # an ingredient whose amount is that of its base, …
# UCUM's codes of units, as people write them: "ug" and "[iU]" could be misread
UNITS: Final = {"ug": "micrograms", "[iU]": "international units", "[USP'U]": "USP units", "1": ""}
# the NCI Thesaurus' codes of routes, as the FDA's list of routes of administration has them
ROUTES: Final = {
    "C38288": "oral", "C38300": "sublingual", "C38193": "buccal", "C38276": "intravenous",
    "C28161": "intramuscular", "C38299": "subcutaneous", "C38216": "inhaled", "C38284": "nasal",
    "C38287": "eye", "C38192": "ear", "C38304": "skin", "C38675": "skin", "C38305": "patch",
    "C38295": "rectal", "C38313": "vaginal",
}  # fmt: skip


def product_names(label: XmlElement) -> tuple[str, ...]:
    """Return the names of the products, each once."""
    return tuple(_once(name for product in _products(label) for name in _names(product)))


def read_identification(label: XmlElement) -> Identification:
    """Return what the listing of products says. Routes are given only if all of them are known."""
    products = list(_products(label))
    generics = _once(
        text
        for product in products
        for generic in descendants(product, "genericMedicine")
        for text in texts(generic, "name")
    )
    routes = [
        ROUTES.get(route.attributes.get("code", ""), "")
        for subject in descendants(label, "subject")
        for route in descendants(subject, "routeCode")
        if "code" in route.attributes
    ]
    return Identification(
        generic_name=", ".join(generics) or None,
        also_called=product_names(label)[1:],
        strengths=tuple(_once(map(_strength, products))),
        forms=tuple(_once(_form(product) for product in products)),
        routes=tuple(_once(routes)) if all(routes) else (),
        codes=tuple(_codes(products)),
    )


def _once(words: Iterable[str]) -> list[str]:
    """Return words that are not empty, each once."""
    return list(dict.fromkeys(filter(None, words)))


def _products(label: XmlElement) -> Iterator[XmlElement]:
    """Yield the products, also those in a kit."""
    for subject in descendants(label, "subject"):
        for name in ("manufacturedProduct", "partProduct"):
            for product in descendants(subject, name):
                if first(product, "name") is not None or first(product, "formCode") is not None:
                    yield product


def _names(product: XmlElement) -> Iterator[str]:
    """Yield the name of a product, with its suffix."""
    name = first(product, "name")
    if name is not None:
        yield " ".join(" ".join([name.text, *texts(name, "suffix")]).split())


def _form(product: XmlElement) -> str:
    form = first(product, "formCode")
    return form.attributes.get("displayName", "") if form is not None else ""


def _active(product: XmlElement) -> list[XmlElement]:
    """Return the active ingredients of a product, in both forms in which labels write them."""
    coded = [
        ingredient
        for ingredient in product.children
        if ingredient.name == "ingredient" and ingredient.attributes.get("classCode") in ACTIVE
    ]
    return coded or [child for child in product.children if child.name == "activeIngredient"]


def _strength(product: XmlElement) -> str:
    """Return the amounts of the active ingredients: 5 mg, or with their names if there are more.

    "" if one of them has no amount.
    """
    ingredients = _active(product)
    amounts = [_amount(ingredient) for ingredient in ingredients]
    if not amounts or not all(amounts):
        return ""
    if len(amounts) == 1:
        return amounts[0]
    return ", ".join(
        " ".join([*_substance_names(ingredient)[:1], amount])
        for ingredient, amount in zip(ingredients, amounts, strict=True)
    )


def _amount(ingredient: XmlElement) -> str:
    quantity = first(ingredient, "quantity")
    numerator = first(quantity, "numerator") if quantity else None
    if quantity is None or numerator is None:
        return ""
    amount = _measured(numerator)
    denominator = first(quantity, "denominator")
    per = _measured(denominator) if denominator is not None else ""
    if not amount or per in ("", "1"):
        return amount
    return f"{amount} per {per.removeprefix('1 ')}"


def _measured(quantity: XmlElement) -> str:
    """Return a number with its unit."""
    unit = quantity.attributes.get("unit", "1")
    return f"{quantity.attributes.get('value', '')} {UNITS.get(unit, unit)}".strip()


def _substances(ingredient: XmlElement) -> Iterator[XmlElement]:
    """Yield the substance of an ingredient, in both forms in which labels write it."""
    for child in ingredient.children:
        if child.name in ("ingredientSubstance", "activeIngredientSubstance"):
            yield child


def _substance_names(ingredient: XmlElement) -> list[str]:
    return [name for substance in _substances(ingredient) for name in texts(substance, "name")]


def _codes(products: Iterable[XmlElement]) -> Iterator[MedicineCode]:
    """Yield the codes of products and packages, each once, and that of the active substance.

    Where there are several substances, the code of one would name another medicine.
    """
    coded: list[str] = []
    substances: list[str] = []
    for product in products:
        packages = descendants(product, "containerPackagedProduct", "containerPackagedMedicine")
        coded += (_code(item, NDC) for item in (product, *packages))
        substances += (_code(s, UNII) for i in _active(product) for s in _substances(i))
    yield from (MedicineCode("NDC", code) for code in _once(coded))
    if len(set(substances)) == 1 and substances[0]:
        yield MedicineCode("UNII", substances[0])


def _code(element: XmlElement, system: str) -> str:
    """Return the code of an element in a system; "" if it has none."""
    is_of_system = attribute(element, "code", "codeSystem") == system
    return attribute(element, "code", "code") if is_of_system else ""
