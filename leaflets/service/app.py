"""The application: every route, what all of them share, and the document that describes them."""

from __future__ import annotations

from pathlib import Path

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from ..base.version import VERSION
from .api import batches, handovers, library, records
from .api.attach import attach
from .api.directions import check_directions
from .api.fhir import fhir_router
from .api.health import health, ready
from .api.leaflets import get_leaflet, make_leaflet, phone_page
from .api.metrics import metrics
from .counter.routes import counter_routes
from .json_request import JsonRequest
from .preview.routes import preview_routes
from .problems import problems_of
from .settings import ServiceSettings
from .state import ServiceState
from .unknown_keys import refuse_unknown_query
from .warm import WarmState

__all__ = ["API", "create_app"]

API = "/api/v1"


def create_app(settings: ServiceSettings) -> Litestar:
    """Return the application of one process. Raises NotFoundError for a folder that is absent."""
    if settings.preview is not None:
        return _preview_app(settings, settings.preview)
    warm = WarmState(settings)
    state = ServiceState(settings, warm.files)
    api = Router(API, route_handlers=[
        make_leaflet, get_leaflet, check_directions, attach, *library.ROUTES, *records.ROUTES,
        *handovers.ROUTES, *batches.ROUTES, fhir_router(settings),
    ], before_request=refuse_unknown_query)  # fmt: skip
    return Litestar(
        [health, ready, metrics, api, phone_page, *counter_routes(settings, warm, state)],
        dependencies={
            "warm": Provide(lambda: warm, sync_to_thread=False),
            "settings": Provide(lambda: settings, sync_to_thread=False),
            "records": Provide(lambda: state.records, sync_to_thread=False),
            "service": Provide(lambda: state, sync_to_thread=False),
            "once": Provide(lambda: state.once, sync_to_thread=False),
            "batches": Provide(lambda: state.batches, sync_to_thread=False),
        },
        lifespan=[state.lifespan],
        exception_handlers=problems_of(settings),
        request_class=JsonRequest,
        logging_config=None,  # `log` has it, because it must not tell what exceptions say
        openapi_config=OpenAPIConfig(
            title="leaflets",
            version=VERSION,
            summary="Medicine leaflets for patients, as tagged PDF",
            path="/openapi.json",
            render_plugins=[JsonRenderPlugin(path="/")],
        ),
    )


def _preview_app(settings: ServiceSettings, preview: str | Path) -> Litestar:
    return Litestar(
        preview_routes(preview, settings),
        exception_handlers=problems_of(settings),
        logging_config=None,
        openapi_config=None,
    )
