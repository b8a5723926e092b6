"""Numbers for Prometheus, added up over all workers.

Labels have few values: the method, the route as declared and the status, never a name or an
address. The library keeps the numbers of each worker in files of the folder that the environment
variable PROMETHEUS_MULTIPROC_DIR names; without it, they are those of this process.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

__all__ = ["METRICS_TYPE", "count", "exposition", "running"]

METRICS_TYPE: Final = CONTENT_TYPE_LATEST
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
# in seconds: from the time of a stamped leaflet to the most that a request may take
BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_REQUESTS: Final = Counter(
    "leaflets_http_requests", "Requests that were answered.", ("method", "route", "status")
)
_SECONDS: Final = Histogram(
    "leaflets_http_request_seconds", "Seconds from request to answer.", ("route",), buckets=BUCKETS
)
running: Final = Gauge(
    "leaflets_http_requests_running", "Requests being answered.", multiprocess_mode="livesum"
)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count an answered request. route: as declared, without the values in it."""
    requests, times = _labelled(method if method in METHODS else "other", route, status)
    requests.inc()
    times.observe(seconds)


@cache  # finding them takes longer than counting
def _labelled(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return _REQUESTS.labels(method, route, str(status)), _SECONDS.labels(route)


def exposition(folder: Path | None) -> bytes:
    """Return all numbers in the text format of Prometheus. folder: of several workers."""
    if folder is None:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]
    return generate_latest(registry)
