"""Importing the engine leaves ReportLab whole for other code of the process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(code: str) -> str:
    """Run code in a fresh interpreter; return what it prints."""
    command = [sys.executable, "-P", "-c", code]
    env = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(command, env=env, capture_output=True, check=True, text=True)
    return done.stdout.strip()


def test_modules_that_a_leaflet_does_not_need_are_not_loaded() -> None:
    unneeded = (
        "reportlab.platypus", "reportlab.lib.rl_safe_eval", "reportlab.lib.rltempfile",
        "PIL.ExifTags", "tempfile",
    )  # fmt: skip
    code = (
        "from leaflets.pdf.lazy_pillow import load_pillow_when_used; load_pillow_when_used();"
        "import leaflets.typesetting.draw, sys;"
        f"print([name for name in {unneeded!r} if name in sys.modules])"
    )
    assert run(code) == "[]"


def test_deferred_functions_are_loaded_when_they_are_called() -> None:
    code = """
from leaflets.pdf import engine
from reportlab.lib import utils
print(utils.rl_safe_eval("1 + 1"), utils.get_rl_tempdir()[:1])
from reportlab.lib.rl_safe_eval import rl_safe_eval
print(rl_safe_eval("2 + 2"))
"""
    assert run(code).split() == ["2", "/", "4"]


def test_pillow_is_loaded_when_there_is_a_picture() -> None:
    code = """
from leaflets.pdf.lazy_pillow import load_pillow_when_used
load_pillow_when_used()
from leaflets.pdf import engine
from io import BytesIO
from PIL import Image
out = BytesIO()
Image.new("RGB", (3, 2)).save(out, "PNG")
from reportlab.lib.utils import ImageReader
print(ImageReader(BytesIO(out.getvalue())).getSize())
"""
    assert run(code) == "(3, 2)"
