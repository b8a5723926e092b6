"""What a batch makes that is nobody's own, kept in the user's cache for the next batch.

It is found by the program, the setup and a key, and is good while all that was read for it is as
it was. Nothing of any patient is ever in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Final

from ..cache.identity import identity
from ..cache.store import Cache, Kept
from ..content.library.asked import listening
from ..content.library.shelf import all_hold
from .model import Setup

__all__ = ["Keep", "Keeping"]

MOST: Final = 200  # entries of one process: more would only push out what others have kept

Keep = Callable[[dict[str, Any], bytes], None]
"""Takes what is to be kept: what JSON can hold, and bytes."""


class Keeping:
    """What is kept of batches with a setup; nothing, where that names no folder for it."""

    def __init__(self, setup: Setup) -> None:
        self._cache = Cache(setup.cache) if setup.cache else None
        self._setup, self._said, self._left = setup, "", MOST

    def get(self, key: Sequence[str]) -> Kept | None:
        """What was kept, if all that was read then is as it was."""
        kept = self._cache.get(self._name(key)) if self._cache else None
        return kept if kept and all_hold(kept.about.pop("asked")) else None

    @contextmanager
    def heard(self, key: Sequence[str]) -> Iterator[Keep]:
        """Keep what is made inside, with all that is read meanwhile. Nothing, if that raises."""
        made: list[Kept] = []
        with listening() as asked:
            yield lambda about, content: made.append(Kept(about, content))
        if self._cache and self._left:
            self._left -= 1
            for kept in made:
                about = {**kept.about, "asked": list(asked)}
                self._cache.put(self._name(key), Kept(about, kept.content))

    def _name(self, key: Sequence[str]) -> str:
        setup = self._setup
        if not self._said:
            self._said = f"a batch\0{identity()}\0{setup.folder}\0{setup.date}\0{setup.pharmacy}"
        told = "\0".join([self._said, *key])
        return sha256(told.encode("utf-8", "surrogateescape")).hexdigest()
