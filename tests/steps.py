"""Count the steps of a piece of work, where a test says that it must not grow too fast.

A count is the same on a slow machine and on a busy one, which a time is not. What takes long inside
one call into C, such as a regular expression, shows as a test that does not end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python the work runs."""
    count = 0

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
