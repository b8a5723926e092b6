"""The ranks of blocks in two languages, which may be drawn side by side."""

from __future__ import annotations

from ..leaflet.pair_paths import MARK, language_of, own_path
from .elements import StructureTree

__all__ = ["share_ranks"]


def share_ranks(tree: StructureTree) -> None:
    """Let the leaves of a block in two languages share a rank: they may be drawn side by side."""
    paths = list(tree.leaves)
    places = {path: index for index, path in enumerate(paths)}
    for index, path in enumerate(paths):
        if language_of(path) is None:
            continue
        first, start = path.partition(MARK)[0], places.get(own_path(path), index)
        while start and _is_in(paths[start - 1], first):
            start -= 1
        rank = tree.ranks[paths[start]]
        tree.ranks.update(dict.fromkeys(paths[start : index + 1], rank))


def _is_in(path: str, block: str) -> bool:
    """Return whether a leaf is in a block, in either language."""
    return path == block or path.startswith((f"{block}/", block + MARK))
