"""The errors of stores, worded alike for all kinds, and the check of a PDF against its digest."""

from __future__ import annotations

from hashlib import sha256

from ..base.errors import NotFoundError, StoreError

__all__ = [
    "check_pdf", "damaged_store", "missing_pdf", "missing_store", "newer_store", "older_store",
    "replaced_store", "store_in_use",
]  # fmt: skip


def damaged_store(message: str) -> StoreError:
    """R703: something in the store is not as it was written."""
    hint = "Restore the store from a backup; 'leaflets records verify' lists all damage."
    return StoreError(message, hint, code="R703")


def missing_pdf(digest: str) -> NotFoundError:
    """R708: the store has no PDF with this digest."""
    hint = "See 'leaflets records list'."
    return NotFoundError(f"The records hold no PDF {digest[:64]!r}.", hint, code="R708")


def check_pdf(pdf: bytes, digest: str) -> bytes:
    """Return the PDF if it has this sha256 (hexadecimal). Raises StoreError R703."""
    if sha256(pdf).hexdigest() != digest:
        raise damaged_store(f"The PDF {digest} is not what was attached: its bytes were altered.")
    return pdf


def newer_store(address: str) -> StoreError:
    """R704: a later version of this program wrote the store."""
    return StoreError(
        f"The store {address} was written by a newer version of leaflets.",
        "Update leaflets on this machine.",
        code="R704",
    )


def older_store(address: str) -> StoreError:
    """R710: an earlier version of this program wrote the store, and we may not change its form."""
    return StoreError(
        f"The store {address} was written by an older version of leaflets, and cannot be brought "
        "up to date from here. Nothing was changed.",
        "Open it once as its owner, where it can be written.",
        code="R710",
    )


def store_in_use(address: str) -> StoreError:
    """R702: another program has been writing for longer than we wait."""
    hint = "Try again when that is done."
    return StoreError(f"Another program is writing to {address}.", hint, code="R702")


def replaced_store(address: str) -> StoreError:
    """R702: another file has taken the place of the one that is open, as when it is restored."""
    message = f"The file of {address} was moved or replaced. Nothing was changed."
    return StoreError(message, "Try again, with the file that is there now.", code="R702")


def missing_store(address: str) -> NotFoundError:
    """R708: there is no store, and none may be created."""
    return NotFoundError(f"There is no store {address}.", "Check the address.", code="R708")
