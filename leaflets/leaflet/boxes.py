"""Boxes with a heading, and what is said where one of them is torn."""

from __future__ import annotations

from collections.abc import Iterable

from ..content.wording import Wording
from .model import Block, Box, BoxKind, Heading, Words
from .phrasebook import filled, words

__all__ = ["boxed"]


def boxed(
    wording: Wording, path: str, kind: BoxKind, heading: Words, blocks: Iterable[Block]
) -> Box:
    """Blocks set apart, under a heading."""
    says = wording.boxes
    return Box(
        path,
        kind,
        Heading(f"{path}/heading", 2, heading),
        tuple(blocks),
        filled(says.continued, heading=heading),
        words(says.goes_on),
    )
