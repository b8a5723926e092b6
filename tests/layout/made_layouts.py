"""Layouts made up for tests, which may extend the shipped ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaflets.base.errors import Fault, LayoutError, NotFoundError
from leaflets.layout.model import Layout
from leaflets.layout.reading import read_layout
from tests.shipped import LAYOUTS, ROOT, families


def layout_loader(**texts: str) -> Callable[[str], tuple[bytes, str]]:
    """Load made-up layouts (an underscore in a name stands for a hyphen), and shipped ones."""

    def load(name: str) -> tuple[bytes, str]:
        if (text := texts.get(name.replace("-", "_"))) is not None:
            return text.encode(), f"{name}.yaml"
        if name not in LAYOUTS:
            raise NotFoundError(f"There is no layout {name!r}.", "Did you mean standard?")
        return (ROOT / "layouts" / f"{name}.yaml").read_bytes(), f"layouts/{name}.yaml"

    return load


def layout_from(text: str) -> Layout:
    """Read a made-up layout."""
    return read_layout(layout_loader(made=text), "made", families())


def standard_with(*lines: str) -> Layout:
    """Read the standard layout with some changes."""
    return layout_from(_extending_standard(lines))


def faults_of(text: str) -> tuple[Fault, ...]:
    """Return the faults of a made-up layout, which must have some."""
    with pytest.raises(LayoutError) as caught:
        layout_from(text)
    return caught.value.faults


def faults_with(*lines: str) -> tuple[Fault, ...]:
    """Return the faults of the standard layout with some changes, the first one on line 3."""
    return faults_of(_extending_standard(lines))


def _extending_standard(lines: tuple[str, ...]) -> str:
    return "\n".join(["extends: standard", "says: Made up.", *lines, ""])
