"""Tools of the system that some faults need. In CI their absence is a failure, not a skip."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from typing import NoReturn

import pytest


def lacking(what: str, *, whole: bool = False) -> NoReturn:
    """Skip for whoever has not got it; fail where it was promised. whole: a file of tests."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and CI=true promises it")
    pytest.skip(what, allow_module_level=whole)


@cache
def _works(*command: str) -> bool:
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def strace(*options: str) -> tuple[str, ...]:
    """The beginning of a command that injects faults."""
    if not _works("strace", "-qq", "-o", os.devnull, "true"):
        lacking("strace is not installed, or may not trace")
    return ("strace", "-qq", "-f", "-o", os.devnull, *options)


def unshare(*options: str) -> tuple[str, ...]:
    """The beginning of a command that runs apart from the system."""
    if not _works("unshare", *options, "true"):
        lacking(f"unshare {' '.join(options)} is not permitted")
    return ("unshare", *options)
