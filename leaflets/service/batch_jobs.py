"""Batches that a service was given: a private folder for each, which all workers share.

    requests          the rows as they came; they name patients
    options.json      how to make the leaflets
    status.json       how far the batch is, rewritten by the process that makes it
    cancelled         that the process shall end
    leaflets.zip      the leaflets, when all are made, with the journal of a batch beside it; or
                      leaflets.tar, or leaflets.pdf, one file for the printer
    fetched           when the leaflets were fetched

A folder appears whole, and NAME.lock beside it is held by the process that makes the batch. It is
removed when it is no longer needed: on demand, some minutes after its leaflets were fetched, and a
day after its last change. A batch whose process was killed is begun anew, and goes on where it was.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from ..base.errors import LeafletsError, NotFoundError
from ..base.files import make_folder, remove_folder, write
from ..base.files.groups import remove_stale_groups, staged_group
from ..base.files.shared import file_lock
from ..batch.form import RequestForm

__all__ = [
    "MOST_BATCHES", "BatchJob", "BatchJobs", "BatchOptions", "BatchProblem", "BatchStatus",
    "NotFinished", "TooManyBatches",
]  # fmt: skip

MOST_BATCHES: Final = 20  # that a service holds, made or not
SECONDS_AFTER_FETCH: Final = 600.0  # for a second attempt, where a connection broke
SECONDS_TO_KEEP: Final = 86_400.0  # after the last change
SECONDS_TO_END: Final = 5.0  # for a process that is told to end
ATTEMPTS: Final = 3  # to make a batch whose process dies
NAME: Final = re.compile(r"[0-9a-f]{32}")
State = Literal["waiting", "checking", "making", "made", "refused", "failed"]
ENDED: Final = frozenset({"made", "refused", "failed"})


class TooManyBatches(LeafletsError):
    """The service holds as many batches as it may."""

    exit_code = 7
    code = "Y921"


class NotFinished(LeafletsError):
    """The leaflets are not made yet, or never will be."""

    exit_code = 7
    code = "Y922"


class BatchOptions(Struct, frozen=True, kw_only=True):
    """How to make the leaflets of a batch; what a row says comes first.

    folder: a pharmacy's own library. layout, language, profile: where a row names none. date: ISO,
    on every leaflet. today: by the clock of the service. out: the kind of the file with the
    leaflets. form: what the rows do not show themselves.
    """

    layout: str = "standard"
    language: str = "en"
    profile: str = "generic"
    pharmacy: str | None = None
    date: str | None = None
    folder: str | None = None
    today: str | None = None
    approved_only: bool = False
    out: Literal["zip", "tar", "pdf"] = "zip"
    form: RequestForm = RequestForm()


class BatchProblem(Struct, frozen=True, kw_only=True):
    """Why a batch was refused or failed. faults: the first of them, as plain values."""

    code: str
    says: str
    hint: str
    faults: list[dict[str, str | int]]


class BatchStatus(Struct, frozen=True, kw_only=True):
    """How far a batch is.

    waiting: for other batches. checking: the requests. making, made: the leaflets. refused: no
    request is sound. failed: the batch could not be made. requests: how many are sound; None: not
    known yet. done: of these, failures included. refused: rows. problem: why it was refused or
    failed. failures: numbers by error code. attempts: how often it was begun.
    """

    state: State = "waiting"
    requests: int | None = None
    done: int = 0
    failed: int = 0
    drafts: int = 0
    refused: int = 0
    failures: dict[str, int] = {}
    warnings: list[dict[str, str | int]] = []
    problem: BatchProblem | None = None
    attempts: int = 0

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED


class BatchJob:
    """One batch. folder: of its own; its name is the name of the batch."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.name = folder, folder.name
        self.requests = folder / "requests"
        self.lock = folder.with_name(f"{folder.name}.lock")
        self._status, self._options = folder / "status.json", folder / "options.json"
        self._fetched, self._cancelled = folder / "fetched", folder / "cancelled"

    @property
    def options(self) -> BatchOptions:
        """How to make the leaflets."""
        return msgspec.json.decode(self._options.read_bytes(), type=BatchOptions)

    @property
    def archive(self) -> Path:
        """The file with the leaflets."""
        return self.folder / f"leaflets.{self.options.out}"

    @property
    def status(self) -> BatchStatus:
        """How far the batch is."""
        with suppress(FileNotFoundError):
            return msgspec.json.decode(self._status.read_bytes(), type=BatchStatus)
        return BatchStatus()

    def set_status(self, status: BatchStatus) -> None:
        """Note how far the batch is. Raises WriteError."""
        write(self._status, msgspec.json.encode(status))

    def file(self, what: Literal["archive", "manifest", "refused"]) -> Path:
        """Return the path of a file of a batch that is made. Raises NotFinished, NotFoundError."""
        state = self.status.state
        if state != "made":
            hint = "Ask for its status." if state in ENDED else "Wait, and ask for its status."
            raise NotFinished(f"The leaflets of the batch are not made: it is {state}.", hint)
        beside = {
            "archive": (self.archive,),
            "manifest": (self.archive.with_name(f"{self.archive.name}.manifest.jsonl"),),
            "refused": [
                self.archive.with_name(f"{self.archive.name}.refused{ending}")
                for ending in (".csv", ".jsonl")
            ],
        }[what]
        for path in beside:
            if path.exists():
                return path
        raise NotFoundError("No row of the batch was refused.", "Fetch the archive.", code="Y920")

    def note_fetch(self) -> None:
        """Note that the leaflets were sent to the end. Raises WriteError."""
        write(self._fetched, b"")

    def is_over(self, now: float) -> bool:
        """Whether the folder may go. now: seconds since 1970."""
        if self.is_cancelled:
            return True
        with suppress(FileNotFoundError):
            return self._fetched.stat().st_mtime < now - SECONDS_AFTER_FETCH
        path = self._status if self._status.exists() else self._options
        with suppress(FileNotFoundError):
            return path.stat().st_mtime < now - SECONDS_TO_KEEP
        return True

    def is_running(self) -> bool:
        """Whether a process makes it, or waits to make it."""
        try:
            with file_lock(self.lock, 0.0):
                return False
        except TimeoutError:
            return True

    @property
    def is_cancelled(self) -> bool:
        """Whether the batch shall be removed, as soon as its process has ended."""
        return self._cancelled.exists()

    def remove(self) -> None:
        """End its process, and remove all that it holds. Raises WriteError.

        A process that does not end in time removes nothing of its own; `BatchJobs.tidy` does.
        """
        write(self._cancelled, b"")
        with suppress(TimeoutError), file_lock(self.lock, SECONDS_TO_END):
            remove_folder(self.folder)


