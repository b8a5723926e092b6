"""Checks all requests before any work begins, and refuses everything that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from ..base.errors import (
    Fault,
)
from .bodies import PREPARED_BODIES
from .duplicates import MAX_REPEATED, DuplicateSearch, refuse_repeated
from .model import BodyKey, LeafletKey, Request, UncheckedRequest
from .planner import Planner
from .pool import Engine
from .refusals import Refusals, line_of
from .requests import RequestSource
from .timeouts import time_limit_enabled

if TYPE_CHECKING:
    pass

__all__ = ["Plan", "plan"]

NO_REFUSALS: Final = Refusals()
FEW: Final = 5000  # requests that are not read a second time; they take some 10 MB


class Plan(Struct, frozen=True):
    """The sound requests of a batch. sha256: of the requests and of all that they are made from.

    drafts: how many of the leaflets are drafts. warnings: what is doubtful in their monographs,
    each once, then the first of what is doubtful in the requests. more_warnings: how many others.
    bodies: the first that are needed. requests: all, if they are few; None: they are read again.
    refusals: the lines that are left out. passed_over: how many lines hold no request, by what they
    hold, such as Patient.
    """

    count: int
    drafts: int
    sha256: str
    keys: tuple[LeafletKey, ...]
    bodies: tuple[BodyKey, ...] = ()
    requests: tuple[Request, ...] | None = None
    warnings: tuple[Fault, ...] = ()
    more_warnings: int = 0
    refusals: Refusals = NO_REFUSALS
    passed_over: Mapping[str, int] = {}


@time_limit_enabled()
def plan(
    source: RequestSource,
    planner: Planner,
    engine: Engine | None = None,
    *,
    keep_going: bool = False,
    check_fit: bool = True,
) -> Plan:
    """Check all requests and plan the batch. engine: helps if there are many.

    check_fit: whether the words of each leaflet must fit its layout and have letters in its fonts.
    keep_going: plan for the sound requests; the lines of the others are refused. Raises
    RequestsError with all faults, those of repeated identifiers last; when it keeps going, only if
    no request is sound, or if the source cannot be divided.
    """
    refusals, keys, bodies = Refusals(), Counter[LeafletKey](), dict[BodyKey, None]()
    search, count = DuplicateSearch(), 0
    first_requests: list[Request] = []
    doubts = planner.medicines.warnings
    for _, items in groupby(planner.requests(source, engine, FEW, check_fit=check_fit), line_of):
        requests = refusals.sound_requests(list(items))
        count += len(requests)
        for request in requests:
            keys[request.key] += 1
            search.add(request.identifier)
            doubts.extend(request.warnings)
            if isinstance(request, Request):
                if len(bodies) < PREPARED_BODIES:
                    bodies[request.body_key] = None
                if count <= FEW:
                    first_requests.append(request)
    if repeated := search.repeated():
        refuse_repeated(_remaining(source, planner, refusals), repeated, source.file, refusals)
        keys = Counter(request.key for request in _remaining(source, planner, refusals))
        count = keys.total()
        keep_going = keep_going and len(repeated) <= MAX_REPEATED  # others may be repeated, too
    sound = count if refusals and source.is_divisible else 0
    if refusals and not (keep_going and sound):
        raise refusals.error(sound)
    first_requests = [request for request in first_requests if request.line not in refusals]
    return Plan(
        count,
        planner.editions.drafts(keys),
        _digest(source, planner, keys, refusals),
        tuple(sorted(keys)),
        tuple(bodies),
        tuple(first_requests) if len(first_requests) == count else None,
        (*planner.editions.warnings(keys), *doubts.first),
        doubts.more,
        refusals or NO_REFUSALS,
        dict(planner.passed_over),
    )


def _remaining(
    source: RequestSource, planner: Planner, refusals: Refusals
) -> Iterator[UncheckedRequest]:
    """Read the requests again, without those refused."""
    for request in planner.unchecked_requests(source):
        if not isinstance(request, Fault) and request.line not in refusals:
            yield request


def _digest(
    source: RequestSource, planner: Planner, keys: Iterable[LeafletKey], refusals: Refusals
) -> str:
    parts = source.sha256(), planner.sources_sha256(keys), refusals.sha256() if refusals else ""
    return sha256("".join(parts).encode()).hexdigest()
