"""What one worker does with a chunk of requests. All of it can be done twice, with the same end."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import PurePosixPath

from ..errors import Bug, LeafletsError, TooBig
from ..files.many import staged
from ..record import record
from .bodies import body_of
from .folder import Folder
from .journal import line_of
from .model import Made, Request, Setup

__all__ = ["Chunk", "Done", "failed", "make", "to_folder"]


@record
class Chunk:
    """Requests that are done together. known: what the manifest says of the first of them."""

    number: int
    requests: tuple[Request, ...]
    known: tuple[bytes, ...] = ()


@record
class Done:
    """What became of a chunk. lines: of the manifest. kept: how many were there already."""

    lines: tuple[bytes, ...]
    failures: tuple[Made, ...] = ()
    kept: int = 0


def make(setup: Setup, request: Request, file: str) -> tuple[Made, tuple[bytes, ...]]:
    """One leaflet, in parts that follow each other; whatever goes wrong is in what became of it."""
    try:
        body = body_of(setup, request.key)
    except LeafletsError as error:
        return Made(request, file, error=error), ()
    except MemoryError:
        return Made(request, file, error=TooBig("There is not enough memory.", _SHORTEN)), ()
    except Exception as fault:  # what it says is not repeated: it may be text of the leaflet
        says = f"The program broke one of its own promises: {type(fault).__name__}."
        return Made(request, file, error=Bug(says, "No file was written.")), ()
    size, edition = len(body.pdf), body.edition
    return Made(request, file, body.sha256, size, body.pages, edition), (body.pdf,)


_SHORTEN = "Shorten the monograph, or do fewer at a time with --jobs."


def to_folder(setup: Setup, folder: Folder, chunk: Chunk) -> Done:
    """Make the leaflets of a chunk into files. Raises WriteError; then none of them is there."""
    lines: list[bytes] = []
    failures: list[Made] = []
    kept = 0
    with staged(folder.root, sync_each=folder.sync == "each") as group:
        for request, known in zip_longest(chunk.requests, chunk.known):
            file = folder.file(chunk.number, request.identifier)
            if known and folder.holds(known, file):
                lines.append(known)
                kept += 1
                continue
            made, parts = make(setup, request, file)
            if parts:
                group.write(PurePosixPath(file).name, parts)
            else:
                failures.append(made)
            lines.append(line_of(made))
        group.publish(folder.below(chunk.number), durable=folder.sync != "none")
    return Done(tuple(lines), tuple(failures), kept)


def failed(chunk: Chunk, error: LeafletsError) -> Done:
    """The end of a chunk of one request that no worker has lived through."""
    made = Made(chunk.requests[0], "", error=error)
    return Done((line_of(made),), (made,))
