"""Compare the route and the product of particulars with the medicine of the leaflet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.errors import Fault, ParticularsError, Place
from .fields import check_route

if TYPE_CHECKING:
    from ..library.products import MedicineCheck
    from ..monograph.reading import Reading
    from .model import Particulars

__all__ = ["check_medicine", "check_particulars"]


def check_particulars(reading: Reading, particulars: Particulars) -> tuple[Fault, ...]:
    """Compare particulars with the medicine of a monograph, as `compose` does.

    Returns warnings: a strength or form of the product that the monograph does not list. Raises
    ParticularsError for a route that the medicine does not have, and for a product that is another
    medicine or may be one; VocabularyError.
    """
    return check_medicine(reading.medicine, particulars)


def check_medicine(
    medicine: MedicineCheck, particulars: Particulars, *, is_found: bool = False
) -> tuple[Fault, ...]:
    """Compare particulars with a medicine. Returns and raises as `check_particulars` does.

    is_found: codes or other names of the product have led to this medicine.
    """
    check_route(particulars.values, medicine.routes, Place(""))
    product = particulars.values.get("product")
    if product is None or particulars.monograph == medicine.name:
        return ()
    refusals: list[Fault] = []
    warnings: list[Fault] = []
    for mismatch in medicine.mismatches(product, is_found=is_found):
        if mismatch.code not in particulars.overrides:
            fault = Fault(mismatch.code, product.place, mismatch.says, mismatch.hint)
            (refusals if mismatch.is_refusal else warnings).append(fault)
    if refusals:
        raise ParticularsError(refusals)
    return tuple(warnings)
