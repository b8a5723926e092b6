"""Paths of blocks where a leaflet has each of them in two languages."""

from __future__ import annotations

from typing import Final

__all__ = [
    "MARK", "begins_second_language", "first_path", "in_second_language",
    "inside_second_language", "is_partner", "language_of", "own_path",
]  # fmt: skip

MARK: Final = "@"  # before the language of a block in the second one; is in no other path


def in_second_language(path: str, language: str) -> str:
    """Return the path of the same block in the second language (BCP 47)."""
    return f"{path}{MARK}{language}"


def inside_second_language(path: str, block: str, language: str) -> str:
    """Return the path of what is in a block, or of the block itself, in the second language."""
    below = path.removeprefix(block)
    below = below if below != path else f"/{path}"
    return in_second_language(block, language) + below


def language_of(path: str) -> str | None:
    """Return the second language if a path is that of a block in it, else None."""
    _, mark, rest = path.partition(MARK)
    return rest.partition("/")[0] if mark else None


def begins_second_language(path: str) -> bool:
    """Return whether a path is that of a block in the second language, within one of the first."""
    _, mark, rest = path.partition(MARK)
    return bool(mark) and "/" not in rest


def first_path(path: str) -> str:
    """Return the path of the same block in the first language."""
    beginning, _, rest = path.partition(MARK)
    _, slash, below = rest.partition("/")
    return f"{beginning}{slash}{below}"


def own_path(path: str) -> str:
    """Return what follows the block in the second language: the path of a part named otherwise."""
    return path.partition(MARK)[2].partition("/")[2]


def is_partner(path: str, other: str) -> bool:
    """Return whether a path is that of another block in the second language."""
    return path.startswith(other + MARK) and "/" not in path[len(other) :]
