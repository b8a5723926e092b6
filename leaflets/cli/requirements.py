"""The packages that the program stands on, in the versions that it was tested with."""

from __future__ import annotations

import sys
from typing import Final

from ..errors import UsageError

# module: name of the package, oldest version, first that is too new. Kept equal to pyproject.toml
# by a test; read from the modules because asking the installer's records takes 20 ms.
NEEDED: Final = {
    "reportlab": ("reportlab", "5.1.0", "5.1.1"),
    "yaml": ("PyYAML", "6.0.2", "7"),
}


def check_loaded() -> None:
    """Refuse to set anything with a package in another version than was tested."""
    for module, (package, least, below) in NEEDED.items():
        found = version_of(module)
        if found is not None and not numbers(least) <= numbers(found) < numbers(below):
            raise UsageError(
                f"The package {package} is installed in version {found}, which does not fit: "
                f"it must be at least {least} and below {below}.",
                "Install leaflets again: pip install --force-reinstall leaflets.",
                code="U203",
            )


def version_of(module: str) -> str | None:
    """What a loaded module says of itself."""
    loaded = sys.modules.get(module)
    found = getattr(loaded, "__version__", None)
    return found if isinstance(found, str) else None


def numbers(version: str) -> tuple[int, ...]:
    """5.1.0 as (5, 1, 0), for comparing."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())
