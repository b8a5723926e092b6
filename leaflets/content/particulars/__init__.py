"""Particulars: what concerns one patient and one dispensing.

In come the values of a row, or of a YAML or JSON file; out come checked `Particulars`, or a
ParticularsError with every fault. No fault and no representation repeats a value.
"""

from __future__ import annotations

from .choices import choices, placeholders
from .day_times import amounts_by_time
from .fields import DAY_TIMES, DIRECTIONS_NUMBER, FIELDS, OVERRIDES, USE, overrides_in
from .medicine import check_medicine, check_particulars
from .model import Particulars
from .reading import read_particulars

__all__ = [
    "DAY_TIMES", "DIRECTIONS_NUMBER", "FIELDS", "OVERRIDES", "USE", "Particulars",
    "amounts_by_time", "check_medicine", "check_particulars", "choices", "overrides_in",
    "placeholders", "read_particulars",
]  # fmt: skip
