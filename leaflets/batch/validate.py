"""Judging the particulars of all requests before work begins, the many by all the processors."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from ..base.errors import Fault, SourceError
from .model import Asked, Request
from .pool import Engine, Workers
from .work import Chunk

__all__ = ["judged"]

SIZE: Final = 500  # requests that are judged together


class Looked(NamedTuple):
    """What was found in so many requests. faults: by their index."""

    many: int
    faults: dict[int, Fault]


def judged(
    asked: Iterable[Asked | Fault], file: str, few: int, engine: Engine | None
) -> Iterator[Request | Asked | Fault]:
    """Every request in order, or what is wrong with it; the first fault of each will do.

    file: as messages name it. The first few are judged here. engine: judges the others, which stay
    as they were asked for.
    """
    every = iter(asked)
    here = every if engine is None or engine.jobs == 1 else islice(every, few)
    for each in here:
        yield each if isinstance(each, Fault) else _judged(each, file)
    if engine is not None:
        yield from _by_workers(every, file, engine)


def _by_workers(
    every: Iterator[Asked | Fault], file: str, engine: Engine
) -> Iterator[Asked | Fault]:
    first = list(islice(every, SIZE))
    if not first:
        return
    waiting: deque[Asked | Fault] = deque()

    def chunks() -> Iterator[Chunk]:
        block = first
        while block:
            waiting.extend(block)
            yield Chunk(0, tuple([each for each in block if isinstance(each, Asked)]))
            block = list(islice(every, SIZE))

    workers = Workers(engine, partial(look, file), _given_up)
    with closing(workers.in_order(chunks())) as results:
        for count, faults in results:
            yield from _told(waiting, count, faults)
    yield from waiting


def _told(
    waiting: deque[Asked | Fault], count: int, faults: dict[int, Fault]
) -> Iterator[Asked | Fault]:
    """The next requests, so many of which were looked at, and the faults between them."""
    index = 0
    while index < count:
        each = waiting.popleft()
        if isinstance(each, Asked):
            yield faults.get(index, each)
            index += 1
        else:
            yield each


def look(file: str, chunk: Chunk) -> Looked:
    """What is wrong with the requests of a chunk."""
    found = [_judged(each, file) for each in chunk.requests if isinstance(each, Asked)]
    faults = {index: each for index, each in enumerate(found) if isinstance(each, Fault)}
    return Looked(len(found), faults)


def _given_up(_: Chunk) -> Looked:
    """Who makes the leaflet will die of it, too, and then it has failed."""
    return Looked(1, {})


def _judged(asked: Asked, file: str) -> Request | Fault:
    try:
        return asked.judged(file)
    except SourceError as error:
        return error.faults[0]
