"""Start the processes of the service, and stop them."""

from __future__ import annotations

from functools import partial

from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

from .app import create_app
from .settings import ServiceSettings

__all__ = ["serve"]


def serve(settings: ServiceSettings) -> None:
    """Serve until a signal asks to stop; what was begun is finished first.

    Raises what `create_app` raises, and WriteError where the address cannot be listened to.
    """
    create_app(settings)  # so that what is wrong with the settings is told once, and at once
    config = Config(
        partial(create_app, settings),
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
    )
    if settings.workers == 1:
        Server(config).run()
        return
    socket = config.bind_socket()
    Multiprocess(config, sockets=[socket]).run()
