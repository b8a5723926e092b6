"""The JSON Schema of monographs, with which editors complete, describe and check what is typed."""

from __future__ import annotations

from typing import Any

from ...source.schema.json_schema import json_schema
from .model import Monograph
from .scalars import PictogramName, RouteId
from .sections import Sections

__all__ = ["monograph_schema"]


def monograph_schema(sections: Sections) -> dict[str, Any]:
    """Return the schema (draft 2020-12), with the agreed sections, routes and pictograms."""
    names: dict[type, list[str]] = {
        RouteId: [str(route) for route in sections.routes],
        PictogramName: [str(name) for name in sections.pictograms],
    }
    schema = json_schema(Monograph, "A medicine monograph", names=names)
    keys = schema["properties"]["sections"]
    content = keys.pop("additionalProperties")
    del keys["propertyNames"]
    keys["properties"] = {
        str(entry.id): {"description": str(entry.says or entry.id), **content}
        for entry in sections.walk()
        if entry.text in ("monograph", "either")
    }
    keys["required"] = list(sections.required_ids)
    keys["additionalProperties"] = False
    return schema
