"""Help for people who write layouts: origins of values, a file to begin with, JSON Schema."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from leaflets.layout.authoring import layout_schema, starter_file, value_origins
from leaflets.layout.reading import read_layout
from tests.shipped import LAYOUTS, ROOT, families, shipped_layout

from .made_layouts import layout_loader

SCHEMA_FILE = ROOT / "layouts" / "layout.schema.json"


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_value_is_written_on_the_line_that_is_named(name: str) -> None:
    origins = value_origins(layout_loader(), name)
    assert len({origin.path for origin in origins}) == len(origins) > 150
    for origin in origins:
        text = (ROOT / origin.place.file).read_text("utf-8")
        line = text.splitlines()[origin.place.line - 1]
        assert origin.path.rpartition(".")[2] in line
        assert origin.value in line


def test_values_keep_the_order_of_the_extended_layout() -> None:
    standard = [origin.path for origin in value_origins(layout_loader(), "standard")]
    for name in LAYOUTS:
        paths = [origin.path for origin in value_origins(layout_loader(), name)]
        common = [path for path in paths if not path.startswith(("fit.", "accepts."))]
        assert common == [path for path in standard if path in common]
        assert {*standard} - {*common} <= {"fit"}


def test_a_list_of_plain_values_is_one_value() -> None:
    origins = {origin.path: origin for origin in value_origins(layout_loader(), "large-print")}
    assert origins["run-in"].value == "[]"
    assert origins["run-in"].place.file == "layouts/large-print.yaml"
    assert origins["fonts.fallback"].value == "[fira-sans, inter]"


def test_values_of_the_items_of_a_list_have_numbered_paths() -> None:
    text = "extends: standard\nsays: Made.\naccepts:\n  - code: L264\n    reason: Small.\n"
    origins = value_origins(layout_loader(made=text), "made")
    values = {origin.path: origin.value for origin in origins}
    assert (values["accepts.1.code"], values["accepts.1.reason"]) == ("L264", "Small.")


def test_a_changed_value_comes_from_the_layout_and_others_from_its_base() -> None:
    text = "extends: standard\nsays: Made.\nstyles:\n  body: {size: 13 pt}\n"
    origins = {origin.path: origin for origin in value_origins(layout_loader(made=text), "made")}
    assert origins["styles.body.size"].value == "13 pt"
    assert str(origins["styles.body.size"].place) == "made.yaml:4:16"
    assert origins["styles.body.leading"].place.file == "layouts/standard.yaml"


@pytest.mark.parametrize("base", LAYOUTS)
@pytest.mark.parametrize("uncommented", [False, True])
def test_a_starter_file_reads_as_its_base_with_and_without_its_comments(
    base: str, uncommented: bool
) -> None:
    text = starter_file(layout_loader(), "green", base)
    assert text.count("\n") < 60
    if uncommented:
        head, _, offered = text.partition("\n\n")
        text = head + "\n" + re.sub(r"^# ", "", offered, flags=re.MULTILINE)
        assert "\ncolours:\n" in text
    layout = read_layout(layout_loader(green=text), "green", families())
    original = shipped_layout(base)
    assert layout.styles == original.styles
    assert layout.page == original.page
    assert layout.colours == original.colours
    assert layout.fonts == original.fonts
    assert base in layout.says


def test_an_offered_value_can_be_uncommented_and_changed() -> None:
    text = starter_file(layout_loader(), "green", "letter")
    text = text.replace("# colours:", "colours:").replace("#   accent: ", "  accent: ")
    text = re.sub(r'^  accent: ".*"', '  accent: "#0B5D3B"', text, flags=re.MULTILINE)
    layout = read_layout(layout_loader(green=text), "green", families())
    assert {str(name): str(colour) for name, colour in layout.colours.items()}["accent"] == (
        "#0B5D3B"
    )


def test_the_schema_file_is_current() -> None:
    # written by: leaflets schema layout > layouts/layout.schema.json
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == layout_schema(families())


def _assert_described(schema: Any) -> None:
    if isinstance(schema, dict):
        for key, part in schema.get("properties", {}).items():
            assert part.get("description"), key
        for name, part in schema.items():
            if name != "else":  # holds only what is required
                _assert_described(part)


def test_the_schema_describes_every_key() -> None:
    _assert_described(layout_schema(families()))


def test_only_a_file_that_extends_may_leave_keys_out() -> None:
    schema = layout_schema(families())
    assert schema["if"] == {"required": ["extends"]}
    complete = schema["else"]
    assert {"page", "styles", "boxes"} <= set(complete["required"])
    assert "accepts" not in complete["required"]
    assert "left" in complete["properties"]["page"]["properties"]["margins"]["required"]
    assert "footer" in complete["properties"]["styles"]["required"]
    assert "leading" in complete["properties"]["styles"]["additionalProperties"]["required"]
    assert "required" not in schema
    assert "required" not in schema["$defs"]["Style"]
    assert schema["$defs"]["Accepted"]["required"] == ["code", "reason"]


def test_the_schema_lists_the_families_of_type() -> None:
    fonts = layout_schema(families())["$defs"]["Fonts"]["properties"]
    assert fonts["text"]["enum"] == ["atkinson-hyperlegible", "fira-sans", "inter"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_shipped_layout_names_its_schema_for_editors(name: str) -> None:
    first = (ROOT / "layouts" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=layout.schema.json"
