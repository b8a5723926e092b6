"""The packages that the program stands on, in the versions that it was tested with."""

from __future__ import annotations

import sys
from typing import Final

from ..base.errors import UsageError

# module: name of the package, oldest version, first that is too new. Kept equal to pyproject.toml
# by a test; read from the modules because asking the installer's records takes 20 ms.
NEEDED: Final = {
    "reportlab": ("reportlab", "5.1.0", "5.1.1"),
    "yaml": ("PyYAML", "6.0.2", "7"),
}


def check_loaded() -> None:
    """Refuse to set anything with a package in another version than was tested."""
    for module in NEEDED:
        # not by getattr: YAML's package is loaded in part, and would load the rest to answer
        version = vars(sys.modules.get(module, sys)).get("__version__")
        if isinstance(version, str):
            check(module, version)


def check_installed() -> None:
    """The same by the installer's records: slower, and for when something has failed already."""
    from importlib.metadata import PackageNotFoundError, version

    for module, (package, _, _) in NEEDED.items():
        try:
            check(module, version(package))
        except PackageNotFoundError:
            continue  # a folder on the path serves as well


def check(module: str, found: str) -> None:
    """Refuse a version that does not fit."""
    package, least, below = NEEDED[module]
    if not numbers(least) <= numbers(found) < numbers(below):
        raise UsageError(
            f"The package {package} is installed in version {found}, which does not fit: "
            f"it must be at least {least} and below {below}.",
            "Install leaflets again: pip install --force-reinstall leaflets.",
            code="U203",
        )


def numbers(version: str) -> tuple[int, ...]:
    """5.1.0 as (5, 1, 0), for comparing."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())
