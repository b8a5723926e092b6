"""The body of a leaflet, made once and kept: everyone's leaflet on one medicine begins with it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final

from ..errors import LeafletsError
from ..particulars import Particulars
from ..record import record
from .model import Key, Setup

if TYPE_CHECKING:
    from ..typesetting import Typeset
    from ..verbs import Reading

__all__ = ["Body", "Packed", "body_of", "packed", "unpacked", "warm"]

KEPT_BYTES: Final = 48 * 1024 * 1024  # of bodies in one process; a common one has 0.05 MiB
WARMED: Final = 4  # more are sooner made by all workers together


@record
class Body:
    """What is the same in every leaflet of a key. pdf: the leaflet that is nobody's own."""

    key: Key
    reading: Reading
    pdf: bytes
    sha256: str
    pages: int
    edition: str


Packed = tuple[bool, bytes]
"""A leaflet on its way from one process to another: whether it begins with the body of its key,
which then stays behind, and the rest."""


class _Kept:
    """The bodies and the refusals of one setup, the last used last."""

    def __init__(self, setup: Setup) -> None:
        self.setup, self.size = setup, 0
        self.known: OrderedDict[Key, Body | LeafletsError] = OrderedDict()

    def of(self, key: Key) -> Body | LeafletsError:
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = _made(self.setup, key)
            self.size += _size(found)
            while self.size > KEPT_BYTES and len(self.known) > 1:
                self.size -= _size(self.known.popitem(last=False)[1])
        else:
            self.known.move_to_end(key)
        return found


_one = Lock()  # a worker may have threads
_kept = _Kept(Setup(None, None))


def body_of(setup: Setup, key: Key) -> Body:
    """The body for a key. Raises what making it raised, each time without trying again."""
    global _kept
    with _one:
        if setup != _kept.setup:
            _kept = _Kept(setup)
        found = _kept.of(key)
    if isinstance(found, LeafletsError):
        raise found
    return found


def packed(setup: Setup, key: Key, parts: Sequence[bytes]) -> Packed:
    """The parts of a leaflet without the body, if that is the first."""
    begins = parts[0] is body_of(setup, key).pdf
    return begins, b"".join(parts[begins:])


def unpacked(setup: Setup, key: Key, leaflet: Packed) -> tuple[bytes, ...]:
    """The parts of a leaflet, with the body that this process makes or has."""
    begins, rest = leaflet
    return (body_of(setup, key).pdf, rest) if begins else (rest,)


def warm(setup: Setup, keys: Sequence[Key]) -> None:
    """Make the first bodies before there are workers: what is forked then has them already."""
    for key in keys[:WARMED]:
        with suppress(LeafletsError):  # whose request meets it will be told
            body_of(setup, key)


def _size(found: Body | LeafletsError) -> int:
    return len(found.pdf) if isinstance(found, Body) else 0


def personal(setup: Setup, key: Key, particulars: Particulars) -> Typeset:
    """The leaflet of one patient. Raises what making it raises."""
    from .. import verbs

    reading, date = body_of(setup, key).reading, setup.date
    leaflet = verbs.compose(reading, date=date, profile=key.profile, particulars=particulars)
    return verbs.typeset(leaflet, key.layout, folder=setup.folder)


def _made(setup: Setup, key: Key) -> Body | LeafletsError:
    from .. import verbs

    try:
        reading = verbs.read(key.monograph, language=key.language, folder=setup.folder)
        leaflet = verbs.compose(reading, date=setup.date, profile=key.profile)
        made = verbs.typeset(leaflet, key.layout, folder=setup.folder)
    except LeafletsError as error:
        return error.with_traceback(None)
    digest = sha256(made.pdf).hexdigest()
    return Body(key, reading, made.pdf, digest, made.pages, leaflet.edition)
