"""What of a batch is done: the manifest, one line a request in their order, only ever added to.

    batch.json        which batch this is: a digest of the requests and of all they are made from
    manifest.jsonl    one line a request: a leaflet that is whole and on the disk, or an error
    lock              held while a batch runs

A leaflet's line comes after the leaflet. A line that a crash has torn is none; a line whose file
is not there with that sha256 is done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path

from ..base import files
from ..base.errors import StoreError, UsageError
from ..base.files import shared
from ..base.files.groups import GrowingFile
from .model import Key, Made

__all__ = ["Journal", "line_of"]


def line_of(made: Made) -> bytes:
    """A line of the manifest, with its end."""
    request, error = made.request, made.error
    identifier, key = quoted(request.identifier), request.key
    if error is not None:
        line = (
            f'{{"identifier": {identifier}, {_look(key)}, "status": "failed", '
            f'"code": {quoted(error.code)}, "line": {request.line}}}\n'
        )
    else:
        page = f', "page": {made.page}' if made.page else ""
        line = (
            f'{{"identifier": {identifier}, "file": {quoted(made.file)}, '
            f'"sha256": "{made.sha256}", "size": {made.size}, "edition": {quoted(made.edition)}, '
            f'{_look(key)}, "pages": {made.pages}{page}, "status": "made"}}\n'
        )
    return line.encode()


@lru_cache(1024)
def _look(key: Key) -> str:
    """What is the same in many lines."""
    told = {"layout": key.layout, "language": key.language, "profile": key.profile}
    return json.dumps(told)[1:-1]


class Journal:
    """The files that tell of a batch. prefix: what their names begin with, beside an archive."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self.folder = folder
        self.says = folder / prefix.rstrip(".") if prefix else folder
        self.batch = folder / f"{prefix}batch.json"
        self.manifest = folder / f"{prefix}manifest.jsonl"
        self.lock = folder / f".{prefix}lock"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One batch at a time. Raises StoreError if there is another."""
        try:
            with shared.file_lock(self.lock, 0.0):
                yield
        except TimeoutError as held:
            raise StoreError(
                f"Another batch is writing to {self.says}: process {held}.",
                "Wait for it to end, or give another place with --out.",
                code="R720",
            ) from None

    def begin(self, sha256: str, *, resume: bool) -> bool:
        """Note which batch this is. True if there is something to resume. Raises UsageError."""
        files.remove_stale(self.batch)
        known = self._known()
        if known is None:
            files.write(self.batch, json.dumps({"batch": sha256}).encode() + b"\n")
            return False
        if not resume:
            raise UsageError(
                f"{self.says} holds a batch already. Nothing was changed.",
                "Finish it with --resume, or give another place with --out.",
                code="U220",
            )
        if known != sha256:
            raise UsageError(
                f"What {self.says} holds is of other requests, or of other monographs, layouts "
                "or choices. Nothing was changed.",
                "Give what it was begun with, or another place with --out.",
                code="U221",
            )
        return True

    def _known(self) -> str | None:
        """The digest of the batch that was begun here."""
        if not self.batch.exists():
            return None
        with suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads(self.batch.read_bytes())["batch"])
        return "unreadable"

    def lines(self) -> Iterator[bytes]:
        """The whole lines of the manifest."""
        with suppress(FileNotFoundError), self.manifest.open("rb") as stream:
            for line in stream:
                if line.endswith(b"\n"):
                    yield line

    def count(self) -> int:
        """How many whole lines the manifest has."""
        return sum(1 for _ in self.lines())

    def anew(self) -> GrowingFile:
        """A new manifest, to take the place of the one that is there when it has caught up."""
        return GrowingFile(self.manifest.with_name(f".{self.manifest.name}.part"))
