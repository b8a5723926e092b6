"""The modules of a QR code."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["QUIET_ZONE", "qr_rows", "qr_width"]

QUIET_ZONE: Final = 4  # modules of empty space on each side: ISO/IEC 18004
ERROR_CORRECTION: Final = "m"  # ISO/IEC 18004: 15 % of the code may be lost to folds and stains


@lru_cache(maxsize=16)
def qr_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of the QR code of an address, row by row; True is dark."""
    import segno

    code = segno.make_qr(address, error=ERROR_CORRECTION, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def qr_width(address: str) -> int:
    """Return the width of the code in modules, with its quiet zone."""
    return len(qr_rows(address)) + 2 * QUIET_ZONE
