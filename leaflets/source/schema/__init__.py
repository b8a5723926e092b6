"""Declared shapes: a class says once what a file may hold; reading, refusing and schema follow."""

from __future__ import annotations

from .declare import FileShape, InvalidText, field
from .faults import Faults, listed, nearest, suggestion
from .json_schema import json_schema
from .reading import read

__all__ = [
    "Faults",
    "FileShape",
    "InvalidText",
    "field",
    "json_schema",
    "listed",
    "nearest",
    "read",
    "suggestion",
]
