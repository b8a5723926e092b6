"""What became of one document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from ..base.errors import Fault, Place
from .model import Omission

__all__ = ["Outcome", "State", "failure"]

State = Literal["imported", "unchanged", "set aside", "failed"]


class Outcome(Struct, frozen=True):
    """What became of one document.

    place: of the document: its source, and its path there. target: the file of the monograph, if
    there is one. words: how many stand in it. faults: why the document failed or was set aside.
    changes: how often each kind of sign was read as what it stands for.
    """

    place: Place
    state: State
    target: str | None = None
    words: int = 0
    faults: tuple[Fault, ...] = ()
    omissions: tuple[Omission, ...] = ()
    changes: Mapping[str, int] = msgspec.field(default_factory=dict)


def failure(place: Place, faults: tuple[Fault, ...]) -> Outcome:
    """Return the outcome of a document that cannot be imported."""
    return Outcome(place, "failed", faults=faults)
