"""Start the processes of the service, and stop them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

from uvicorn import Config

from ..base.errors import Bug, UsageError, reason
from ..exchange.open_store import open_store
from .app import create_app
from .guard.answers import App
from .guard.connections import BoundedProtocol
from .guard.exposure import check_exposure
from .guard.layers import guarded
from .guard.tls import CIPHERS
from .log import LOGGING
from .settings import ServiceSettings
from .supervisor import Supervisor, end_without_parent, leave_signals_to_parent

__all__ = ["serve"]

WAITING: Final = 1024  # connections that the system holds until a worker takes them


def serve(settings: ServiceSettings, announce: Callable[[str], None]) -> int:
    """Serve until a signal asks to stop, finish what was begun, and return the signal.

    announce: is given the address when there is one. Raises UsageError for settings that are not
    safe or an address that cannot be listened at, and what `create_app` and `open_store` raise.
    """
    check_exposure(settings)
    # so that what is wrong with the settings is told once, and at once
    create_app(settings)
    if settings.store is not None:
        open_store(settings.store, token=settings.store_token).close()
    listening = _listen(settings.host, settings.port)
    supervisor = Supervisor(_config(settings), [listening], settings)
    announce(_address(settings, listening.getsockname()[1]))
    supervisor.run()
    if supervisor.ended_by is None:
        raise Bug("The workers of the service could not start.", "The lines above tell why.")
    return supervisor.ended_by


def worker_app(settings: ServiceSettings) -> App:
    """Return the application of one worker, behind its guard."""
    leave_signals_to_parent()
    return guarded(cast(App, create_app(settings)), settings)


def _config(settings: ServiceSettings) -> Config:
    limits = settings.limits
    return Config(
        partial(worker_app, settings),
        factory=True,
        workers=settings.workers,
        http=cast(Any, partial(BoundedProtocol, limits=limits)),
        ws="none",
        lifespan="on",
        log_config=LOGGING,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=int(limits.idle_seconds),
        timeout_graceful_shutdown=int(limits.stop_seconds),
        timeout_worker_healthcheck=int(limits.worker_seconds),
        callback_notify=end_without_parent,
        timeout_notify=1,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
        ssl_ciphers=CIPHERS if settings.certificate else None,
    )


def _listen(host: str, port: int) -> socket.socket:
    """Open the port. Raises UsageError."""
    name = host.strip("[]")
    try:
        family = socket.getaddrinfo(name or None, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((name, port), family=family, backlog=WAITING)
    except OSError as fault:
        says = f"The service cannot listen at {host}, port {port}: {_reason(fault)}."
        hint = "Choose another with --port, or stop what listens there."
        raise UsageError(says, hint, code="Y966") from None
    listening.set_inheritable(True)
    return listening


def _reason(fault: OSError) -> str:
    return "no such address" if isinstance(fault, socket.gaierror) else reason(fault)


def _address(settings: ServiceSettings, port: int) -> str:
    scheme = "https" if settings.certificate else "http"
    host = settings.names[0] if settings.names else settings.host
    return f"{scheme}://{f'[{host}]' if ':' in host and host[0] != '[' else host}:{port}"
