"""A service in this process, asked without a socket."""

from __future__ import annotations

from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from leaflets.service.app import create_app
from leaflets.service.settings import Clock, ServiceSettings

CLOCK = Clock(today=lambda: "2026-11-30", now=lambda: "2026-11-30T12:00:00+01:00")


def client_of(**settings: Any) -> TestClient[Litestar]:
    """A client of a service with these settings."""
    app = create_app(ServiceSettings(clock=CLOCK, **settings))
    return TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
