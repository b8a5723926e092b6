"""`/health`: the process answers. `/ready`: it can make leaflets."""

from __future__ import annotations

import asyncio
from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from ...base.errors import LeafletsError
from ...base.version import VERSION
from ..problems import ProblemFault, problem_fault
from ..state import ServiceState
from ..warm import WarmState

__all__ = ["Health", "Readiness", "health", "ready"]

NO_DISPENSE: Final = "no such dispense"


class Health(Struct, frozen=True):
    """version: of the program."""

    status: str
    version: str


class Readiness(Struct, frozen=True):
    """status: "ok", "degraded" while a file is broken, or "failed" while the store is.

    monographs: how many there are. store: "ok", "failed", or "none" if no records are kept. faults:
    of files that are broken; what was sound last is used instead of them.
    """

    status: str
    monographs: int
    store: str
    faults: tuple[ProblemFault, ...]


@get("/health", operation_id="health", summary="Whether the process answers", sync_to_thread=False)
def health() -> Health:
    """Tell that the process answers."""
    return Health("ok", VERSION)


@get("/ready", operation_id="ready", summary="Whether leaflets can be made and attached")
async def ready(
    warm: NamedDependency[WarmState], service: NamedDependency[SkipValidation[ServiceState]]
) -> Response[Readiness]:
    """Tell that the library and the store can be read, and which files are broken; else 503."""
    faults = tuple(problem_fault(fault, warm.settings) for fault in warm.files.faults())
    monographs = await asyncio.to_thread(warm.count_monographs)
    store = "none" if warm.settings.store is None else await _store_status(service)
    status = "failed" if store == "failed" else "degraded" if faults else "ok"
    answer = Readiness(status, monographs, store, faults)
    return Response(answer, status_code=503 if status == "failed" else 200)


async def _store_status(service: ServiceState) -> str:
    """Look for the leaflets of a dispense that there is not."""
    try:
        await service.records.read(lambda store: list(store.attachments(dispense=NO_DISPENSE)))
    except LeafletsError:
        return "failed"
    return "ok"
