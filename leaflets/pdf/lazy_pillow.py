"""Pillow, loaded only if a leaflet has pictures: for a command that makes one leaflet and ends.

ReportLab imports Pillow at once, which takes 5 % of a cold `leaflets render`
(tests/bench/cold.py); few leaflets have a logo or another picture that needs it.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

__all__ = ["load_pillow_when_used"]


def load_pillow_when_used() -> None:
    """Put a module in Pillow's place that loads itself when something of it is first used.

    Call it before ReportLab is imported, and only in a program of one thread: Python 3.11 does not
    guard the moment of loading.
    """
    spec = find_spec("PIL.Image")
    if "PIL.Image" in sys.modules or not spec or not spec.loader:
        return
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(sys.modules["PIL"])["Image"] = module
