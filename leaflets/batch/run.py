"""Runs a plan: sends chunks to workers, writes the manifest, and sums up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct

from ..base.errors import Bug, Fault
from .bodies import prepare_bodies
from .journal import Journal, is_draft
from .model import Outcome, Request, UncheckedRequest
from .plan import Plan
from .planner import Planner
from .pool import Engine, Workers
from .refusals import line_of
from .refused_file import write_refused
from .requests import RequestSource
from .targets.target import Target
from .timeouts import time_limit_enabled
from .work import Chunk, ChunkResult, give_up

__all__ = ["Batch", "Summary", "run"]

ShowProgress = Callable[[int, int], None]


class Batch(Struct, frozen=True):
    """A batch that can begin."""

    source: RequestSource
    planner: Planner
    plan: Plan
    target: Target
    engine: Engine


class Summary(Struct, frozen=True):
    """How a batch ended. new, unchanged: numbers of leaflets. drafts: how many of these are drafts.

    failures: numbers by error code. first_failures: to be shown. refused: the file of refused
    requests, if there are any.
    """

    new: int
    unchanged: int
    drafts: int
    failures: dict[str, int]
    first_failures: tuple[Outcome, ...]
    refused: Path | None = None


class _Tally:
    """Counts outcomes, and keeps the first failures."""

    SHOWN = 20

    def __init__(self) -> None:
        self.new = self.unchanged = self.drafts = 0
        self.failures: Counter[str] = Counter()
        self.first_failures: list[Outcome] = []

    def add(self, result: ChunkResult) -> None:
        self.unchanged += result.unchanged
        self.new += len(result.lines) - result.unchanged - len(result.failures)
        self.drafts += sum(map(is_draft, result.lines))
        for outcome in result.failures:
            self.failures[outcome.error.code if outcome.error else ""] += 1
            if len(self.first_failures) < self.SHOWN:
                self.first_failures.append(outcome)

    def summary(self, refused: Path | None) -> Summary:
        failures = dict(self.failures)
        first_failures = tuple(self.first_failures)
        return Summary(self.new, self.unchanged, self.drafts, failures, first_failures, refused)


@time_limit_enabled()
def run(batch: Batch, *, resume: bool, show_progress: ShowProgress) -> Summary:
    """Make all leaflets of a batch that are not there yet.

    show_progress: is called with the number of requests done so far, and of failures among them.
    The caller holds the lock of the journal. Raises WriteError, UsageError, StoreError; what was
    done before stays done.
    """
    target, journal = batch.target, batch.target.journal()
    resumes = journal.begin(batch.plan.sha256, resume=resume)
    target.close()  # removes what a killed batch left
    refused = _write_refused(batch)
    prepare_bodies(batch.planner.setup, batch.plan.bodies)
    tally = _Tally()
    try:
        line_count = journal.count() if resumes else 0
        sound = target.count_sound(journal.lines(), batch.plan.count) if line_count else 0
        lines = journal.lines() if line_count and target.workers_resume else ()
        workers = Workers(batch.engine, target.task(), give_up)
        with closing(workers.in_order(_chunks(batch, sound, lines))) as results:
            unchanged = _unchanged(journal, sound, target.chunk_size)
            _write(target, chain(unchanged, results), line_count, tally, show_progress)
        target.finish()
    finally:
        target.close()
    return tally.summary(refused)


def _write_refused(batch: Batch) -> Path | None:
    """Write the file of refused requests, if there are any, and return its path."""
    refusals, target = batch.plan.refusals, batch.target
    if not refusals:
        return None
    ending, content = batch.source.refused(refusals.reasons())
    path = target.journal().refused(ending)
    write_refused(path, content, durable=target.is_durable)
    return path


def _write(
    target: Target,
    results: Iterable[ChunkResult],
    line_count: int,
    tally: _Tally,
    show_progress: ShowProgress,
) -> None:
    """Add results to the target, and write a new manifest.

    line_count: of the previous manifest, which is replaced when the new one has as many lines.
    """
    journal, count = target.journal(), 0
    with journal.new_manifest() as manifest:
        for result in map(target.add, results):
            manifest.write(result.lines)
            tally.add(result)
            before, count = count, count + len(result.lines)
            if count < line_count:
                continue
            if before < line_count or not before:
                manifest.publish(journal.manifest, durable=target.is_durable)
            elif target.is_durable:
                manifest.sync()
            show_progress(count, tally.failures.total())
        if not count:
            manifest.publish(journal.manifest)


def _unchanged(journal: Journal, count: int, chunk_size: int) -> Iterator[ChunkResult]:
    """Yield the first lines of the previous manifest as results."""
    lines = islice(journal.lines(), count)
    while block := tuple(islice(lines, chunk_size)):
        yield ChunkResult(block, unchanged=len(block))


def _chunks(batch: Batch, skipped: int, manifest: Iterable[bytes]) -> Iterator[Chunk]:
    """Yield all requests after the skipped ones in chunks, with their lines of the manifest."""
    planned_requests = batch.plan.requests
    all_requests: Iterator[Request | UncheckedRequest]
    all_requests = (
        iter(planned_requests) if planned_requests is not None else _sound_requests(batch)
    )
    requests = islice(all_requests, skipped, None)
    lines, number = iter(manifest), 0
    while part := tuple(islice(requests, batch.target.chunk_size)):
        yield Chunk(number, part, tuple(islice(lines, len(part))))
        number += 1


def _sound_requests(batch: Batch) -> Iterator[UncheckedRequest]:
    """Read the requests again, without those refused. Raises Bug for a fault that is new."""
    refusals = batch.plan.refusals
    for request in batch.planner.unchecked_requests(batch.source):
        if line_of(request) in refusals:
            continue
        if isinstance(request, Fault):
            raise Bug("A request changed while the batch ran.", "Run it again with --resume.")
        yield request
