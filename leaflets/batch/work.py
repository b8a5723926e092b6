"""What a worker does with a chunk of requests. All of it can be repeated, with the same result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..base.errors import (
    Bug,
    LeafletsError,
    ParticularsError,
    TooBig,
    TypesetError,
)
from .bodies import body_of, render_in_full, stamped
from .journal import manifest_line
from .model import BodyKey, Outcome, Request, Setup, UncheckedRequest
from .timeouts import TIME_LIMIT

__all__ = [
    "Chunk", "ChunkResult", "PackedLeaflet", "as_leaflets_error", "give_up", "make_leaflet",
    "pack_leaflets",
]  # fmt: skip

SHORTEN: Final = "Shorten the monograph, or do fewer at a time with --jobs."


class Chunk(Struct, frozen=True):
    """Consecutive requests for one worker. manifest: lines of an earlier run, of the first ones."""

    number: int
    requests: tuple[Request | UncheckedRequest, ...]
    manifest: tuple[bytes, ...] = ()

    def part(self, part: slice) -> Chunk:
        """Return a chunk of some of the requests."""
        return replace(self, requests=self.requests[part], manifest=self.manifest[part])

    def check(self) -> tuple[Request, ...]:
        """Return the requests with checked particulars. Raises Bug: they were sound before."""
        try:
            return tuple(
                request.check() if isinstance(request, UncheckedRequest) else request
                for request in self.requests
            )
        except ParticularsError:
            raise Bug("A request changed while the batch ran.", "Run it again.") from None


class PackedLeaflet(NamedTuple):
    """A leaflet on its way from a worker to the main process, which has or makes the body too.

    request: without its particulars. file, size: as in `Outcome`. has_body: whether the leaflet
    begins with the body, which then is not sent. tail: what follows. overrides: as in Particulars.
    """

    request: Request
    body_key: BodyKey
    file: str
    size: int
    has_body: bool
    tail: bytes
    overrides: Mapping[str, str]

    def parts(self, setup: Setup) -> tuple[bytes, ...]:
        """Return the bytes of the leaflet, in parts that follow each other."""
        if self.has_body:
            return body_of(setup, self.body_key).content, self.tail
        return (self.tail,)


class ChunkResult(Struct, frozen=True):
    """The result of a chunk. lines: of the manifest. unchanged: leaflets of an earlier run.

    leaflets: to be added to the target, unless the worker wrote them itself.
    """

    lines: tuple[bytes, ...]
    failures: tuple[Outcome, ...] = ()
    unchanged: int = 0
    leaflets: tuple[PackedLeaflet, ...] = ()


def make_leaflet(setup: Setup, request: Request, file: str) -> tuple[Outcome, tuple[bytes, ...]]:
    """Make one leaflet. Return its outcome and its bytes, in parts that follow each other.

    Every exception becomes a failed outcome without bytes.
    """
    try:
        with TIME_LIMIT:
            return _make(setup, request, file)
    except Exception as exception:
        return Outcome(request, file, error=as_leaflets_error(exception)), ()


def as_leaflets_error(exception: Exception) -> LeafletsError:
    """Return any exception as a LeafletsError, without its message, which may quote the leaflet."""
    if isinstance(exception, LeafletsError):
        return exception
    if isinstance(exception, MemoryError):
        return TooBig("There is not enough memory.", SHORTEN)
    message = f"The program broke one of its own promises: {type(exception).__name__}."
    return Bug(message, "No file was written.")


def _make(setup: Setup, request: Request, file: str) -> tuple[Outcome, tuple[bytes, ...]]:
    particulars = request.particulars
    body, request = stamped(setup, request)
    content, edition, review = body.content, body.edition, body.review
    if particulars is None or not particulars.fields:
        sha = body.digest.hexdigest()
        return Outcome(request, file, sha, len(content), body.pages, edition, review), (content,)
    code = request.code
    if not code or body.frozen is None:
        full = render_in_full(setup, request)
        sha = sha256(full.pdf).hexdigest()
        outcome = Outcome(request, file, sha, len(full.pdf), full.pages, edition, review)
        return outcome, (full.pdf,)
    tail = body.frozen.tail_with(code)
    digest = body.digest.copy()
    digest.update(tail)
    size = len(content) + len(tail)
    outcome = Outcome(request, file, digest.hexdigest(), size, body.pages, edition, review)
    return outcome, (content, tail)


def pack_leaflets(setup: Setup, chunk: Chunk) -> ChunkResult:
    """Make the leaflets of a chunk and return them, each without the body that all share."""
    results = [
        make_leaflet(setup, request, f"{request.identifier}.pdf") for request in chunk.check()
    ]
    return ChunkResult(
        lines=tuple(manifest_line(outcome) for outcome, _ in results),
        failures=tuple(outcome for outcome, _ in results if outcome.error),
        leaflets=tuple(_pack(setup, outcome, parts) for outcome, parts in results if parts),
    )


def _pack(setup: Setup, outcome: Outcome, parts: Sequence[bytes]) -> PackedLeaflet:
    request, particulars = outcome.request, outcome.request.particulars
    key = request.body_key
    has_body = parts[0] is body_of(setup, key).content
    return PackedLeaflet(
        request.without_particulars(),
        key,
        outcome.file,
        outcome.size,
        has_body,
        b"".join(parts[1:] if has_body else parts),
        particulars.overrides if particulars else {},
    )


def give_up(chunk: Chunk) -> ChunkResult:
    """Return the result of a chunk of one request that killed every worker that tried it."""
    message = "The process that made the leaflet was killed, perhaps for want of memory."
    error = TypesetError(message, "Make it alone, with 'leaflets render'.", code="T510")
    outcome = Outcome(chunk.check()[0], "", error=error)
    return ChunkResult((manifest_line(outcome),), (outcome,))
