"""Declared shapes: a class says once what a file may hold; reading, refusing and schema follow."""

from __future__ import annotations

from .declare import Refused, field
from .faults import nearest
from .reading import read, read_parts
from .schema import json_schema

__all__ = ["Refused", "field", "json_schema", "nearest", "read", "read_parts"]
