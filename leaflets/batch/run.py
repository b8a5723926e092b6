"""From a plan to leaflets: chunks out, what became of them into the manifest, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Final

from ..errors import Bug, Fault
from ..files.many import sweep
from ..record import record
from .bodies import warm
from .folder import SHARD, Folder
from .journal import Journal
from .model import Made, Request
from .plan import Plan, Planner
from .pool import Workers
from .requests import Requests
from .work import Chunk, Done, to_folder

__all__ = ["Batch", "Summary", "run"]

FEW: Final = 50  # requests in a chunk where all go into one folder: a full render takes its time


@record
class Batch:
    """A batch that can begin. start: makes an executor. jobs: how many workers it has."""

    source: Requests
    planner: Planner
    plan: Plan
    folder: Folder
    start: Callable[[], Executor]
    jobs: int


@record
class Summary:
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


def run(
    batch: Batch, journal: Journal, *, resume: bool, tell: Callable[[int, int], None]
) -> Summary:
    """Make all leaflets of a batch that are not there yet.

    tell: is called with the requests done so far, and those that failed. The caller holds the
    journal's lock. Raises WriteError, UsageError; what is done until then stays done.
    """
    goes_on = journal.begin(batch.plan.sha256, resume=resume)
    sweep(batch.folder.root)
    warm(batch.planner.setup, batch.plan.keys)
    act = partial(to_folder, batch.planner.setup, batch.folder)
    tally = _Tally()
    chunks = _chunks(batch, journal.lines() if goes_on else iter(()))
    workers = Workers(batch.start, act, ahead=2 * batch.jobs + 1)
    try:
        with closing(workers.in_order(chunks)) as results:
            known = sum(1 for _ in journal.lines()) if goes_on else 0
            _write(journal, results, known, tally, tell)
    finally:  # the workers are gone, perhaps in the midst of something
        sweep(batch.folder.root)
    return Summary(tally.made, tally.kept, dict(tally.failures), tuple(tally.told))


def _write(
    journal: Journal,
    results: Iterable[Done],
    known: int,
    tally: _Tally,
    tell: Callable[[int, int], None],
) -> None:
    """The manifest, anew. It takes the place of the old one when it has as many lines as that."""
    count = 0
    with journal.anew() as manifest:
        for done in results:
            manifest.write(done.lines)
            tally.add(done)
            before, count = count, count + len(done.lines)
            if count < known:
                continue
            if before < known or not before:
                manifest.publish(journal.manifest)
            else:
                manifest.sync()
            tell(count, tally.failures.total())
        if not count:
            manifest.publish(journal.manifest)


def _chunks(batch: Batch, known: Iterator[bytes]) -> Iterator[Chunk]:
    """All requests, in chunks, with what the manifest knows of them."""
    size = SHARD if batch.folder.sharded else FEW
    requests = _sound(batch.planner.requests(batch.source))
    number = 0
    while part := tuple(islice(requests, size)):
        yield Chunk(number, part, tuple(islice(known, len(part))))
        number += 1


def _sound(requests: Iterable[Request | Fault]) -> Iterator[Request]:
    for each in requests:
        if isinstance(each, Fault):
            raise Bug("A request changed while the batch ran.", "Run it again with --resume.")
        yield each
