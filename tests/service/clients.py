"""A service in this process, asked without a socket."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

from litestar import Litestar
from litestar.testing import TestClient

from leaflets.exchange.open_store import open_store
from leaflets.service.app import create_app
from leaflets.service.settings import Clock, ServiceSettings

CLOCK = Clock(
    today=lambda: "2026-11-30",
    now=lambda: "2026-11-30T12:00:00+01:00",
    timestamp=time.time_ns,
    new_name=lambda: uuid4().hex,
)


def settings_of(**settings: Any) -> ServiceSettings:
    """Settings with a clock of tests."""
    return ServiceSettings(clock=CLOCK, **settings)


def client_of(**settings: Any) -> TestClient[Litestar]:
    """A client of a service with these settings."""
    if store := settings.get("store"):
        open_store(
            store, token=settings.get("store_token")
        ).close()  # as `serve` does before its workers start
    app = create_app(settings_of(**settings))
    return TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
