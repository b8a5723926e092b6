"""The JSON Schema of a shape, for editors: completion, descriptions, and most refusals.

`msgspec.json.schema` cannot write it: it refuses unions of structs without tags, and unions of a
custom scalar with other types.
"""

from __future__ import annotations

from typing import Any

from .declare import FileShape
from .kinds import Choice, Items, Kind, Named, Record, Scalar, Union, Whole
from .reading import record_of

__all__ = ["json_schema"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(
    shape: type[FileShape], title: str, *, names: dict[type, list[str]] | None = None
) -> dict[str, Any]:
    """Draft 2020-12, every field described. names: the values that scalar classes can have."""
    making = _Making(names or {})
    root = making.record(record_of(shape))
    return {"$schema": DRAFT, "title": title, **root, "$defs": dict(sorted(making.shared.items()))}


class _Making:
    def __init__(self, names: dict[type, list[str]]) -> None:
        self.names = names
        self.shared: dict[str, Any] = {}

    def kind(self, kind: Kind) -> dict[str, Any]:
        match kind:
            case Whole():
                return {"type": "integer", **_bounds("minimum", "maximum", (kind.least, kind.most))}
            case Scalar():
                known = self.names.get(kind.made)
                return {"enum": known} if known else dict(kind.made.json_schema())
            case Choice():
                return {"enum": list(kind.words)}
            case Items():
                bounds = _bounds("minItems", "maxItems", kind.bounds)
                return {"type": "array", "items": self.kind(kind.item), **bounds}
            case Named():
                return self.named(kind)
            case Record():
                return self.reference(kind)
            case Union():
                return {"anyOf": [self.kind(one) for one in kind.kinds]}
        return {
            "type": ["string", "number", "boolean"]
        }  # an editor guesses; we keep what was typed

    def named(self, kind: Named) -> dict[str, Any]:
        bounds = _bounds("minProperties", "maxProperties", kind.bounds)
        names = self.kind(kind.name)
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": self.kind(kind.value),
            **bounds,
        }

    def reference(self, kind: Record) -> dict[str, Any]:
        name = kind.shape.__name__
        if name not in self.shared:
            self.shared[name] = {}
            self.shared[name] = self.record(kind)
        return {"$ref": f"#/$defs/{name}"}

    def record(self, kind: Record) -> dict[str, Any]:
        says = (kind.shape.__doc__ or "").strip().splitlines()
        properties = {
            slot.key: {"description": slot.says, **self.kind(slot.kind)}
            for slot in kind.slots.values()
        }
        return {
            "description": says[0] if says else kind.shape.__name__,
            "type": "object",
            "properties": properties,
            "required": list(kind.required),
            "additionalProperties": False,
        }


def _bounds(low: str, high: str, bounds: tuple[float | None, float | None]) -> dict[str, float]:
    return {
        name: bound for name, bound in zip((low, high), bounds, strict=True) if bound is not None
    }
