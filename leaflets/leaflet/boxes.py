"""Boxes with a heading, and what is said where one of them is torn."""

from __future__ import annotations

from collections.abc import Iterable

from ..content.wording import Wording
from .model import Block, Box, BoxKind, Heading, Words
from .phrasebook import fill, to_words

__all__ = ["box_with_heading"]


def box_with_heading(
    wording: Wording, path: str, kind: BoxKind, heading: Words, blocks: Iterable[Block]
) -> Box:
    """Blocks set apart, under a heading."""
    says = wording.boxes
    return Box(
        path,
        kind,
        Heading(f"{path}/heading", 2, heading),
        tuple(blocks),
        fill(says.continued, heading=heading),
        to_words(says.goes_on),
    )
