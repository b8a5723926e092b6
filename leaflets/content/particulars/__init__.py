"""What concerns one patient and one dispensing: read, checked, and never told in a message."""

from __future__ import annotations

from .model import FIELDS, Particulars
from .reading import read_particulars

__all__ = ["FIELDS", "Particulars", "read_particulars"]
