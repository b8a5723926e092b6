"""From a plan to leaflets: chunks out, what became of them into the manifest, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice

from msgspec import Struct

from ..base.errors import Bug, Fault
from .bodies import warm
from .journal import Journal
from .model import Asked, Made, Request
from .plan import Plan, Planner
from .pool import Engine, Workers
from .requests import Source
from .targets.target import Place
from .timeouts import watching
from .work import Chunk, Done, failed

__all__ = ["Batch", "Summary", "run"]

Tell = Callable[[int, int], None]


class Batch(Struct, frozen=True):
    """A batch that can begin."""

    source: Source
    planner: Planner
    plan: Plan
    place: Place
    engine: Engine


class Summary(Struct, frozen=True):
    """How a batch ended. failures: by code. told: the first of them."""

    made: int
    kept: int
    failures: dict[str, int]
    told: tuple[Made, ...]


class _Tally:
    """Counts what became of the requests. TOLD failures are kept to be shown."""

    TOLD = 20

    def __init__(self) -> None:
        self.made = self.kept = 0
        self.failures: Counter[str] = Counter()
        self.told: list[Made] = []

    def add(self, done: Done) -> None:
        self.kept += done.kept
        self.made += len(done.lines) - done.kept - len(done.failures)
        for made in done.failures:
            self.failures[made.error.code if made.error else ""] += 1
            if len(self.told) < self.TOLD:
                self.told.append(made)


@watching()
def run(batch: Batch, *, resume: bool, tell: Tell) -> Summary:
    """Make all leaflets of a batch that are not there yet.

    tell: is called with the requests done so far, and those that failed. The caller holds the lock
    of the journal. Raises WriteError, UsageError, StoreError; what is done until then stays done.
    """
    place, journal = batch.place, batch.place.journal()
    goes_on = journal.begin(batch.plan.sha256, resume=resume)
    place.close()  # what a batch that was killed has left
    warm(batch.planner.setup, batch.plan.bodies)
    tally = _Tally()
    try:
        known = journal.count() if goes_on else 0
        kept = place.kept(journal.lines(), batch.plan.count) if known else 0
        chunks = _chunks(batch, kept, journal.lines() if known and place.looks_again else ())
        workers = Workers(batch.engine, place.act(), failed)
        with closing(workers.in_order(chunks)) as results:
            every = chain(_again(journal, kept, place.size), results)
            _write(place, every, known, tally, tell)
        place.finish()
    finally:
        place.close()
    return Summary(tally.made, tally.kept, dict(tally.failures), tuple(tally.told))


def _write(place: Place, results: Iterable[Done], known: int, tally: _Tally, tell: Tell) -> None:
    """The manifest, anew. It takes the place of the old one when it has as many lines as that."""
    journal, count = place.journal(), 0
    with journal.anew() as manifest:
        for done in map(place.take, results):
            manifest.write(done.lines)
            tally.add(done)
            before, count = count, count + len(done.lines)
            if count < known:
                continue
            if before < known or not before:
                manifest.publish(journal.manifest, durable=place.is_durable)
            elif place.is_durable:
                manifest.sync()
            tell(count, tally.failures.total())
        if not count:
            manifest.publish(journal.manifest)


def _again(journal: Journal, kept: int, size: int) -> Iterator[Done]:
    """The lines of the manifest that stay as they are."""
    lines = islice(journal.lines(), kept)
    while block := tuple(islice(lines, size)):
        yield Done(block, kept=len(block))


def _chunks(batch: Batch, kept: int, known: Iterable[bytes]) -> Iterator[Chunk]:
    """All requests after those that are kept, in chunks, with what the manifest knows of them."""
    few = batch.plan.requests
    every: Iterator[Request | Asked]
    every = iter(few) if few is not None else _sound(batch.planner.asked(batch.source))
    requests = islice(every, kept, None)
    lines, number = iter(known), 0
    while part := tuple(islice(requests, batch.place.size)):
        yield Chunk(number, part, tuple(islice(lines, len(part))))
        number += 1


def _sound(requests: Iterable[Asked | Fault]) -> Iterator[Asked]:
    for each in requests:
        if isinstance(each, Fault):
            raise Bug("A request changed while the batch ran.", "Run it again with --resume.")
        yield each
