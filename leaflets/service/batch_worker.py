"""The process that makes one batch of a service: `python -m leaflets.service.batch_worker FOLDER`.

It says nothing; all that happens is in the status of the batch.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ..base.errors import Bug, LeafletsError, SourceError, UsageError
from ..base.faults import fault_values
from ..base.files.shared import file_lock
from ..base.operating_system import end_at_once, forbid_core_dumps
from .batch_jobs import ATTEMPTS, BatchJob, BatchProblem, BatchStatus

if TYPE_CHECKING:
    from ..batch.plan import Plan
    from ..batch.run import Summary

__all__ = ["end_when_cancelled", "make_batch"]

SLOT: Final = "making.lock"  # one batch is made at a time, so that the service stays quick
SECONDS_FOR_LOCK: Final = 2.0
SECONDS_BETWEEN_NOTES: Final = 0.5
SECONDS_BETWEEN_LOOKS: Final = 0.3
NICENESS: Final = 10
SHOWN_WARNINGS: Final = 100


def make_batch(folder: Path) -> None:
    """Make the batch in a folder, unless another process does, or it has ended."""
    job = BatchJob(folder)
    try:
        with file_lock(job.lock, SECONDS_FOR_LOCK):
            _make_alone(job)
    except TimeoutError:  # another process makes it
        pass


def _make_alone(job: BatchJob) -> None:
    status = job.status
    if status.has_ended:
        return
    work = _Work(job, BatchStatus(attempts=status.attempts + 1))
    if status.attempts >= ATTEMPTS:
        work.fail(Bug("The process that made the batch died again and again."))
        return
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(file_lock(job.folder.with_name(SLOT), 60.0))
                break
            except TimeoutError:  # other batches are not done yet
                continue
        work.run()


def end_when_cancelled(job: BatchJob) -> None:
    """End this process as soon as the batch is cancelled, whatever it is doing."""
    while not job.is_cancelled:
        sleep(SECONDS_BETWEEN_LOOKS)
    end_at_once()


class _Work:
    """The work on one batch. status: as it was last noted."""

    def __init__(self, job: BatchJob, status: BatchStatus) -> None:
        self._job, self._status = job, status
        self._noted = 0.0

    def run(self) -> None:
        """Make the batch, and note how it ended."""
        self._note(state="checking")
        try:
            self._make()
        except LeafletsError as error:
            self.fail(error)
        except Exception as exception:
            name = type(exception).__name__
            self.fail(Bug(f"The program broke one of its own promises: {name}."))

    def _make(self) -> None:
        # imported here so that a batch that waits takes little memory
        from ..batch.model import Setup
        from ..batch.plan import plan
        from ..batch.planner import Defaults, Planner
        from ..batch.pool import Engine, SerialExecutor
        from ..batch.requests import RequestFile
        from ..batch.run import Batch, run
        from ..batch.targets.open import open_target
        from ..batch.targets.print_file import PART
        from ..content.library import Library
        from ..pdf.figures import pharmacy_of

        options, engine = self._job.options, Engine(SerialExecutor, 1)
        folder = Path(options.folder) if options.folder else None
        pharmacy = pharmacy_of(Library(folder), options.pharmacy) if options.pharmacy else None
        setup = Setup(folder, options.date, pharmacy, options.today, options.approved_only)
        planner = Planner(setup, Defaults(options.layout, options.language, options.profile))
        with self._job.requests.open("rb") as stream:
            source = RequestFile(stream, "requests", options.form)
            planned = plan(source, planner, engine, keep_going=True)
            self._note_plan(planned)
            if options.out == "pdf" and planned.count > PART:
                message = f"One file for the printer has at most {PART:,} leaflets."
                raise UsageError(message, "Split the rows, or ask for out=zip.")
            target = open_target(str(self._job.archive), setup, planned.count, "none")
            with target.journal().locked():
                batch = Batch(source, planner, planned, target, engine)
                self._note_end(run(batch, resume=True, show_progress=self._note_progress))

    def _note_plan(self, planned: Plan) -> None:
        self._note(
            state="making",
            requests=planned.count,
            drafts=planned.drafts,
            refused=planned.refusals.line_count,
            warnings=[fault_values(fault) for fault in planned.warnings[:SHOWN_WARNINGS]],
        )

    def _note_progress(self, done: int, failed: int) -> None:
        if monotonic() - self._noted >= SECONDS_BETWEEN_NOTES:
            self._note(done=done, failed=failed)

    def _note_end(self, summary: Summary) -> None:
        failed = sum(summary.failures.values())
        done = summary.new + summary.unchanged + failed
        self._note(state="made", done=done, failed=failed, failures=summary.failures)

    def fail(self, error: LeafletsError) -> None:
        """Note why the batch was not made."""
        state = "failed" if self._status.state == "making" or isinstance(error, Bug) else "refused"
        faults = error.faults if isinstance(error, SourceError) else ()
        values = [fault_values(fault) for fault in faults]
        problem = BatchProblem(code=error.code, says=error.says, hint=error.hint, faults=values)
        self._note(state=state, problem=problem)

    def _note(self, **changes: object) -> None:
        self._status = replace(self._status, **changes)
        self._job.set_status(self._status)
        self._noted = monotonic()


if __name__ == "__main__":
    forbid_core_dumps()
    with suppress(OSError, AttributeError):  # Windows has no such call
        os.nice(NICENESS)
    own_folder = Path(sys.argv[1])
    Thread(target=end_when_cancelled, args=(BatchJob(own_folder),), daemon=True).start()
    make_batch(own_folder)
