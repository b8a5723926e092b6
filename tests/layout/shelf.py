"""Layouts for tests: ours, and made-up ones beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from leaflets.base.errors import Fault, LayoutError, NotFoundError
from leaflets.layout.families import Family, read_families
from leaflets.layout.model import Layout
from leaflets.layout.reading import read_layout

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml"))


@cache
def families() -> dict[str, Family]:
    """Our families of type."""
    return read_families((ROOT / "data" / "fonts.yaml").read_bytes(), "data/fonts.yaml")


def shelf(**texts: str) -> Callable[[str], tuple[bytes, str]]:
    """Find made-up layouts (an underscore stands for a hyphen), and ours."""

    def load(name: str) -> tuple[bytes, str]:
        if (made := texts.get(name.replace("-", "_"))) is not None:
            return made.encode(), f"{name}.yaml"
        if name not in SHIPPED:
            raise NotFoundError(f"There is no layout {name!r}.", "Did you mean standard?")
        return (ROOT / "layouts" / f"{name}.yaml").read_bytes(), f"layouts/{name}.yaml"

    return load


def look(text: str) -> Layout:
    """Read a made-up layout."""
    return read_layout(shelf(made=text), "made", families())


def over(*lines: str) -> Layout:
    """Read the standard layout with some changes."""
    return look("\n".join(["extends: standard", "says: Made up.", *lines, ""]))


def faults(text: str) -> tuple[Fault, ...]:
    """The faults of a made-up layout, which must have some."""
    with pytest.raises(LayoutError) as caught:
        look(text)
    return caught.value.faults


def faults_over(*lines: str) -> tuple[Fault, ...]:
    """The faults of the standard layout with some changes; the first change stands on line 3."""
    return faults("\n".join(["extends: standard", "says: Made up.", *lines, ""]))
