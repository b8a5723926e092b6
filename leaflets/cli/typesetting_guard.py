"""What is checked around typesetting: the time that it takes, and the versions of packages."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import Final, NoReturn

from ..base.errors import TooSlow, UsageError
from ..base.limits import SECONDS_TO_TYPESET
from ..base.operating_system import HAS_TIMERS

# module: package, oldest version, first version that is too new. A test keeps them equal
# to pyproject.toml; they are read from the modules because asking the installer takes 20 ms.
NEEDED: Final = {
    "reportlab": ("reportlab", "5.1.0", "5.1.1"),
    "yaml": ("PyYAML", "6.0.2", "7"),
}


@contextmanager
def typesetting_guard() -> Iterator[None]:
    """Check the packages that typesetting stands on, and limit the time of what runs inside.

    Raises UsageError for a package in a version that was not tested, TooSlow after the limit.
    """
    from ..pdf.lazy_pillow import load_pillow_when_used

    with deadline(SECONDS_TO_TYPESET):
        load_pillow_when_used()
        import_module("leaflets.typesetting.draw")  # loads the modules whose versions are checked
        check_loaded()
        yield


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TooSlow in whatever still runs inside after so many seconds.

    Where there is no timer signal, or not in the main thread, there is no limit.
    """
    if not HAS_TIMERS or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> NoReturn:
        raise TooSlow(
            f"Setting the leaflet took longer than {seconds:g} seconds. No file was written.",
            "Shorten the monograph, or choose another layout.",
        )

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def check_loaded() -> None:
    """Raise UsageError if a loaded package has a version that was not tested."""
    for module in NEEDED:
        # not by getattr: the YAML package is loaded in part, and would load the rest to answer
        version = vars(sys.modules.get(module, sys)).get("__version__")
        if isinstance(version, str):
            check_version(module, version)


def check_installed() -> None:
    """Check the versions in the installer's records: slower, for when something failed already."""
    from importlib.metadata import PackageNotFoundError, version  # loads the network stack

    for module, (package, _, _) in NEEDED.items():
        try:
            check_version(module, version(package))
        except PackageNotFoundError:
            continue  # a folder on the path serves as well


def check_version(module: str, version: str) -> None:
    """Raise UsageError for a version of a package that does not fit."""
    package, oldest, too_new = NEEDED[module]
    if not numbers(oldest) <= numbers(version) < numbers(too_new):
        raise UsageError(
            f"The package {package} is installed in version {version}, which does not fit: "
            f"it must be at least {oldest} and below {too_new}.",
            "Install leaflets again: pip install --force-reinstall leaflets.",
            code="U203",
        )


def numbers(version: str) -> tuple[int, ...]:
    """Return (5, 1, 0) for 5.1.0, to compare versions."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())
