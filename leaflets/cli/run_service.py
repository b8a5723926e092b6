"""Run the service in the terminal until a signal ends it; it needs the extra `serve`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec.structs import replace

from ..base.errors import UsageError
from ..base.files.groups import temporary_folder
from . import console
from .dates import now, timestamp, today

if TYPE_CHECKING:
    from ..service.settings import Clock, ServiceSettings

__all__ = ["clock", "run_service", "service_extra"]


@contextmanager
def service_extra() -> Iterator[None]:
    """Import the service. Raises UsageError (U202) that names what is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("leaflets"):
            raise
        raise UsageError(
            f"The service needs the package '{error.name}', which is not installed.",
            "Install it: pip install 'leaflets[serve]'.",
            code="U202",
        ) from None


def clock() -> Clock:
    """Return the machine's clock and its source of new names."""
    from ..service.settings import Clock

    return Clock(today, now, timestamp, new_name)


def new_name() -> str:
    """Return 32 hexadecimal digits that nobody guesses."""
    return uuid4().hex


def run_service(settings: ServiceSettings, announce: Callable[[str], None]) -> int:
    """Serve until a signal, and return the exit code. announce: is given the address.

    Raises UsageError for a missing package, and what `service.server.serve` raises.
    """
    with service_extra():
        from ..service.server import serve

    with temporary_folder() as metrics:
        # the library that counts looks there for the folder that all workers count in
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
        number = serve(replace(settings, metrics=metrics), announce)
    console.note("Stopped.")
    return 128 + number
