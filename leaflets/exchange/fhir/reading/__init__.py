"""Dispensing records in: FHIR's resources become values of `Dispense`.

In comes a file in JSON or XML (one resource, a Bundle, Parameters) or JSON lines. Out comes a
`Dispense` for each record, the SourceError that says what is wrong with it, or a `PassedOver` for
what holds no record. Nothing is fetched.
"""

from .dispense import Dispense, PassedOver, read_dispense, read_dispenses
from .product import Product

__all__ = ["Dispense", "PassedOver", "Product", "read_dispense", "read_dispenses"]
