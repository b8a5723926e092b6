"""Leaflets in one file for the printer, or in several numbered files, in the order of requests."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from ...base.files.groups import remove_stale_groups, staged_group
from ...base.version import VERSION
from ...stamping.print_file import PrintFileWriter
from ...stamping.shared_leaflet import SharedLeaflet
from ..bodies import Body, render_in_full, stamped
from ..journal import Journal, manifest_line
from ..model import BodyKey, Outcome, Request, Setup, Sync
from ..timeouts import TIME_LIMIT
from ..work import Chunk, ChunkResult, as_leaflets_error
from .target import Target

__all__ = ["PART", "PrintFile"]

PART: Final = 5000  # leaflets: a file of about 7 MB


class PrintFile(Target):
    """The file `path`. part: leaflets in a file. several: whether there are several files."""

    def __init__(self, path: Path, setup: Setup, sync: Sync, *, part: int, several: bool) -> None:
        self.path, self.setup, self.several = path, setup, several
        self.sync_each = sync == "each"
        self.is_durable = sync != "none"
        self.chunk_size = part

    def journal(self) -> Journal:
        """Return the journal, which is beside the file."""
        return Journal(self.path.parent, f"{self.path.name}.")

    def task(self) -> Callable[[Chunk], ChunkResult]:
        """Return the task of a worker: it writes one file for each chunk."""
        return partial(write_print_file, self)

    def close(self) -> None:
        """Remove files that killed workers did not publish."""
        remove_stale_groups(self.path.parent)

    def file(self, chunk: int) -> str:
        """Return the name of the file of a chunk: run.pdf, or run-0001.pdf and so on."""
        path = self.path
        return f"{path.stem}-{chunk + 1:04}{path.suffix}" if self.several else path.name

    def holds(self, chunk: Chunk, file: str) -> bool:
        """Return whether the file is as the manifest says, with every leaflet of the chunk."""
        if len(chunk.manifest) < len(chunk.requests):
            return False
        with suppress(OSError, ValueError, KeyError):
            digest = sha256((self.path.parent / file).read_bytes()).hexdigest()
            entries = [json.loads(line) for line in chunk.manifest]
            return all((entry["file"], entry["sha256"]) == (file, digest) for entry in entries)
        return False


def write_print_file(target: PrintFile, chunk: Chunk) -> ChunkResult:
    """Write the leaflets of a chunk into one file. Raises WriteError, and then leaves no file."""
    file, folder = target.file(chunk.number), target.path.parent
    if target.holds(chunk, file):
        return ChunkResult(chunk.manifest, unchanged=len(chunk.manifest))
    builder = _PrintFileBuilder(target.setup)
    outcomes = [builder.add(request, file) for request in chunk.check()]
    content = builder.printed.file()
    with staged_group(folder, sync_each=target.sync_each) as group:
        group.write(file, [content])
        group.publish(folder, durable=target.is_durable)
    digest, size = sha256(content).hexdigest(), len(content)
    outcomes = [
        outcome if outcome.error else outcome._replace(sha256=digest, size=size)
        for outcome in outcomes
    ]
    failures = tuple(outcome for outcome in outcomes if outcome.error)
    return ChunkResult(tuple(map(manifest_line, outcomes)), failures)


class _PrintFileBuilder:
    """A file that grows by one leaflet at a time, and the bodies in it."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self.printed = PrintFileWriter(f"leaflets {VERSION}")
        self._bodies: dict[BodyKey, SharedLeaflet] = {}

    def add(self, request: Request, file: str) -> Outcome:
        """Add a leaflet. Every exception becomes a failed outcome."""
        try:
            return self._add(request, file)
        except Exception as exception:
            return Outcome(request, file, error=as_leaflets_error(exception))

    def _add(self, request: Request, file: str) -> Outcome:
        with TIME_LIMIT:  # not around the next step, so that the file stays whole
            body, shared_leaflet, code, pages = self._make(request)
        page = self.printed.add(shared_leaflet, code, request.identifier)
        return Outcome(
            request, file, pages=pages, edition=body.edition, review=body.review, page=page
        )

    def _make(self, request: Request) -> tuple[Body, SharedLeaflet, bytes, int]:
        """Make a leaflet. Return its body, what it shares with others, what draws its particulars,
        and its number of pages."""
        body, request = stamped(self._setup, request)
        code, body_key = request.code, request.body_key
        if code or not body_key.fields:
            return body, self._shared_leaflet(body, body_key, request), code, body.pages
        leaflet = render_in_full(self._setup, request)
        return body, SharedLeaflet(leaflet.pdf), b"", leaflet.pages

    def _shared_leaflet(self, body: Body, key: BodyKey, request: Request) -> SharedLeaflet:
        if key not in self._bodies:
            if body.frozen and request.particulars:
                (personal,) = body.frozen.plan.tail_writer.streams
                self._bodies[key] = SharedLeaflet(body.frozen.stamp(request.particulars), personal)
            else:
                self._bodies[key] = SharedLeaflet(body.content)
        return self._bodies[key]
