"""What was dispensed: the product's codes and names, wherever FHIR lets them stand."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .bundle import Bundle
from .element import FhirElement

__all__ = ["Product", "product_of"]


class Product(Struct, frozen=True):
    """A product. codes: (address of the coding system, code). names: the surest first."""

    codes: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


def product_of(resource: FhirElement, bundle: Bundle) -> Product:
    """The medicine of a dispense: coded, as text, contained, or elsewhere in the bundle.

    A product without a code or name of its own, and with one ingredient, is that ingredient.
    """
    concepts, names = [], []
    either = resource.child("medication")  # R5: concept or reference below one key
    concepts.append(resource.child("medicationCodeableConcept"))
    concepts.append(either.child("concept"))
    reference = resource.child("medicationReference") or either.child("reference")
    if reference:
        names.append(reference.text("display"))
        medicine = bundle.followed(reference, resource)
        concepts += _concepts(medicine) if medicine is not None else []
    codes = [code for concept in concepts for code in _codes(concept)]
    told = [*(name for concept in concepts for name in _names(concept)), *names]
    product = Product(tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(filter(None, told))))
    if not product.codes and not product.names:
        _refuse(resource, reference)
    return product


def _concepts(medicine: FhirElement) -> list[FhirElement]:
    own = medicine.child("code")
    if own.children("coding") or own.text("text"):
        return [own]
    ingredients = medicine.children("ingredient")
    if len(ingredients) != 1:  # of several substances none is the product
        return []
    only = ingredients[0]
    return [only.child("itemCodeableConcept"), only.child("item").child("concept")]


def _codes(concept: FhirElement) -> Iterator[tuple[str, str]]:
    for coding in concept.children("coding"):
        if coding.text("code"):
            yield coding.text("system"), coding.text("code")


def _names(concept: FhirElement) -> Iterator[str]:
    yield concept.text("text")
    yield from (coding.text("display") for coding in concept.children("coding"))


def _refuse(resource: FhirElement, reference: FhirElement) -> None:
    if reference.text("reference"):
        key = "medicationReference" if "medicationReference" in resource else "medication"
        says = "The medicine is a reference that leads out of this file."
        resource.refuse("D206", key, says, "Give a bundle that holds the Medication too.")
    else:
        says = "The record names no medicine, by code or by word."
        resource.refuse("D206", "medicationCodeableConcept", says, "Name it in the record.")
