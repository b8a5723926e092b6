"""What a service is started with: where it listens, what it reads, and by which clock it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from .limits import ServiceLimits

__all__ = ["Clock", "ServiceSettings"]


class Clock(Struct, frozen=True):
    """The machine's clock and its chance, passed in, because only the commands look at them.

    today: returns the day in ISO form. now: returns the time with its zone in ISO form. timestamp:
    returns the nanoseconds since 1970. new_name: returns 32 hexadecimal digits that nobody guesses.
    All are functions of a module, so that every worker process can find them.
    """

    today: Callable[[], str]
    now: Callable[[], str]
    timestamp: Callable[[], int]
    new_name: Callable[[], str]


class ServiceSettings(Struct, frozen=True, kw_only=True):
    """The options of `leaflets serve`.

    folder: a pharmacy's own library. store: the address of the records; None: the service keeps
    none. store_token: for a FHIR server. preview: a monograph that is being written, by its name or
    file; the service is its preview then, and nothing else. state: the private folder for batches
    and idempotency keys, which outlives the processes. workers: processes. layout, language,
    profile, pharmacy: what holds for a request that names none. date: ISO, on every leaflet; None:
    the edition's. approved_only: refuse drafts. names: host names by which others reach it. tokens:
    file of those who may use it; None: whoever reaches it may. metrics: folder where workers add up
    their numbers; None: of one process. certificate, key: for TLS. behind_proxy: a proxy in front
    speaks TLS.
    """

    clock: Clock
    host: str = "127.0.0.1"
    port: int = 8000
    folder: Path | None = None
    store: str | None = None
    store_token: str | None = None
    preview: str | Path | None = None
    state: Path = Path("out/serve")
    workers: int = 1
    layout: str = "standard"
    language: str = "en"
    profile: str = "generic"
    pharmacy: str | None = None
    date: str | None = None
    approved_only: bool = False
    names: tuple[str, ...] = ()
    tokens: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False
    metrics: Path | None = None
    limits: ServiceLimits = ServiceLimits()
