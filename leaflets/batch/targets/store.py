"""Leaflets in a record store: each is attached to the dispense that its request names."""

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
from ..journal import Journal, manifest_line
from ..model import Outcome, Setup
from ..work import Chunk, ChunkResult, PackedLeaflet, pack_leaflets
from .archive import CHUNK
from .target import Target

__all__ = ["StoreTarget"]


class StoreTarget(Target):
    """The store at an address. Attaching a leaflet again changes nothing.

    folder: for the journal, because a store has no place for it. when: ISO date and time with its
    zone. by: who attaches the leaflets. token: for a server, or None.
    """

    chunk_size = CHUNK
    is_durable = True
    workers_resume = False

    def __init__(
        self,
        address: str,
        folder: Path,
        setup: Setup,
        *,
        when: str,
        by: str,
        token: str | None = None,
    ) -> None:
        self._address, self._folder, self._setup = address, folder, setup
        self._when, self._by, self._token = when, by, token
        self._opened: Store | None = None

    def journal(self) -> Journal:
        """Return the journal, which is in a folder of its own."""
        return Journal(self._folder)

    def task(self) -> Callable[[Chunk], ChunkResult]:
        """Workers return the leaflets."""
        return partial(pack_leaflets, self._setup)

    def count_sound(self, lines: Iterable[bytes], _: int) -> int:
        """Return how many lines are about leaflets in the store, up to the first failure.

        Raises NotFoundError R708 if the store, which holds some, is no longer there.
        """
        count = 0
        with suppress(ValueError, KeyError):
            for line in lines:
                entry = json.loads(line)
                if entry["status"] != "made":  # it is tried again
                    break
                dispense = entry.get("dispense", entry["identifier"])
                attachments = self._store(create=False).attachments(dispense=dispense)
                if all(attachment.sha256 != entry["sha256"] for attachment in attachments):
                    break
                count += 1
        return count

    def add(self, result: ChunkResult) -> ChunkResult:
        """Attach leaflets; those that the store refuses have failed.

        Raises StoreError, WriteError.
        """
        if not result.leaflets:
            return result
        refusals: dict[str, LeafletsError] = {}
        for answer in self._store().attach_many(self._attachments(result)):
            if isinstance(answer, Refused):
                refusals[answer.attachment.dispense] = answer.why
        return with_refusals(result, refusals) if refusals else result

    def close(self) -> None:
        """Close the store."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _store(self, *, create: bool = True) -> Store:
        self._opened = self._opened or open_store(self._address, create=create, token=self._token)
        return self._opened

    def _attachments(self, result: ChunkResult) -> Iterator[tuple[Attachment, bytes]]:
        for leaflet in result.leaflets:
            pdf = b"".join(leaflet.parts(self._setup))
            yield self._attachment(leaflet, pdf), pdf

    def _attachment(self, leaflet: PackedLeaflet, pdf: bytes) -> Attachment:
        request, overrides = leaflet.request, leaflet.overrides.items()
        return attachment_of(
            pdf,
            identity_of(metadata_of(self._setup, leaflet.body_key), profile=request.key.profile),
            request.dispense,
            when=self._when,
            by=self._by,
            **request.record.attachment_fields,
            particulars=tuple(sorted(leaflet.body_key.fields)),
            overrides=tuple(Override(code, reason) for code, reason in overrides),
        )


def with_refusals(result: ChunkResult, refusals: dict[str, LeafletsError]) -> ChunkResult:
    """Return a result in which refused leaflets have failed. refusals: by dispense."""
    lines, failures = list(result.lines), list(result.failures)
    positions = {json.loads(line)["identifier"]: index for index, line in enumerate(lines)}
    for leaflet in result.leaflets:
        if error := refusals.get(leaflet.request.dispense):
            outcome = Outcome(leaflet.request, "", error=error)
            failures.append(outcome)
            lines[positions[leaflet.request.identifier]] = manifest_line(outcome)
    return ChunkResult(tuple(lines), tuple(failures), result.unchanged)
