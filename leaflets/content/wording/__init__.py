"""Our own words: one file for each language, complete or refused."""

from __future__ import annotations

from .model import Wording
from .reading import check_complete, load_complete_wording, load_wording, read_wording

__all__ = [
    "Wording", "check_complete", "load_complete_wording", "load_wording", "read_wording",
]  # fmt: skip
