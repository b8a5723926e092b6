"""Declared shapes: a class states once what a file may hold.

In come the values of a YAML file and a shape (a subclass of `FileShape`, its fields declared with
`field`). `read` returns an instance of the shape, or raises all faults of the file together, each
with its place. `json_schema.json_schema` returns the JSON Schema of a shape, for editors.
"""

from __future__ import annotations

from .declare import FileShape, InvalidText, field
from .faults import Faults, listed, nearest, quoted, suggestion
from .reading import read

__all__ = [
    "Faults",
    "FileShape",
    "InvalidText",
    "field",
    "listed",
    "nearest",
    "quoted",
    "read",
    "suggestion",
]
