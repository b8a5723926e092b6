"""Leaflets straight into records: each attached to the dispense that its request names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from ...base.errors import LeafletsError
from ...exchange.open_store import open_store
from ...records import Attachment, Override, Refused, Store, attachment_of, identity_of
from ..bodies import metadata_of
from ..journal import Journal, line_of
from ..model import Made, Setup
from ..work import Chunk, Done, Leaf, to_leaves
from .archive import CHUNK

__all__ = ["Attaching"]


class Attaching:
    """A store at an address. Twice is once, so that a batch can be done again.

    beside: the folder for the manifest. when: ISO date and time with its zone. by: who attaches.
    """

    size = CHUNK
    is_durable = True
    looks_again = False

    def __init__(self, address: str, beside: Path, setup: Setup, *, when: str, by: str) -> None:
        self._address, self._beside, self._setup = address, beside, setup
        self._when, self._by = when, by
        self._opened: Store | None = None

    def journal(self) -> Journal:
        """In a folder of its own."""
        return Journal(self._beside)

    def act(self) -> Callable[[Chunk], Done]:
        """Workers give the leaflets back."""
        return partial(to_leaves, self._setup)

    def kept(self, lines: Iterable[bytes], _: int) -> int:
        """How many lines tell of what is in the store, up to the first that failed."""
        count = 0
        with suppress(ValueError, KeyError):
            for line in lines:
                told = json.loads(line)
                if told["status"] != "made":  # it is tried again
                    break
                there = self._store().attachments(dispense=told["identifier"])
                if all(each.sha256 != told["sha256"] for each in there):
                    break
                count += 1
        return count

    def take(self, done: Done) -> Done:
        """Attach leaflets; what the store refuses has failed. Raises StoreError, WriteError."""
        if not done.leaves:
            return done
        refused: dict[str, LeafletsError] = {}
        for found in self._store().attach_many(self._pairs(done)):
            if isinstance(found, Refused):
                refused[found.attachment.dispense] = found.why
        return done if not refused else without(done, refused)

    def finish(self) -> None:
        """What was given back is durable."""

    def close(self) -> None:
        """Let go of the store."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _store(self) -> Store:
        self._opened = self._opened or open_store(self._address)
        return self._opened

    def _pairs(self, done: Done) -> Iterator[tuple[Attachment, bytes]]:
        for leaf in done.leaves:
            pdf = b"".join(leaf.parts(self._setup))
            yield self._attachment(leaf, pdf), pdf

    def _attachment(self, leaf: Leaf, pdf: bytes) -> Attachment:
        request = leaf.request
        return attachment_of(
            pdf,
            identity_of(metadata_of(self._setup, leaf.want), profile=request.key.profile),
            request.identifier,
            when=self._when,
            by=self._by,
            particulars=tuple(sorted(leaf.want.fields)),
            overrides=tuple(Override(code, reason) for code, reason in leaf.overrides.items()),
        )


def without(done: Done, refused: dict[str, LeafletsError]) -> Done:
    """What became of a chunk, some of which the store refused."""
    lines, failures = list(done.lines), list(done.failures)
    told = {json.loads(line)["identifier"]: at for at, line in enumerate(lines)}
    for leaf in done.leaves:
        if error := refused.get(leaf.request.identifier):
            failed = Made(leaf.request, "", error=error)
            failures.append(failed)
            lines[told[leaf.request.identifier]] = line_of(failed)
    return Done(tuple(lines), tuple(failures), done.kept)
