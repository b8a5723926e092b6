"""Compare the route, the use and the product of particulars with the medicine of the leaflet."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ...base.errors import Fault, ParticularsError
from ...source.schema import listed, nearest
from .fields import NO_PLACE, place_of

if TYPE_CHECKING:
    from ..library.products import MedicineCheck
    from ..monograph.reading import Reading
    from .model import Particulars

__all__ = ["check_choices", "check_medicine", "check_particulars"]


def check_particulars(reading: Reading, particulars: Particulars) -> tuple[Fault, ...]:
    """Compare particulars with the medicine of a monograph, as `compose` does.

    Returns warnings: a strength or form of the product that the monograph does not list, and a
    route for which it marks none of its words. Raises ParticularsError for a route or use that the
    medicine does not have, and for a product that is another medicine or may be one;
    VocabularyError.
    """
    return check_medicine(reading.medicine, particulars)


def check_medicine(
    medicine: MedicineCheck, particulars: Particulars, *, is_found: bool = False
) -> tuple[Fault, ...]:
    """Compare particulars with a medicine. Returns and raises as `check_particulars` does.

    is_found: codes or other names of the product have led to this medicine.
    """
    route = particulars.values.get("route", "")
    check_choices(route, medicine.routes, particulars.use, medicine.uses)
    warnings: list[Fault] = []
    if route and not medicine.limits_routes:
        message = "This monograph does not say which of its words concern this route only."
        warnings.append(
            Fault(
                "A299", particulars.place_of("route"), message, "The leaflet is for all its routes."
            )
        )
    product = particulars.values.get("product")
    if product is None or particulars.monograph == medicine.name:
        return tuple(warnings)
    refusals: list[Fault] = []
    for mismatch in medicine.mismatches(product, is_found=is_found):
        if mismatch.code not in particulars.overrides:
            place = particulars.place_of("product")
            fault = Fault(mismatch.code, place, mismatch.says, mismatch.hint)
            (refusals if mismatch.is_refusal else warnings).append(fault)
    if refusals:
        raise ParticularsError(refusals)
    return tuple(warnings)


def check_choices(route: str, routes: Collection[str], use: str, uses: Collection[str]) -> None:
    """Refuse a route or a use that the medicine does not have.

    route, use: of the patient, or empty. routes, uses: those of the monograph, by their ids; no
    routes if its source names none. Raises ParticularsError, which repeats neither.
    """
    faults = []
    if route and routes and route not in routes:
        message = "'route' is not a way in which this medicine is given."
        faults.append(_unknown_choice("A290", route, message, routes))
    if use and not uses:
        message = "This monograph has no list of uses to choose from."
        hint = "Leave out 'use': the leaflet then is for all uses."
        faults.append(Fault("A297", place_of(use, NO_PLACE), message, hint))
    elif use and use not in uses:
        message = "'use' is none of the uses of this monograph."
        faults.append(_unknown_choice("A297", use, message, uses))
    if faults:
        raise ParticularsError(faults)


def _unknown_choice(code: str, choice: str, message: str, known: Collection[str]) -> Fault:
    near = nearest(choice, known)
    meant = f"Did you mean {listed(near, 'or')}? " if near else ""
    hint = f"{meant}Write {listed(known, 'or')}, as in the monograph."
    return Fault(code, place_of(choice, NO_PLACE), message, hint)
