"""Which right a request needs."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["Right", "needed_right"]


class Right(StrEnum):
    """What a token allows; `administer` includes no other."""

    RENDER = "render"
    ATTACH = "attach"
    RECALL = "recall"
    ADMINISTER = "administer"


# the first prefix that fits the path decides; None: nobody needs a token
ROUTES: Final[tuple[tuple[str, Right | None], ...]] = (
    ("/health", None),
    ("/ready", None),
    ("/problems", None),
    ("/static", None),  # files of the program, for its pages
    ("/metrics", Right.ADMINISTER),
    ("/api/v1/recall", Right.RECALL),
    ("/api/v1/attachments", Right.ATTACH),
    ("/api/v1/handovers", Right.ATTACH),
    ("/api/v1/verify", Right.ATTACH),
    ("/api/v1/fhir", Right.ATTACH),
    ("/api/v1/batches", Right.ATTACH),
    ("/counter", Right.ATTACH),  # the page at the counter reads and writes records
    ("/api/v1", Right.RENDER),
    ("/openapi.json", Right.RENDER),
    ("/leaflets", Right.RENDER),
)


def needed_right(path: str) -> Right | None:
    """Return the right that a path needs; a path that nobody thought of needs `administer`."""
    if path == "/":  # the page at the counter
        return Right.ATTACH
    for prefix, right in ROUTES:
        if path == prefix or path.startswith(f"{prefix}/"):
            return right
    return Right.ADMINISTER
