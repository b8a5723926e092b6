"""A new layout to begin from: what it extends, and the values that most want to change."""

from __future__ import annotations

from typing import Final

from ..source.schema.extends import Load
from .explain import explain

HEAD: Final = """\
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
# what is offered: a remark, and the values below one key that are shown with it
OFFERED: Final = (
    ("Colours. Words keep at least 7 to 1 against what is behind them.", "colours"),
    ("The sheet's white edges.", "page.margins"),
    ("Type of running text and of list items: size, and distance from line to line.", "styles"),
    ("How many pages, and in what type; none: as many as it takes.", "fit"),
    ("The family of type: atkinson-hyperlegible or fira-sans.", "fonts.text"),
)
TYPE: Final = {
    f"styles.{role}.{what}"
    for role in ("title", "heading-2", "body", "item")
    for what in ("size", "leading")
}


def beginning(load: Load, name: str, base: str) -> str:
    """The text of a layout that extends another, with that one's values as remarks."""
    says = f'"{name}, which begins from {base}."'
    parts = [HEAD.format(name=name, base=base, says=says)]
    known = {each.path: each.value for each in explain(load, base)}
    for remark, path in OFFERED:
        values = {key: value for key, value in known.items() if _offered(key, path)}
        parts.append("\n".join(["", f"## {remark}", *_keys(values), ""]))
    return "".join(parts)


def _offered(key: str, path: str) -> bool:
    if path == "styles":
        return key in TYPE
    return key == path or key.startswith(f"{path}.")


def _keys(values: dict[str, str]) -> list[str]:
    """The values as lines of YAML, each a remark, with the keys above them where they change."""
    lines: list[str] = []
    above: list[str] = []
    for key, value in values.items():
        *groups, last = key.split(".")
        for depth, group in enumerate(groups):
            if above[: depth + 1] != groups[: depth + 1]:
                lines.append(f"# {'  ' * depth}{group}:")
        above = groups
        written = f'"{value}"' if value.startswith("#") else value
        lines.append(f"# {'  ' * len(groups)}{last}: {written}")
    return lines
