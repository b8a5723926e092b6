"""The journal of a batch: which requests are done. The manifest only ever grows.

    batch.json        which batch this is: a digest of the requests and of all their sources
    manifest.jsonl    one line a request, in their order: a leaflet on the disk, or an error
    refused.csv       the requests that were refused, if the others were made (or refused.jsonl)
    .lock             held while a batch runs, and gone afterwards

A leaflet is written before its line. A line that a crash cut short does not count; a line whose
file is absent or has another sha256 is done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from json.encoder import encode_basestring_ascii as _quoted
from pathlib import Path
from typing import Final

from ..base import files
from ..base.errors import StoreError, UsageError
from ..base.files import shared
from ..base.files.groups import GrowingFile
from .model import LeafletKey, Outcome

__all__ = ["Journal", "is_draft", "manifest_line"]

CACHED_LOOKS: Final = 256  # most batches have a few


def manifest_line(outcome: Outcome) -> bytes:
    """Return the line of the manifest for an outcome, with its line end."""
    request, error = outcome.request, outcome.error
    # as json.dumps writes it, which takes twice as long, because it makes an encoder each time
    line = f'{{"identifier": {_quoted(request.identifier)}'
    if request.record.dispense:
        line += f', "dispense": {_quoted(request.record.dispense)}'
    if error is not None:
        line += f', {_look(request.key)}, "status": "failed", "code": {_quoted(error.code)}'
        return f'{line}, "line": {request.line}}}\n'.encode()
    line += f', "file": {_quoted(outcome.file)}, "sha256": "{outcome.sha256}"'
    line += f', "size": {outcome.size}, "edition": {_quoted(outcome.edition)}'
    line += f', "review": {_quoted(outcome.review)}, {_look(request.key)}'
    line += f', "pages": {outcome.pages}'
    if outcome.page:
        line += f', "page": {outcome.page}'
    return f'{line}, "status": "made"}}\n'.encode()


@lru_cache(CACHED_LOOKS)
def _look(key: LeafletKey) -> str:
    return (
        f'"layout": {_quoted(key.layout)}, "language": {_quoted(key.language)}, '
        f'"profile": {_quoted(key.profile)}'
    )


def is_draft(line: bytes) -> bool:
    """Return whether a line of the manifest is about the leaflet of a draft, without parsing it.

    A value cannot look like the field, because its quotes would be escaped.
    """
    return b'"review": "draft"' in line


class Journal:
    """The files of the journal. prefix: of their names, for a journal beside an archive."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self.folder = folder
        self.name = folder / prefix.rstrip(".") if prefix else folder
        self.batch = folder / f"{prefix}batch.json"
        self.manifest = folder / f"{prefix}manifest.jsonl"
        self.lock = folder / f".{prefix}lock"
        self._refused = folder / f"{prefix}refused"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock. Raises StoreError if another batch holds it."""
        try:
            with shared.file_lock(self.lock, 0.0):
                yield
        except TimeoutError as holder:
            raise StoreError(
                f"Another batch is writing to {self.name}: process {holder}.",
                "Wait for it to end, or give another place with --out.",
                code="R720",
            ) from None

    def begin(self, sha256: str, *, resume: bool) -> bool:
        """Note the digest of this batch. Return whether there is something to resume.

        Raises UsageError if the journal is of another batch, or of this one and `resume` is false.
        """
        files.remove_stale(self.batch)
        previous = self._digest()
        if previous is None:
            files.write(self.batch, json.dumps({"batch": sha256}).encode() + b"\n")
            return False
        if not resume:
            raise UsageError(
                f"{self.name} holds a batch already. Nothing was changed.",
                "Finish it with --resume, or give another place with --out.",
                code="U220",
            )
        if previous != sha256:
            raise UsageError(
                f"{self.name} was made from other requests, or from other monographs, layouts or "
                "choices. Nothing was changed.",
                "Give the requests and choices that it was begun with, or another place with "
                "--out.",
                code="U221",
            )
        return True

    def _digest(self) -> str | None:
        """Return the digest of the batch that was begun here, or None."""
        if not self.batch.exists():
            return None
        with suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads(self.batch.read_bytes())["batch"])
        return "unreadable"

    def lines(self) -> Iterator[bytes]:
        """Read the complete lines of the manifest."""
        with suppress(FileNotFoundError), self.manifest.open("rb") as stream:
            for line in stream:
                if line.endswith(b"\n"):
                    yield line

    def count(self) -> int:
        """Return the number of complete lines in the manifest."""
        return sum(1 for _ in self.lines())

    def refused(self, ending: str) -> Path:
        """Return the path of the file of refused requests. ending: .csv or .jsonl."""
        return self._refused.with_name(self._refused.name + ending)

    def new_manifest(self) -> GrowingFile:
        """Begin a manifest that replaces the present one when it has caught up with it."""
        return GrowingFile(self.manifest.with_name(f".{self.manifest.name}.part"))
