"""The same bytes on another machine's clock, time zone, locale, hash seed and working directory."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from .toy import draw

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "import sys, time; time.time = lambda: 1.0;"
    "from hashlib import sha256; from tests.pdf.toy import draw;"
    "print(sha256(draw()).hexdigest())"
)


@pytest.mark.parametrize(
    "machine",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8",
         "SOURCE_DATE_EPOCH": "99", "RL_invariant": "0", "RL_pageCompression": "0"},
    ],
)  # fmt: skip
def test_the_same_bytes_elsewhere(machine: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | machine,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == sha256(draw()).hexdigest()
