"""What a row says for the record of its leaflet: the patient's reference, product codes, lots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .model import RequestRow, row_refusal

__all__ = ["lots_of", "patient_reference", "products_of"]

RECORDED_LENGTH: Final = 200  # characters of a code or a lot
REFERENCE_LENGTH: Final = 100  # characters of a patient's reference


def patient_reference(row: RequestRow) -> str:
    """Return the reference of a row's patient, "" if it has none. Raises UsageError."""
    reference = str(row.cells.get("patient-reference", "")).strip()
    if not (reference.isprintable() and len(reference) <= REFERENCE_LENGTH):
        message = "The patient's reference is too long, or has characters that cannot be seen."
        raise row_refusal("B107", message, f"Use up to {REFERENCE_LENGTH} letters and digits.")
    return reference


def products_of(row: RequestRow) -> tuple[str, ...]:
    """Return the codes of what was dispensed, as an Attachment keeps them. Raises UsageError."""
    cell = str(row.cells.get("code", "")).strip()
    if row.product is None:
        return _recorded("code", (cell,))
    # imported here because few batches are in FHIR
    from ..records.model import join_code

    return _recorded("code", (*(join_code(*code) for code in row.product.codes), cell))


def lots_of(row: RequestRow) -> tuple[str, ...]:
    """Return the lot numbers of what was dispensed. Raises UsageError."""
    lots = row.product.lots if row.product else ()
    return _recorded("lot", (*lots, str(row.cells.get("lot", "")).strip()))


def _recorded(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts once each, without empty ones. Raises UsageError for what no store takes."""
    recorded = tuple(dict.fromkeys(filter(None, texts)))
    if not recorded:
        return ()
    if not all(text.isprintable() and len(text) <= RECORDED_LENGTH for text in recorded):
        message = f"The {name} is too long, or has characters that cannot be seen."
        raise row_refusal("B107", message, f"Use up to {RECORDED_LENGTH} letters and digits.")
    return recorded
