"""What the shelves were asked, and answered: while all of it holds, nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from ...base.hashing import sha256

__all__ = ["Asked", "How", "listening", "note"]

How = Literal["read", "has", "list", "file", "folder"]


class Asked(NamedTuple):
    """A question and its answer.

    how: read a file of a shelf, whether it has one, list a folder of it; read a file elsewhere,
    whether a folder is there. root: of the shelf, or the path. parts: below it.
    """

    how: How
    root: str
    parts: tuple[str, ...]
    answer: str


_heard: list[dict[Asked, None]] = []


@contextmanager
def listening() -> Iterator[dict[Asked, None]]:
    """Everything that is asked inside, each once, in order."""
    heard: dict[Asked, None] = {}
    _heard.append(heard)
    try:
        yield heard
    finally:
        _heard.remove(heard)


def note(how: How, root: object, parts: tuple[str, ...], answer: object) -> None:
    """Tell those who listen."""
    if _heard:
        asked = Asked(how, str(root), parts, spelled(answer))
        for heard in _heard:
            heard[asked] = None


def spelled(answer: object) -> str:
    """An answer for comparing: of a file its digest, of a folder its names."""
    if isinstance(answer, bytes):
        return sha256(answer).hexdigest()
    return "\n".join(answer) if isinstance(answer, list) else str(answer)
