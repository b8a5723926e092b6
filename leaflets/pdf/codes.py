"""QR codes as rows of modules, made by segno, which is imported here alone and when needed."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["LEAST_MODULE", "QUIET", "matrix", "modules"]

QUIET: Final = 4  # modules of empty space on each side: ISO/IEC 18004, as is the next
LEVEL: Final = "m"  # of error correction: 15 % of the code may be lost to folds and stains
LEAST_MODULE: Final = 0.4 * 72 / 25.4  # points; below 0.4 mm, cheap printers smear modules together


@lru_cache(maxsize=16)
def matrix(address: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code that leads to an address, row by row; True is dark."""
    import segno

    code = segno.make_qr(address, error=LEVEL, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def modules(address: str) -> int:
    """How many modules wide the code is, with its quiet zone."""
    return len(matrix(address)) + 2 * QUIET
