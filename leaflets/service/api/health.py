"""`/health`: the process answers. `/ready`: it can make leaflets."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from msgspec import Struct

from ...base.version import VERSION
from ..warm import WarmState

__all__ = ["Health", "Readiness", "health", "ready"]


class Health(Struct, frozen=True):
    """version: of the program."""

    status: str
    version: str


class Readiness(Struct, frozen=True):
    """monographs: how many there are."""

    status: str
    monographs: int


@get("/health", operation_id="health", summary="Whether the process answers", sync_to_thread=False)
def health() -> Health:
    """Tell that the process answers."""
    return Health("ok", VERSION)


@get("/ready", operation_id="ready", summary="Whether leaflets can be made", sync_to_thread=True)
def ready(warm: NamedDependency[WarmState]) -> Readiness:
    """Tell that the library can be read."""
    return Readiness("ok", warm.count_monographs())