class BatchJobs:
    """The batches of a service. folder: private; it is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._children: list[subprocess.Popen[bytes]] = []

    def add(self, name: str, requests: bytes, options: BatchOptions) -> BatchJob:
        """Take a batch, durably, and start it; one of that name is there already after a kill.

        name: 32 hexadecimal digits that nobody guesses. Raises TooManyBatches, WriteError.
        """
        job = BatchJob(self._folder / name)
        if not job.folder.exists():
            make_folder(self._folder, private=True)
            if sum(1 for _ in self) >= MOST_BATCHES:
                raise TooManyBatches(
                    f"The service holds {MOST_BATCHES} batches already. Nothing was begun.",
                    "Fetch them and delete them, or wait until they are removed.",
                )
            with staged_group(self._folder) as group:
                group.write(job.requests.name, [requests])
                group.write("options.json", [msgspec.json.encode(options)])
                group.publish(job.folder, durable=True)
        self._start(job)
        return job

    def find(self, name: str) -> BatchJob:
        """Return a batch by its name. Raises NotFoundError Y920."""
        job = BatchJob(self._folder / name)
        if NAME.fullmatch(name) and job.folder.is_dir() and not job.is_cancelled:
            return job
        raise NotFoundError(
            "There is no such batch: it was never given, or was removed.",
            "Give the requests again.",
            code="Y920",
        )

    def __iter__(self) -> Iterator[BatchJob]:
        """Yield every batch."""
        with suppress(FileNotFoundError):
            for path in sorted(self._folder.iterdir()):
                if NAME.fullmatch(path.name):
                    yield BatchJob(path)

    def tidy(self, now: float) -> None:
        """Remove what is over, and start again what a killed process left. Raises WriteError.

        now: seconds since 1970.
        """
        for job in self:
            status = job.status
            if job.is_over(now):
                job.remove()
            elif not status.has_ended and not job.is_running():
                self._start(job)

    def begin(self) -> None:
        """Remove what a killed service had begun to write."""
        remove_stale_groups(self._folder)

    def close(self) -> None:
        """End the processes of this worker; their batches go on when the service starts again."""
        for child in self._children:
            child.terminate()
            child.wait()
        self._children.clear()

    def _start(self, job: BatchJob) -> None:
        """Start the process that makes a batch; one that finds another at work ends soon."""
        self._children = [child for child in self._children if child.poll() is None]
        self._children.append(
            subprocess.Popen(
                [sys.executable, "-m", "leaflets.service.batch_worker", str(job.folder.absolute())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
