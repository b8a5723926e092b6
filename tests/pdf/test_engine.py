"""The engine loads little, and what it leaves out is there when somebody asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-P", "-c", code]
    env = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(command, env=env, capture_output=True, check=True, text=True)
    return done.stdout.strip()


def test_nothing_that_is_not_needed_is_loaded() -> None:
    unwanted = (
        "reportlab.lib.rl_safe_eval",
        "reportlab.lib.rltempfile",
        "PIL.ExifTags",
        "tempfile",
    )
    code = (
        "from leaflets.pdf.lean import pictures_later; pictures_later();"
        "import leaflets.typesetting, sys;"
        f"print([name for name in {unwanted!r} if name in sys.modules])"
    )
    assert run(code) == "[]"


def test_what_is_left_out_is_there_when_it_is_called() -> None:
    code = """
from leaflets.pdf import engine
from reportlab.lib import utils
print(utils.rl_safe_eval("1 + 1"), utils.get_rl_tempdir()[:1])
from reportlab.lib.rl_safe_eval import rl_safe_eval
from reportlab.lib.rltempfile import get_rl_tempfile
from reportlab.platypus import Paragraph
print(rl_safe_eval("2 + 2"), Paragraph.__module__)
"""
    assert run(code).split() == ["2", "/", "4", "reportlab.platypus.paragraph"]


def test_pictures_are_loaded_when_there_are_some() -> None:
    code = """
from leaflets.pdf.lean import pictures_later
pictures_later()
from leaflets.pdf import engine
from io import BytesIO
from PIL import Image
out = BytesIO()
Image.new("RGB", (3, 2)).save(out, "PNG")
from reportlab.lib.utils import ImageReader
print(ImageReader(BytesIO(out.getvalue())).getSize())
"""
    assert run(code) == "(3, 2)"
