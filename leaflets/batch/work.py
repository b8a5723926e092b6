"""What one worker does with a chunk of requests. All of it can be done twice, with the same end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from msgspec import Struct

from ..base.errors import (
    Bug,
    DoesNotFit,
    LeafletsError,
    MissingGlyph,
    ParticularsError,
    TooBig,
    TypesetError,
)
from .bodies import Want, body_of, full, want_of
from .journal import line_of
from .model import Asked, Made, Request, Setup
from .timeouts import UNDER_WAY

__all__ = ["Chunk", "Done", "Leaf", "failed", "failure", "make", "to_leaves"]

SHORTEN: Final = "Shorten the monograph, or do fewer at a time with --jobs."


class Chunk(Struct, frozen=True):
    """Requests that are done together. known: what the manifest says of the first of them."""

    number: int
    requests: tuple[Request | Asked, ...]
    known: tuple[bytes, ...] = ()

    def judged(self) -> tuple[Request, ...]:
        """The requests, with checked particulars. Raises Bug for what was sound before."""
        try:
            return tuple(
                each.judged() if isinstance(each, Asked) else each for each in self.requests
            )
        except ParticularsError:
            raise Bug("A request changed while the batch ran.", "Run it again.") from None


class Leaf(NamedTuple):
    """A leaflet on its way from one process to another, without what all share.

    request: without the particulars. want: its body. file, size: as in Made. begins: whether it
    begins with that body, which then stays behind; rest: what follows. overrides: as in
    Particulars.
    """

    request: Request
    want: Want
    file: str
    size: int
    begins: bool
    rest: bytes
    overrides: Mapping[str, str]

    def parts(self, setup: Setup) -> tuple[bytes, ...]:
        """The whole leaflet, with the body that this process makes or has."""
        return (body_of(setup, *self.want).pdf, self.rest) if self.begins else (self.rest,)


class Done(Struct, frozen=True):
    """What became of a chunk. lines: of the manifest. kept: how many were there already.

    leaves: the leaflets, where it is not the worker that keeps them.
    """

    lines: tuple[bytes, ...]
    failures: tuple[Made, ...] = ()
    kept: int = 0
    leaves: tuple[Leaf, ...] = ()


def make(setup: Setup, request: Request, file: str) -> tuple[Made, tuple[bytes, ...]]:
    """One leaflet, in parts that follow each other; whatever goes wrong is in what became of it."""
    try:
        with UNDER_WAY:
            return _made(setup, request, file)
    except Exception as fault:
        return Made(request, file, error=failure(fault)), ()


def failure(fault: Exception) -> LeafletsError:
    """Any exception as one of ours. What it says is not repeated: it may be text of the leaflet."""
    if isinstance(fault, LeafletsError):
        return fault
    if isinstance(fault, MemoryError):
        return TooBig("There is not enough memory.", SHORTEN)
    says = f"The program broke one of its own promises: {type(fault).__name__}."
    return Bug(says, "No file was written.")


def _made(setup: Setup, request: Request, file: str) -> tuple[Made, tuple[bytes, ...]]:
    told = request.particulars
    body = body_of(setup, *want_of(request))
    if told is None:
        digest, size, edition = body.digest.hexdigest(), len(body.pdf), body.edition
        return Made(request, file, digest, size, body.pages, edition), (body.pdf,)
    try:
        tail = body.frozen.tail(told) if body.frozen else b""
    except (DoesNotFit, MissingGlyph):
        tail = b""
    if not tail:
        made = full(setup, request)
        digest, size = sha256(made.pdf).hexdigest(), len(made.pdf)
        return Made(request, file, digest, size, made.pages, body.edition), (made.pdf,)
    whole = body.digest.copy()
    whole.update(tail)
    size = len(body.pdf) + len(tail)
    made_ = Made(request, file, whole.hexdigest(), size, body.pages, body.edition)
    return made_, (body.pdf, tail)


def to_leaves(setup: Setup, chunk: Chunk) -> Done:
    """Make the leaflets of a chunk, and give them back, each without the body that all share."""
    every = [make(setup, each, f"{each.identifier}.pdf") for each in chunk.judged()]
    return Done(
        lines=tuple([line_of(made) for made, _ in every]),
        failures=tuple([made for made, _ in every if made.error]),
        leaves=tuple([_leaf(setup, made, parts) for made, parts in every if parts]),
    )


def _leaf(setup: Setup, made: Made, parts: Sequence[bytes]) -> Leaf:
    request, told = made.request, made.request.particulars
    want = want_of(request)
    begins = parts[0] is body_of(setup, *want).pdf
    rest = b"".join(parts[begins:])
    nobodys = request._replace(particulars=None)
    return Leaf(nobodys, want, made.file, made.size, begins, rest, told.overrides if told else {})


def failed(chunk: Chunk) -> Done:
    """The end of a chunk of one request that no worker has lived through."""
    says = "The process that made the leaflet was killed, perhaps for want of memory."
    error = TypesetError(says, "Make it alone, with 'leaflets render'.", code="T510")
    made = Made(chunk.judged()[0], "", error=error)
    return Done((line_of(made),), (made,))
