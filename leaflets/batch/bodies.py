"""The body of a leaflet, made once and kept: everyone's leaflet on one medicine begins with it.

A body is kept by everything that is printed in it: monograph, layout, language, profile, and which
particulars it has room for; and all bodies by the setup of the batch.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import DoesNotFit, LeafletsError
from ..record import record
from .model import Key, Request, Setup
from .watch import UNDER_WAY

if TYPE_CHECKING:
    from ..pdf.metadata import Metadata
    from ..pdf.stamping import Hash
    from ..typesetting import Typeset
    from ..typesetting.frozen import Frozen
    from ..verbs import Reading

__all__ = ["Body", "Packed", "body_of", "full", "metadata_of", "packed", "unpacked", "warm"]

KEPT_BYTES: Final = 48 * 1024 * 1024  # of bodies in one process; a common one has 0.07 MiB
WARMED: Final = 4  # more are sooner made by all workers together


@record
class Body:
    """What is the same in every leaflet of a key with the same fields.

    pdf: the whole leaflet, where there are no particulars; else what stands before each patient's
    words; empty, where only a full render will do. digest: of it, to be gone on with. pages: of the
    whole leaflet. frozen: puts the words behind it. metadata: none, where there is no body.
    """

    reading: Reading
    metadata: Metadata | None
    edition: str
    pages: int
    pdf: bytes
    digest: Hash
    frozen: Frozen | None


Packed = tuple[bool, bytes]
"""A leaflet on its way from one process to another: whether it begins with the body of its key,
which then stays behind, and the rest."""


class _Want(NamedTuple):
    key: Key
    fields: frozenset[str]


class _Kept:
    """The bodies and the refusals of one setup, the last used last."""

    def __init__(self, setup: Setup) -> None:
        self.setup, self.size = setup, 0
        self.known: OrderedDict[_Want, Body | LeafletsError] = OrderedDict()

    def of(self, want: _Want) -> Body | LeafletsError:
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
    global _kept
    with _one:
        if setup != _kept.setup:
            _kept = _Kept(setup)
        found = _kept.of(_Want(key, fields))
    if isinstance(found, LeafletsError):
        raise found
    return found


def _body_for(setup: Setup, request: Request) -> Body:
    told = request.particulars
    return body_of(setup, request.key, told.fields if told else frozenset())


def metadata_of(setup: Setup, request: Request) -> Metadata:
    """What a leaflet says of itself; the same for all patients."""
    found = _body_for(setup, request).metadata or body_of(setup, request.key).metadata
    assert found is not None  # a leaflet that is nobody's own has a body
    return found


def packed(setup: Setup, request: Request, parts: Sequence[bytes]) -> Packed:
    """The parts of a leaflet without the body, if that is the first."""
    begins = parts[0] is _body_for(setup, request).pdf
    return begins, b"".join(parts[begins:])


def unpacked(setup: Setup, request: Request, leaflet: Packed) -> tuple[bytes, ...]:
    """The parts of a leaflet, with the body that this process makes or has."""
    begins, rest = leaflet
    return (_body_for(setup, request).pdf, rest) if begins else (rest,)


def warm(setup: Setup, keys: Sequence[Key]) -> None:
    """Make the first bodies before there are workers: what is forked then has them already."""
    for key in keys[:WARMED]:
        with suppress(LeafletsError):  # whose request meets it will be told
            body_of(setup, key)


def full(setup: Setup, request: Request) -> Typeset:
    """The leaflet of one patient, rendered in full. Raises what making it raises."""
    from .. import verbs

    key = request.key
    leaflet = verbs.compose(
        _body_for(setup, request).reading,
        date=setup.date,
        profile=key.profile,
        pharmacy=setup.pharmacy,
        particulars=request.particulars,
    )
    return verbs.typeset(leaflet, key.layout, folder=setup.folder)


def _size(found: Body | LeafletsError) -> int:
    return len(found.pdf) if isinstance(found, Body) else 0


def _made(setup: Setup, want: _Want) -> Body | LeafletsError:
    try:
        with UNDER_WAY:
            return _body(setup, want)
    except LeafletsError as error:
        return error.with_traceback(None)


def _body(setup: Setup, want: _Want) -> Body:
    from .. import verbs

    key = want.key
    reading = verbs.read(key.monograph, language=key.language, folder=setup.folder)
    if want.fields:
        return _frozen(setup, reading, want)
    leaflet = verbs.compose(reading, date=setup.date, profile=key.profile, pharmacy=setup.pharmacy)
    made = verbs.typeset(leaflet, key.layout, folder=setup.folder)
    return Body(
        reading, made.metadata, leaflet.edition, made.pages, made.pdf, sha256(made.pdf), None
    )


def _frozen(setup: Setup, reading: Reading, want: _Want) -> Body:
    from ..freezing import freeze

    key, edition = want.key, str(reading.monograph.edition.number)
    try:
        frozen = freeze(
            reading, key.layout, folder=setup.folder, date=setup.date, profile=key.profile,
            pharmacy=setup.pharmacy, fields=want.fields,
        )  # fmt: skip
    except DoesNotFit:  # the room for all fields does not stand on one page
        return Body(reading, None, edition, 0, b"", sha256(), None)
    body = frozen.body
    return Body(reading, frozen.metadata, edition, frozen.pages, body, sha256(body), frozen)
