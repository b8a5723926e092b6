"""`/health`: the process answers. `/ready`: it can make leaflets."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from msgspec import Struct

from ...base.version import VERSION
from ..problems import ProblemFault, problem_fault
from ..warm import WarmState

__all__ = ["Health", "Readiness", "health", "ready"]


class Health(Struct, frozen=True):
    """version: of the program."""

    status: str
    version: str


class Readiness(Struct, frozen=True):
    """status: "ok", or "degraded" while a file is broken. monographs: how many there are.

    faults: of files that are broken; what was sound last is used instead of them.
    """

    status: str
    monographs: int
    faults: tuple[ProblemFault, ...]


@get("/health", operation_id="health", summary="Whether the process answers", sync_to_thread=False)
def health() -> Health:
    """Tell that the process answers."""
    return Health("ok", VERSION)


@get("/ready", operation_id="ready", summary="Whether leaflets can be made", sync_to_thread=True)
def ready(warm: NamedDependency[WarmState]) -> Readiness:
    """Tell that the library can be read, and which of its files are broken."""
    faults = tuple(problem_fault(fault, warm.settings) for fault in warm.files.faults())
    return Readiness("degraded" if faults else "ok", warm.count_monographs(), faults)
