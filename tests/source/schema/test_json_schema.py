"""The JSON Schema of a shape says what reading accepts."""

from __future__ import annotations

from typing import Any

from leaflets.source.schema.json_schema import json_schema

from .shapes import Even, Tree

SCHEMA = json_schema(Tree, "A tree")


def test_the_schema_names_its_draft_and_closes_every_object() -> None:
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    for record in (SCHEMA, *SCHEMA["$defs"].values()):
        assert record["additionalProperties"] is False
        assert record["description"]
        assert all(field["description"] for field in record["properties"].values())


def test_required_keys_bounds_and_choices_are_in_the_schema() -> None:
    properties = SCHEMA["properties"]
    assert SCHEMA["required"] == ["name", "twig", "sort"]
    assert properties["height-m"]["maximum"] == 120
    assert properties["sort"]["enum"] == ["leafy", "needles"]
    assert properties["rings"]["anyOf"][0] == {"type": "integer", "multipleOf": 2}
    assert properties["near"]["maxProperties"] == 2


def test_a_shape_may_hold_itself() -> None:
    branch: dict[str, Any] = SCHEMA["$defs"]["Branch"]
    assert {"$ref": "#/$defs/Branch"} in branch["properties"]["branch"]["items"]["anyOf"]


def test_scalars_with_listed_values_become_enumerations() -> None:
    named = json_schema(Tree, "A tree", names={Even: ["2", "4"]})
    assert named["properties"]["rings"]["anyOf"][0] == {"enum": ["2", "4"]}
