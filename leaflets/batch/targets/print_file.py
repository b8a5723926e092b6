"""One file for the printer, or several: all leaflets in the order of the requests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct

from ...base.errors import DoesNotFit, MissingGlyph
from ...base.files.groups import remove_stale_groups, staged_group
from ...base.version import VERSION
from ...stamping.print_file import Printed, Shared
from ..bodies import Body, body_of, full, want_of
from ..journal import Journal, line_of
from ..model import Made, Request, Setup, Sync
from ..timeouts import UNDER_WAY
from ..work import Chunk, Done, failure

__all__ = ["PART", "Print"]

PART: Final = 5000  # leaflets: a file of about 7 MB


class Print(Struct, frozen=True):
    """Where the file goes. part: leaflets in one file. many: whether there are several files."""

    target: Path
    setup: Setup
    sync: Sync
    part: int
    many: bool
    looks_again = True

    @property
    def size(self) -> int:
        """A file is one chunk."""
        return self.part

    @property
    def is_durable(self) -> bool:
        """As it was chosen."""
        return self.sync != "none"

    def journal(self) -> Journal:
        """Beside the file."""
        return Journal(self.target.parent, f"{self.target.name}.")

    def act(self) -> Callable[[Chunk], Done]:
        """Workers write a file each."""
        return partial(to_print, self)

    def kept(self, _: Iterable[bytes], __: int) -> int:
        """None, before workers have compared the files."""
        return 0

    def take(self, done: Done) -> Done:
        """The workers have done it."""
        return done

    def finish(self) -> None:
        """The workers have done it."""

    def close(self) -> None:
        """Remove what killed workers have staged."""
        remove_stale_groups(self.target.parent)

    def file(self, chunk: int) -> str:
        """run.pdf, or run-0001.pdf and so on."""
        name = self.target
        return f"{name.stem}-{chunk + 1:04}{name.suffix}" if self.many else name.name

    def holds(self, chunk: Chunk, file: str) -> bool:
        """Whether the file is there, as the manifest tells it, and nothing in it failed."""
        if len(chunk.known) < len(chunk.requests):
            return False
        with suppress(OSError, ValueError, KeyError):
            there = sha256((self.target.parent / file).read_bytes()).hexdigest()
            told = [json.loads(line) for line in chunk.known]
            return all((each["file"], each["sha256"]) == (file, there) for each in told)
        return False


def to_print(place: Print, chunk: Chunk) -> Done:
    """Make the leaflets of a chunk into a file. Raises WriteError; then it is not there."""
    file = place.file(chunk.number)
    if place.holds(chunk, file):
        return Done(chunk.known, kept=len(chunk.known))
    sheets = _Sheets(place.setup)
    every = [sheets.add(each, file) for each in chunk.judged()]
    content = sheets.printed.file()
    with staged_group(place.target.parent, sync_each=place.sync == "each") as group:
        group.write(file, [content])
        group.publish(place.target.parent, durable=place.is_durable)
    digest, size = sha256(content).hexdigest(), len(content)
    told = [made if made.error else made._replace(sha256=digest, size=size) for made in every]
    failures = tuple(made for made in told if made.error)
    return Done(tuple(map(line_of, told)), failures)


class _Sheets:
    """The file in the making, and what of each body is in it."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self.printed = Printed(f"leaflets {VERSION}")
        self._shared: dict[int, tuple[Body, Shared]] = {}

    def add(self, request: Request, file: str) -> Made:
        """Add a leaflet, or tell why not."""
        try:
            return self._add(request, file)
        except Exception as fault:
            return Made(request, file, error=failure(fault))

    def _add(self, request: Request, file: str) -> Made:
        with UNDER_WAY:  # nobody stops what puts it into the file
            body, shared, code, pages = self._made(request)
        page = self.printed.add(shared, code, request.identifier)
        return Made(request, file, pages=pages, edition=body.edition, page=page)

    def _made(self, request: Request) -> tuple[Body, Shared, bytes, int]:
        """A leaflet: its body, what it shares with others, what draws its own, and its pages."""
        told = request.particulars
        body = body_of(self._setup, *want_of(request))
        code = b""
        if told is not None:
            with suppress(DoesNotFit, MissingGlyph):
                code = body.frozen.code(told) if body.frozen else b""
        if told is None or code:
            return body, self._shared_of(body, request), code, body.pages
        made = full(self._setup, request)
        return body, Shared(made.pdf), b"", made.pages

    def _shared_of(self, body: Body, request: Request) -> Shared:
        found = self._shared.get(id(body))
        if found is None:
            if body.frozen and request.particulars:
                (personal,) = body.frozen.plan.seam.streams
                shared = Shared(body.frozen.stamp(request.particulars), personal)
            else:
                shared = Shared(body.pdf)
            found = self._shared[id(body)] = body, shared  # the body lives as long as its number
        return found[1]
