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

SECONDS_TO_LOOK: Final = 0.2  # for broken files, at each request


class Health(Struct, frozen=True):
    """version: of the program."""

    status: str
    version: str


class Readiness(Struct, frozen=True):
    """status: "ok", "degraded" while a file is broken, or "failed" while nothing can be kept.

    monographs: how many there are. store: "ok", "failed", or "none" if no records are kept. state:
    "ok", or "failed" if the folder for keys and batches cannot be written. faults: of files that
    are broken; what was sound last is used instead of them, if there is anything. unread: files of
    the library that were not looked at yet.
    """

    status: str
    monographs: int
    store: str
    state: str
    unread: int
    faults: tuple[ProblemFault, ...]


@get("/health", operation_id="health", summary="Whether the process answers", sync_to_thread=False)
def health() -> Health:
    """Tell that the process answers."""
    return Health("ok", VERSION)


@get("/ready", operation_id="ready", summary="Whether leaflets can be made and attached")
async def ready(
    warm: NamedDependency[WarmState], service: NamedDependency[SkipValidation[ServiceState]]
) -> Response[Readiness]:
    """Tell that the library can be read and the store be written, and which files are broken.

    Else 503.
    """
    monographs = await asyncio.to_thread(warm.count_monographs)
    unread = await asyncio.to_thread(warm.look_for_faults, SECONDS_TO_LOOK)
    faults = tuple(problem_fault(fault, warm.settings) for fault in warm.files.faults())
    store = "none" if warm.settings.store is None else await _store_status(service)
    state = "ok" if await service.can_keep() else "failed"
    status = "failed" if "failed" in (store, state) else "degraded" if faults else "ok"
    answer = Readiness(status, monographs, store, state, unread, faults)
    return Response(answer, status_code=503 if status == "failed" else 200)


async def _store_status(service: ServiceState) -> str:
    try:
        await service.records.read(lambda store: store.check_writable())
    except LeafletsError:
        return "failed"
    return "ok"
