"""ReportLab, hardened before its first import and the same on every machine.

ReportLab executes settings found in the working directory, the home folder and the environment,
searches the system for fonts, and lets colours be expressions. None of that can happen here: it is
imported once, through this module, with its settings fixed. Nothing else imports it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from ..base.limits import PICTURE_PIXELS

# modules that ReportLab looks for and executes: in the import path, in its own and the home folder
OUTSIDERS = (
    "reportlab_settings",
    "reportlab.local_rl_settings",
    "reportlab_mods",
    "reportlab.local_rl_mods",
)
# what ReportLab's modules take from others and we never call: loaded when somebody does
LATER = {
    "reportlab.lib.rl_safe_eval": (
        "rl_safe_exec", "rl_safe_eval", "safer_globals", "rl_extended_literal_eval",
    ),
    "reportlab.lib.rltempfile": ("get_rl_tempfile", "get_rl_tempdir"),
}  # fmt: skip
SEARCHED = ("T1SearchPath", "TTFSearchPath", "CMapSearchPath")  # for fonts of the system


@contextmanager
def _alone() -> Iterator[None]:
    """Import with no settings but ReportLab's own: none from files, none from RL_ variables."""
    outside = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
    for name in OUTSIDERS:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules["reportlab_settings"]).update(dict.fromkeys(SEARCHED, ()))
    here, os.getcwd = os.getcwd, lambda: os.sep  # it asks, and the folder may be gone
    try:
        yield
    finally:
        os.getcwd = here
        os.environ.update(outside)


@contextmanager
def _lighter() -> Iterator[None]:
    """Import without what only evaluates expressions or makes temporary files: 10 ms less.

    Whoever calls it gets the real thing, loaded then.
    """
    absent = [name for name in LATER if name not in sys.modules]
    for name in absent:
        stand_in = ModuleType(name)
        vars(stand_in).update({each: _later(name, each) for each in LATER[name]})
        sys.modules[name] = stand_in
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _later(module: str, function: str) -> Callable[..., object]:
    def call(*given: object, **named: object) -> object:
        return getattr(import_module(module), function)(*given, **named)

    return call


@contextmanager
def _without_the_rest_of_platypus() -> Iterator[None]:
    """Import one module of platypus without its package's eight others; they take 30 ms to load.

    The stand-in package is gone afterwards, so that a caller's own `import reportlab.platypus`
    gets the real one, with the same Flowable.
    """
    name = "reportlab.platypus"
    if name in sys.modules:
        yield
        return
    import reportlab

    package = ModuleType(name)
    package.__path__ = [os.path.join(reportlab.__path__[0], "platypus")]  # noqa: PTH118
    sys.modules[name] = package
    try:
        yield
    finally:
        del sys.modules[name]


def _settle() -> None:
    from reportlab import rl_config
    from reportlab.lib.utils import ImageReader

    rl_config.trustedHosts = []
    rl_config.trustedSchemes = []
    rl_config.toColorCanUse = None
    rl_config.invariant = 1
    rl_config.useA85 = 0
    rl_config.pageCompression = 1
    rl_config.warnOnMissingFontGlyphs = 0  # we refuse them ourselves, by name and place
    for name in SEARCHED:
        setattr(rl_config, name, [])
    ImageReader.set_max_image_size(PICTURE_PIXELS)


with _alone(), _lighter():
    _settle()
    from reportlab.lib.colors import Color
    from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

    with _without_the_rest_of_platypus():
        from reportlab.platypus.flowables import Flowable

__all__ = [
    "Canvas",
    "Color",
    "Flowable",
    "PDFTextObject",
    "TTFont",
    "pdfdoc",
    "pdfmetrics",
    "ttfonts",
]
