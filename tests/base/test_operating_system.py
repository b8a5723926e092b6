"""What a process asks of its operating system."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

PROGRAM = """
from pathlib import Path
from leaflets.base.operating_system import return_freed_memory

def held():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

blocks = [bytes(75_000) for _ in range(2000)]
blocks = blocks[::100]  # the others are freed, with something left between them
before = held()
return_freed_memory()
print(before - held())
"""


def test_freed_memory_goes_back_to_the_system() -> None:
    if not (sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")):
        pytest.skip("only glibc has memory to return")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 100_000  # kB, of 146,000
