"""The JSON Schema of a shape, for editors: completion, descriptions, and most refusals.

`msgspec.json.schema` cannot write it: it refuses unions of structs without tags, and unions of a
custom scalar with other types.
"""

from __future__ import annotations

from typing import Any

from .declare import FileShape
from .kinds import (
    ChoiceKind,
    IntegerKind,
    Kind,
    ListKind,
    MappingKind,
    ScalarKind,
)
from .reading import shape_kind
from .shape_kinds import ShapeKind, UnionKind

__all__ = ["json_schema"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(
    shape: type[FileShape], title: str, *, names: dict[type, list[str]] | None = None
) -> dict[str, Any]:
    """Return the schema (draft 2020-12) of a shape, with a description of every field.

    names: for scalar classes whose values come from a list, that list.
    """
    schema = _Schema(names or {})
    root = schema.shape(shape_kind(shape))
    definitions = dict(sorted(schema.definitions.items()))
    return {"$schema": DRAFT, "title": title, **root, "$defs": definitions}


class _Schema:
    """Schemas of kinds; shapes go into `definitions` by their class names."""

    def __init__(self, names: dict[type, list[str]]) -> None:
        self.names = names
        self.definitions: dict[str, Any] = {}

    def kind(self, kind: Kind) -> dict[str, Any]:
        match kind:
            case IntegerKind():
                return {"type": "integer", **_bounds("minimum", "maximum", (kind.least, kind.most))}
            case ScalarKind():
                choices = self.names.get(kind.scalar)
                return {"enum": choices} if choices else dict(kind.scalar.json_schema())
            case ChoiceKind():
                return {"enum": list(kind.words)}
            case ListKind():
                bounds = _bounds("minItems", "maxItems", kind.bounds)
                return {"type": "array", "items": self.kind(kind.item), **bounds}
            case MappingKind():
                return self.mapping(kind)
            case ShapeKind():
                return self.reference(kind)
            case UnionKind():
                return {"anyOf": [self.kind(member) for member in kind.kinds]}
        # a text: an editor reads 12 as a number, we read it as typed
        return {"type": ["string", "number", "boolean"]}

    def mapping(self, kind: MappingKind) -> dict[str, Any]:
        return {
            "type": "object",
            "propertyNames": self.kind(kind.name),
            "additionalProperties": self.kind(kind.value),
            **_bounds("minProperties", "maxProperties", kind.bounds),
        }

    def reference(self, kind: ShapeKind) -> dict[str, Any]:
        name = kind.shape.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # before its fields, which may refer to it
            self.definitions[name] = self.shape(kind)
        return {"$ref": f"#/$defs/{name}"}

    def shape(self, kind: ShapeKind) -> dict[str, Any]:
        description = (kind.shape.__doc__ or "").strip().splitlines()
        properties = {
            field.key: {"description": field.says, **self.kind(field.kind)}
            for field in kind.fields.values()
        }
        return {
            "description": description[0] if description else kind.shape.__name__,
            "type": "object",
            "properties": properties,
            "required": list(kind.required),
            "additionalProperties": False,
        }


def _bounds(low: str, high: str, bounds: tuple[float | None, float | None]) -> dict[str, float]:
    return {
        name: bound for name, bound in zip((low, high), bounds, strict=True) if bound is not None
    }
