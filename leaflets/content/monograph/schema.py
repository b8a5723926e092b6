"""The JSON Schema of monographs, by which editors complete, describe and check as one types."""

from __future__ import annotations

from typing import Any

from ...source.schema import json_schema
from .model import Monograph
from .scalars import PictogramName, RouteId
from .sections import Sections

__all__ = ["monograph_schema"]


def monograph_schema(sections: Sections) -> dict[str, Any]:
    """Draft 2020-12, with the agreed sections, routes and pictograms."""
    routes = [str(route) for route in sections.routes]
    names: dict[type, list[str]] = {
        RouteId: routes,
        PictogramName: [str(name) for name in sections.pictograms],
    }
    schema = json_schema(Monograph, "A medicine monograph", names=names)
    told = schema["properties"]["sections"]
    content = told.pop("additionalProperties")
    del told["propertyNames"]
    told["properties"] = {
        str(part.id): {"description": str(part.says or part.id), **content}
        for part in sections.walk()
        if part.text == "monograph"
    }
    told["required"] = list(sections.required_ids)
    told["additionalProperties"] = False
    return schema
