"""The body of a leaflet, made once and kept: everyone's leaflet on one medicine begins with it.

A body is kept by everything that is printed in it: monograph, layout, language, profile, and which
particulars it has room for; and all bodies by the setup of the batch.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from ..base.errors import DoesNotFit, LeafletsError
from .model import Key, Request, Setup
from .timeouts import UNDER_WAY

if TYPE_CHECKING:
    from ..pdf.metadata import Metadata
    from ..pdf.seam import Hash
    from ..pipeline import Reading
    from ..stamping.frozen import Frozen
    from ..typesetting import Typeset

__all__ = [
    "WARMED", "Body", "Want", "body_of", "full", "metadata_of", "want_of", "warm",
]  # fmt: skip

KEPT_BYTES: Final = 48 * 1024 * 1024  # of bodies in one process; a common one has 0.07 MiB
WARMED: Final = 4  # more are sooner made by all workers together
READINGS: Final = 20  # monographs of which leaflets are rendered in full


class Body(Struct, frozen=True):
    """What is the same in every leaflet of a key with the same fields.

    pdf: the whole leaflet, where there are no particulars; else what stands before each patient's
    words; empty, where only a full render will do. digest: of it, to be gone on with. pages: of the
    whole leaflet. frozen: puts the words behind it. metadata: none, where there is no body.
    """

    metadata: Metadata | None
    edition: str
    pages: int
    pdf: bytes
    digest: Hash
    frozen: Frozen | None


class Want(NamedTuple):
    """Which body: for which key, with room for which particulars."""

    key: Key
    fields: frozenset[str]


class _Kept:
    """The bodies and the refusals of one setup, the last used last."""

    def __init__(self, setup: Setup) -> None:
        self.setup, self.size = setup, 0
        self.known: OrderedDict[Want, Body | LeafletsError] = OrderedDict()
        self.readings: dict[tuple[str, str], Reading] = {}

    def of(self, want: Want) -> Body | LeafletsError:
        found = self.known.get(want)
        if found is None:
            found = self.known[want] = _made(self.setup, want)
            self.size += _size(found)
            while self.size > KEPT_BYTES and len(self.known) > 1:
                self.size -= _size(self.known.popitem(last=False)[1])
        else:
            self.known.move_to_end(want)
        return found


_one = Lock()  # a worker may have threads
_kept = _Kept(Setup())


def body_of(setup: Setup, key: Key, fields: frozenset[str] = frozenset()) -> Body:
    """The body for a key and the fields of particulars. Raises what making it raised, each time
    without trying again."""
    with _one:
        found = _of(setup).of(Want(key, fields))
    if isinstance(found, LeafletsError):
        raise found
    return found


def _of(setup: Setup) -> _Kept:
    """What is kept of a setup; that of another one goes."""
    global _kept
    if setup is not _kept.setup and setup != _kept.setup:
        _kept = _Kept(setup)
    return _kept


def want_of(request: Request) -> Want:
    """The body for a request."""
    told = request.particulars
    return Want(request.key, told.fields if told else frozenset())


def metadata_of(setup: Setup, want: Want) -> Metadata:
    """What a leaflet says of itself; the same for all patients."""
    found = body_of(setup, *want).metadata or body_of(setup, want.key).metadata
    assert found is not None  # a leaflet that is nobody's own has a body
    return found


def warm(setup: Setup, wants: Iterable[Want]) -> None:
    """Make the first bodies before there are workers: what is forked then has them already."""
    for want in wants:
        with suppress(LeafletsError):  # whose request meets it will be told
            body_of(setup, *want)


def full(setup: Setup, request: Request) -> Typeset:
    """The leaflet of one patient, rendered in full. Raises what making it raises."""
    from .. import pipeline

    key = request.key
    leaflet = pipeline.compose(
        _reading_of(setup, key),
        date=setup.date,
        profile=key.profile,
        pharmacy=setup.pharmacy,
        particulars=request.particulars,
    )
    return pipeline.typeset(leaflet, key.layout, folder=setup.folder)


def _reading_of(setup: Setup, key: Key) -> Reading:
    """The monograph of a key, read once for all full renders."""
    from .. import pipeline

    known, which = _of(setup).readings, (key.monograph, key.language)
    if which not in known:
        if len(known) >= READINGS:
            known.clear()
        known[which] = pipeline.read(key.monograph, language=key.language, folder=setup.folder)
    return known[which]


def _size(found: Body | LeafletsError) -> int:
    return len(found.pdf) if isinstance(found, Body) else 0


def _made(setup: Setup, want: Want) -> Body | LeafletsError:
    """The body, or why there is none."""
    try:
        with UNDER_WAY:
            return _body(setup, want)
    except LeafletsError as error:
        return error.with_traceback(None)


def _personal(frozen: Frozen, edition: str) -> Body:
    body = frozen.body
    return Body(frozen.metadata, edition, frozen.pages, body, sha256(body), frozen)


def _body(setup: Setup, want: Want) -> Body:
    from .. import pipeline

    key = want.key
    reading = pipeline.read(key.monograph, language=key.language, folder=setup.folder)
    if want.fields:
        return _frozen(setup, reading, want)
    leaflet = pipeline.compose(
        reading, date=setup.date, profile=key.profile, pharmacy=setup.pharmacy
    )
    made = pipeline.typeset(leaflet, key.layout, folder=setup.folder)
    return Body(made.metadata, leaflet.edition, made.pages, made.pdf, sha256(made.pdf), None)


def _frozen(setup: Setup, reading: Reading, want: Want) -> Body:
    from ..pipeline import freeze

    key, edition = want.key, str(reading.monograph.edition.number)
    try:
        frozen = freeze(
            reading, key.layout, folder=setup.folder, date=setup.date, profile=key.profile,
            pharmacy=setup.pharmacy, fields=want.fields,
        )  # fmt: skip
    except DoesNotFit:  # the room for all fields does not stand on one page
        return Body(None, edition, 0, b"", sha256(), None)
    return _personal(frozen, edition)
