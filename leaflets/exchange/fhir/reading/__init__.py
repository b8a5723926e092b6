"""Dispensing records in: MedicationDispense resources become values of `Dispense`.

In comes a JSON file (one resource, a Bundle, or JSON lines). Out comes a `Dispense` for each
MedicationDispense, or the SourceError that says what is wrong with it. Nothing is fetched.
"""

from .dispense import Dispense, read_dispense, read_dispenses
from .product import Product

__all__ = ["Dispense", "Product", "read_dispense", "read_dispenses"]
