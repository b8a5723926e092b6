"""Warnings about the requests of a batch, which refuse none of them by default."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..base.errors import Fault

__all__ = ["WarningList"]

REPORTED: Final = 100  # nobody reads on


class WarningList:
    """Warnings, of which the first are kept. more: how many others there are."""

    def __init__(self) -> None:
        self.first: list[Fault] = []
        self.more = 0

    def extend(self, faults: Iterable[Fault]) -> None:
        """Add warnings."""
        for fault in faults:
            if len(self.first) < REPORTED:
                self.first.append(fault)
            else:
                self.more += 1
