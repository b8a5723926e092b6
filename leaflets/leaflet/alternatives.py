"""Other compositions of a full leaflet, for pages on which its warnings would not come first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from .model import Block, Box, Heading, Leaflet
from .urgency import URGENCY

__all__ = ["warnings_first"]


def warnings_first(leaflet: Leaflet) -> Iterator[Leaflet]:
    """Yield the leaflet with its warning boxes earlier: before the key points, or below the title.

    Nothing is yielded for a leaflet without warning boxes.
    """
    blocks = leaflet.blocks
    warnings = [block for block in blocks if _is_warning(block)]
    if not warnings:
        return
    first_warning = blocks.index(warnings[0])
    points = next((n for n, block in enumerate(blocks) if _has_key_points(block)), first_warning)
    below_title = next(n for n, block in enumerate(blocks) if isinstance(block, Heading)) + 1
    for index in (points, below_title):
        if index < first_warning:
            others = [block for block in blocks[index:] if not _is_warning(block)]
            yield replace(leaflet, blocks=(*blocks[:index], *warnings, *others))


def _has_key_points(block: Block) -> bool:
    return isinstance(block, Box) and block.kind == "key-points"


def _is_warning(block: Block) -> bool:
    return isinstance(block, Box) and block.kind in URGENCY.values()
