"""The JSON Schema of a layout file, so that editors complete and check it while it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ..source.schema import json_schema
from .model import Accepted, Layout
from .scalars import FamilyName

EXTENDS: Final = {"type": "string", "description": "The layout from which this one differs."}


def layout_schema(families: Iterable[str]) -> dict[str, Any]:
    """A file that extends another may leave anything out; one that does not, nothing.

    families: the names of the families of type.
    """
    schema = json_schema(Layout, "A layout", names={FamilyName: sorted(map(str, families))})
    parts = schema.pop("$defs")
    whole = _required(schema, parts)
    for name, part in parts.items():
        if name != Accepted.__name__:  # stands in a list, and lists are never laid over each other
            part.pop("required")
    schema.pop("required")
    schema["properties"] = {"extends": EXTENDS, **schema["properties"]}
    return {**schema, "if": {"required": ["extends"]}, "else": whole, "$defs": parts}


def _required(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Only what the schema requires, all the way down."""
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    found: dict[str, Any] = {}
    if required := schema.get("required") or schema.get("propertyNames", {}).get("enum"):
        found["required"] = required
    below = {key: _required(part, parts) for key, part in schema.get("properties", {}).items()}
    if below := {key: part for key, part in below.items() if part}:
        found["properties"] = below
    each = schema.get("additionalProperties")
    if each and (inside := _required(each, parts)):
        found["additionalProperties"] = inside
    return found
