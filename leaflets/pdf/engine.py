"""ReportLab, imported with fixed settings, so that it behaves the same on every machine.

By itself, ReportLab executes settings that it finds in the working directory, the home folder and
the environment, searches the system for fonts, and evaluates colours as expressions. This module
imports it with all of that switched off. No other module imports it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from ..base.limits import PICTURE_PIXELS

# modules with settings that ReportLab looks for on the import path, in its own folder and at home
SETTINGS_MODULES = (
    "reportlab_settings",
    "reportlab.local_rl_settings",
    "reportlab_mods",
    "reportlab.local_rl_mods",
)
# functions that ReportLab imports and this program never calls: loaded if somebody calls them
DEFERRED = {
    "reportlab.lib.rl_safe_eval": (
        "rl_safe_exec", "rl_safe_eval", "safer_globals", "rl_extended_literal_eval",
    ),
    "reportlab.lib.rltempfile": ("get_rl_tempfile", "get_rl_tempdir"),
}  # fmt: skip
FONT_PATHS = ("T1SearchPath", "TTFSearchPath", "CMapSearchPath")  # settings: where fonts are sought


@contextmanager
def _own_settings_only() -> Iterator[None]:
    """Hide settings modules, RL_ variables and the working directory during the import."""
    outside = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
    for name in SETTINGS_MODULES:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules["reportlab_settings"]).update(dict.fromkeys(FONT_PATHS, ()))
    getcwd, os.getcwd = os.getcwd, lambda: os.sep  # ReportLab calls it; the folder may be gone
    try:
        yield
    finally:
        os.getcwd = getcwd
        os.environ.update(outside)


@contextmanager
def _deferred_modules() -> Iterator[None]:
    """Stand in for modules that evaluate expressions or make temporary files.

    They take 3 % of a cold render (tests/bench/cold.py). A stand-in loads the real function when
    somebody calls it.
    """
    absent = [name for name in DEFERRED if name not in sys.modules]
    for name in absent:
        stand_in = ModuleType(name)
        vars(stand_in).update({item: _deferred(name, item) for item in DEFERRED[name]})
        sys.modules[name] = stand_in
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _deferred(module: str, function: str) -> Callable[..., object]:
    def call(*arguments: object, **options: object) -> object:
        return getattr(import_module(module), function)(*arguments, **options)

    return call


@contextmanager
def _without_shaping() -> Iterator[None]:
    """Keep ReportLab from loading HarfBuzz, which it does wherever HarfBuzz is installed.

    Letters that need it are shaped by `shaping`. Here it would take 9 % of a cold render
    (tests/bench/cold.py).
    """
    absent = "uharfbuzz" not in sys.modules
    if absent:
        sys.modules["uharfbuzz"] = None  # type: ignore[assignment]  # an import of it fails
    try:
        yield
    finally:
        if absent:
            del sys.modules["uharfbuzz"]


def _fix_settings() -> None:
    from reportlab import rl_config
    from reportlab.lib.utils import ImageReader

    rl_config.trustedHosts = []
    rl_config.trustedSchemes = []
    rl_config.toColorCanUse = None
    rl_config.invariant = 1
    rl_config.useA85 = 0
    rl_config.pageCompression = 1
    rl_config.warnOnMissingFontGlyphs = 0  # a missing glyph is an error of ours, with its place
    for name in FONT_PATHS:
        setattr(rl_config, name, [])
    ImageReader.set_max_image_size(PICTURE_PIXELS)


with _own_settings_only(), _deferred_modules(), _without_shaping():
    _fix_settings()
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["Canvas", "TTFont", "pdfmetrics"]
