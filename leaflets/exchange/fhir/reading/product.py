"""The product of a dispense: its codes and names, in all places where FHIR allows them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .bundle import Bundle
from .element import FhirElement

__all__ = ["Product", "read_product"]


class Product(Struct, frozen=True):
    """A product. codes: pairs of coding system and code. names: the most reliable first. lots: the
    lot numbers of its packs."""

    codes: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    lots: tuple[str, ...] = ()


def read_product(resource: FhirElement, bundle: Bundle) -> Product:
    """Return the product of a dispense: coded, as text, contained, or elsewhere in the bundle.

    A product without code or name of its own, and with one ingredient, is that ingredient. A
    dispense without any product gets the fault D206.
    """
    medication = resource.child("medication")  # R5: concept or reference below one key
    concepts = [resource.child("medicationCodeableConcept"), medication.child("concept")]
    reference = resource.child("medicationReference") or medication.child("reference")
    display, lots = [], []
    if reference:
        display.append(reference.text("display"))
        target = bundle.resolve(reference, resource)
        if target is not None:
            concepts += _medication_concepts(target)
            lots = _lots(target)
    codes = [code for concept in concepts for code in _codes(concept)]
    names = [*(name for concept in concepts for name in _names(concept)), *display]
    product = Product(
        tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(filter(None, names))), tuple(lots)
    )
    if not product.codes and not product.names:
        _refuse(resource, reference)
    return product


def _medication_concepts(medication: FhirElement) -> list[FhirElement]:
    own = medication.child("code")
    if own.children("coding") or own.text("text"):
        return [own]
    ingredients = medication.children("ingredient")
    if len(ingredients) != 1:  # one of several substances is not the product
        return []
    [ingredient] = ingredients
    return [ingredient.child("itemCodeableConcept"), ingredient.child("item").child("concept")]


def _lots(medication: FhirElement) -> list[str]:
    """Return the lot numbers of a medication: R4 and R5 give one, STU3 one for each pack."""
    batches = [medication.child("batch"), *medication.child("package").children("batch")]
    lots = (batch.text("lotNumber") for batch in batches)
    return list(dict.fromkeys(filter(None, lots)))


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
        message = "The medicine is a reference that leads out of this file."
        resource.refuse("D206", key, message, "Give a bundle that holds the Medication too.")
    else:
        message = "The record names no medicine, by code or by word."
        resource.refuse("D206", "medicationCodeableConcept", message, "Name it in the record.")
