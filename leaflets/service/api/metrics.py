"""`/metrics`: numbers for Prometheus, of all workers together."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from ..guard.metrics import METRICS_TYPE, exposition
from ..settings import ServiceSettings

__all__ = ["metrics"]


@get(
    "/metrics",
    operation_id="metrics",
    summary="Numbers for Prometheus",
    media_type="text/plain",
    sync_to_thread=True,
)
def metrics(settings: NamedDependency[SkipValidation[ServiceSettings]]) -> Response[bytes]:
    """Tell how many requests were answered, how quickly, and how many are being answered."""
    return Response(exposition(settings.metrics), headers={"Content-Type": METRICS_TYPE})
