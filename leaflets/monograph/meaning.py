"""Whether the values of a monograph make sense together. Each check says which parts it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import Fault
from ..yamltext import Mapping
from .sections import Sections

__all__ = ["meaning_faults"]


def meaning_faults(parts: dict[str, Any], node: Mapping, sections: Sections) -> Iterator[Fault]:
    """All faults of meaning in those parts of a monograph that could be read."""
    yield from ()
