"""What is wrong with a store, told alike for all kinds; and the one check of bytes."""

from __future__ import annotations

from hashlib import sha256

from ..base.errors import NotFoundError, StoreError

__all__ = ["damaged", "in_use", "newer", "no_store", "not_there", "sound"]


def damaged(what: str) -> StoreError:
    """Something in the store is not as it was written."""
    hint = "Restore the store from a backup; 'leaflets records verify' tells what else is wrong."
    return StoreError(what, hint, code="R703")


def not_there(digest: str) -> NotFoundError:
    """No such PDF."""
    hint = "See 'leaflets records list'."
    return NotFoundError(f"The records hold no PDF {digest[:64]!r}.", hint, code="R708")


def sound(pdf: bytes, digest: str) -> bytes:
    """The bytes, if they are those that were attached."""
    if sha256(pdf).hexdigest() != digest:
        raise damaged(f"The PDF {digest} is not what was attached: its bytes were altered.")
    return pdf


def newer(address: str) -> StoreError:
    """A later version of this program has written there."""
    return StoreError(
        f"The store {address} was written by a newer version of leaflets.",
        "Update leaflets on this machine.",
        code="R704",
    )


def in_use(address: str) -> StoreError:
    """Somebody else has been writing for longer than we wait."""
    hint = "Try again when that is done."
    return StoreError(f"Another program is writing to {address}.", hint, code="R702")


def no_store(address: str) -> NotFoundError:
    """Nothing is there yet, and nothing was to be made."""
    return NotFoundError(f"There is no store {address}.", "Check the address.", code="R708")
