"""The program's own words: one file of data/wording for each language.

In comes a wording file, found by its language in a library. Out comes a `Wording`, every phrase of
which is checked: a missing key, a wrong gap or plural form is refused with a WordingError.
"""

from __future__ import annotations

from .model import Wording
from .reading import check_complete, load_complete_wording, load_wording, read_wording

__all__ = [
    "Wording", "check_complete", "load_complete_wording", "load_wording",
    "read_wording",
]  # fmt: skip
