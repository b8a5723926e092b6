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


def test_other_platypus_modules_are_loaded_only_when_they_are_imported() -> None:
    code = """
import sys
from leaflets.pdf.engine import Flowable
print(sorted(name for name in sys.modules if name.startswith("reportlab.platypus")))
from reportlab.platypus import Paragraph
print(Paragraph.__module__, issubclass(Paragraph, Flowable))
"""
    assert run(code).splitlines() == [
        "['reportlab.platypus.flowables']",
        "reportlab.platypus.paragraph True",
    ]
