"""Help for people who write layouts: where values come from, a file to begin with, JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ..base.errors import Place
from ..source.schema.extends import Load
from ..source.schema.json_schema import json_schema
from ..source.yaml import Mapping, Node, Sequence, Text
from .model import Accepted, Layout
from .reading import merge_files
from .scalars import FamilyName


class ValueOrigin(NamedTuple):
    """A value of a layout, and where it was written. path: its keys, joined by dots."""

    path: str
    value: str
    place: Place


def value_origins(load: Load, name: str) -> tuple[ValueOrigin, ...]:
    """Return every value of a layout with the file and line that it comes from."""
    return tuple(_origins(merge_files(load, name)))


def _origins(node: Node, path: tuple[str, ...] = ()) -> Iterator[ValueOrigin]:
    """Yield the values of a node; a list of plain values is one value, as it is replaced whole."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _origins(value, (*path, str(key)))
    elif isinstance(node, Sequence) and not all(isinstance(value, Text) for value in node):
        for number, value in enumerate(node, 1):
            yield from _origins(value, (*path, str(number)))
    else:
        text = f"[{', '.join(map(str, node))}]" if isinstance(node, Sequence) else str(node)
        yield ValueOrigin(".".join(path), text, node.place)


STARTER_HEAD: Final = """\
# {name}: a look of our own. Whatever is not said here stays as in {base}.
# To change something, delete the # and the space before it, then its value. Then ask whether people
# can read it, and look at a specimen:
#
#     leaflets layout check {name} --data FOLDER
#     leaflets layout sample {name} --data FOLDER
#
# `leaflets layout show {base}` lists every value that can be changed.
extends: {base}
says: {says}
"""
# what a starter file offers to change: a comment, and the key whose values stand below it
OFFERED_VALUES: Final = (
    ("Colours. Words keep at least 7 to 1 against what is behind them.", "colours"),
    ("The sheet's white edges.", "page.margins"),
    ("Type of running text and of list items: size, and distance from line to line.", "styles"),
    ("How many pages, and in what type; none: as many as it takes.", "fit"),
    ("The family of type: atkinson-hyperlegible, fira-sans or inter.", "fonts.text"),
)
OFFERED_STYLES: Final = {
    f"styles.{role}.{key}"
    for role in ("title", "heading-2", "body", "item")
    for key in ("size", "leading")
}


def starter_file(load: Load, name: str, base: str) -> str:
    """Return the text of a layout that extends `base`, with values of `base` as comments."""
    description = f'"{name}, which begins from {base}."'
    parts = [STARTER_HEAD.format(name=name, base=base, says=description)]
    values = {origin.path: origin.value for origin in value_origins(load, base)}
    for comment, key in OFFERED_VALUES:
        offered = {path: value for path, value in values.items() if _is_offered(path, key)}
        parts.append("\n".join(["", f"## {comment}", *_commented_lines(offered), ""]))
    return "".join(parts)


def _is_offered(path: str, key: str) -> bool:
    if key == "styles":
        return path in OFFERED_STYLES
    return path == key or path.startswith(f"{key}.")


def _commented_lines(values: dict[str, str]) -> list[str]:
    """Return values by path as commented lines of YAML, with a line for each key above them."""
    lines: list[str] = []
    open_groups: list[str] = []
    for path, value in values.items():
        *groups, last = path.split(".")
        for depth, group in enumerate(groups):
            if open_groups[: depth + 1] != groups[: depth + 1]:
                lines.append(f"# {'  ' * depth}{group}:")
        open_groups = groups
        quoted_value = f'"{value}"' if value.startswith("#") else value
        lines.append(f"# {'  ' * len(groups)}{last}: {quoted_value}")
    return lines


EXTENDS_SCHEMA: Final = {
    "type": "string",
    "description": "The layout from which this one differs.",
}


def layout_schema(families: Iterable[str]) -> dict[str, Any]:
    """Return the JSON Schema of a layout file, with which editors complete and check it.

    A file that extends another may leave anything out; a file that extends none, nothing.
    families: the names of the families of type.
    """
    schema = json_schema(Layout, "A layout", names={FamilyName: sorted(map(str, families))})
    parts = schema.pop("$defs")
    complete = _requirements(schema, parts)
    for name, part in parts.items():
        if name != Accepted.__name__:  # its list replaces that of the base, so it is never partial
            part.pop("required")
    schema.pop("required")
    schema["properties"] = {"extends": EXTENDS_SCHEMA, **schema["properties"]}
    return {**schema, "if": {"required": ["extends"]}, "else": complete, "$defs": parts}


def _requirements(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that only says which keys are required, at every depth."""
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    result: dict[str, Any] = {}
    if required := schema.get("required") or schema.get("propertyNames", {}).get("enum"):
        result["required"] = required
    below = {key: _requirements(part, parts) for key, part in schema.get("properties", {}).items()}
    if below := {key: part for key, part in below.items() if part}:
        result["properties"] = below
    values = schema.get("additionalProperties")
    if values and (inside := _requirements(values, parts)):
        result["additionalProperties"] = inside
    return result
