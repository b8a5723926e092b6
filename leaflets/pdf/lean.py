"""For a program of one thread that makes one leaflet and ends: pictures only if there are some."""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

__all__ = ["pictures_later"]


def pictures_later() -> None:
    """Let PIL, which ReportLab imports at once, load itself when something of it is first used.

    That spares 10 ms. Not for programs with threads: Python 3.11 does not guard that moment.
    """
    spec = find_spec("PIL.Image")
    if "PIL.Image" in sys.modules or not spec or not spec.loader:
        return
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(sys.modules["PIL"])["Image"] = module
