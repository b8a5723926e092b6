"""What a row says for the record of its leaflet: references, product codes, lots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .model import RecordFields, RequestRow, row_refusal

__all__ = ["record_fields"]

RECORDED_LENGTH: Final = 200  # characters of a prescription, a code or a lot
REFERENCE_LENGTH: Final = 100  # characters of a reference to a patient or a visit
DISPENSE_LENGTH: Final = 200  # characters of the name of a dispense
COLUMNS: Final = frozenset(
    ("dispense-reference", "prescription-reference", "patient-reference", "code", "lot")
)
NOTHING: Final = RecordFields()


def record_fields(row: RequestRow) -> RecordFields:
    """Return what a row says for the record. Raises UsageError for what no store takes."""
    if row.product is None and COLUMNS.isdisjoint(row.cells):
        return NOTHING
    return RecordFields(
        dispense=_reference(row, "dispense-reference", DISPENSE_LENGTH),
        prescription=_reference(row, "prescription-reference", RECORDED_LENGTH),
        patient=_reference(row, "patient-reference", REFERENCE_LENGTH),
        encounter=_reference(row, "encounter-reference", REFERENCE_LENGTH),
        products=_products(row),
        lots=_lots(row),
    )


def _reference(row: RequestRow, column: str, most: int) -> str:
    """Return the reference in a cell, "" if it is empty or absent."""
    reference = str(row.cells.get(column, "")).strip()
    if not (reference.isprintable() and len(reference) <= most):
        message = f"The {column} is too long, or has characters that cannot be seen."
        raise row_refusal("B107", message, f"Use up to {most} letters and digits.")
    return reference


def _products(row: RequestRow) -> tuple[str, ...]:
    """Return the codes of what was dispensed, as an Attachment keeps them. Raises UsageError."""
    cell = str(row.cells.get("code", "")).strip()
    if row.product is None:
        return _recorded("code", (cell,))
    # imported here because few batches are in FHIR
    from ..records.model import join_code

    return _recorded("code", (*(join_code(*code) for code in row.product.codes), cell))


def _lots(row: RequestRow) -> tuple[str, ...]:
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
