"""The schema that editors use is current, and agrees with what is read."""

from __future__ import annotations

import json
from typing import Any

from leaflets.layout.schema import layout_schema

from .shelf import ROOT, families

FILE = ROOT / "layouts" / "layout.schema.json"


def test_the_schema_is_current() -> None:
    # written by: leaflets schema layout > layouts/layout.schema.json
    assert json.loads(FILE.read_text(encoding="utf-8")) == layout_schema(families())


def _described(schema: Any) -> None:
    if isinstance(schema, dict):
        for key, part in schema.get("properties", {}).items():
            assert part.get("description"), key
        for name, part in schema.items():
            if name != "else":  # only repeats what is required
                _described(part)


def test_every_key_is_described() -> None:
    _described(layout_schema(families()))


def test_only_a_file_that_extends_may_leave_things_out() -> None:
    schema = layout_schema(families())
    assert schema["if"] == {"required": ["extends"]}
    whole = schema["else"]
    assert {"page", "styles", "boxes"} <= set(whole["required"])
    assert "accepts" not in whole["required"]
    assert "left" in whole["properties"]["page"]["properties"]["margins"]["required"]
    assert "footer" in whole["properties"]["styles"]["required"]
    assert "leading" in whole["properties"]["styles"]["additionalProperties"]["required"]
    assert "required" not in schema
    assert "required" not in schema["$defs"]["Style"]
    assert schema["$defs"]["Accepted"]["required"] == ["code", "reason"]


def test_families_are_offered() -> None:
    fonts = layout_schema(families())["$defs"]["Fonts"]["properties"]
    assert fonts["text"]["enum"] == ["atkinson-hyperlegible", "fira-sans"]


def test_every_layout_of_ours_points_editors_at_it() -> None:
    for path in sorted((ROOT / "layouts").glob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=layout.schema.json", path.name
