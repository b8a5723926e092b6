"""Batches of a service: made by a process of their own, cancelled, taken up again, removed."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leaflets.base.errors import NotFoundError
from leaflets.service import batch_jobs
from leaflets.service.batch_jobs import (
    BatchJob,
    BatchJobs,
    BatchOptions,
    NotFinished,
    TooManyBatches,
)
from leaflets.service.batch_worker import make_batch

NAME, OTHER = "0" * 32, "1" * 32
ROWS = b"""identifier,monograph,patient,directions
a-1,acetylcysteine,Ada Exempel,Take 1 tablet once a day.
a-2,acetylcysteine,Bo Exempel,Take 2 tablets once a day.
a-3,no-such-medicine,Cy Exempel,Take 1 tablet once a day.
"""


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[BatchJobs]:
    jobs = BatchJobs(tmp_path / "batches")
    yield jobs
    jobs.close()


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is true; a process starts in half a second."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it never came true")


def test_a_batch_is_made_by_a_process_of_its_own(jobs: BatchJobs) -> None:
    job = jobs.add(NAME, ROWS, BatchOptions())
    wait_for(lambda: job.status.has_ended)
    status = job.status
    assert (status.state, status.requests, status.done, status.refused) == ("made", 2, 2, 1)
    with zipfile.ZipFile(job.file("archive")) as archive:
        assert archive.namelist() == ["a-1.pdf", "a-2.pdf"]
    assert b"no-such-medicine" in job.file("refused").read_bytes()
    assert job.file("manifest").read_bytes().count(b'"made"') == 2
    assert {path.stat().st_mode & 0o077 for path in (job.folder, *job.folder.iterdir())} == {0}
    before = job.folder.stat().st_mtime
    job.note_fetch()
    jobs.tidy(before)
    assert jobs.find(NAME) is not None
    jobs.tidy(before + 2 * batch_jobs.SECONDS_AFTER_FETCH)
    assert not list(jobs)


def test_a_batch_without_a_sound_row_is_refused_with_its_faults(
    jobs: BatchJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BatchJobs, "_start", lambda _, job: make_batch(job.folder))
    job = jobs.add(NAME, ROWS.replace(b"acetylcysteine", b"nothing"), BatchOptions())
    problem = job.status.problem
    assert job.status.state == "refused"
    assert problem is not None
    assert [fault["line"] for fault in problem.faults] == [2, 3, 4]
    assert "Exempel" not in str(problem)
    with pytest.raises(NotFinished):
        job.file("archive")


def test_a_batch_that_is_cancelled_leaves_nothing(jobs: BatchJobs, tmp_path: Path) -> None:
    rows = "identifier,monograph,patient\n" + "".join(
        f"a-{number},acetylcysteine,Ada Exempel\n" for number in range(20_000)
    )
    job = jobs.add(NAME, rows.encode(), BatchOptions())
    wait_for(lambda: job.status.state != "waiting")
    other = jobs.add(OTHER, ROWS, BatchOptions())
    assert other.status.state == "waiting"
    for batch in (job, other):
        batch.remove()
        with pytest.raises(NotFoundError):
            jobs.find(batch.name)
    assert not list((tmp_path / "batches").glob("[01]*"))


def test_a_batch_whose_process_was_killed_goes_on(jobs: BatchJobs) -> None:
    job = jobs.add(NAME, ROWS, BatchOptions())
    jobs.close()
    assert not job.status.has_ended
    later = BatchJobs(job.folder.parent)
    later.begin()
    later.tidy(job.folder.stat().st_mtime)
    wait_for(lambda: job.status.has_ended)
    assert job.status.state == "made"
    later.close()


def test_only_so_many_are_held(jobs: BatchJobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BatchJobs, "_start", lambda *_: None)
    monkeypatch.setattr(batch_jobs, "MOST_BATCHES", 1)
    jobs.add(NAME, ROWS, BatchOptions())
    jobs.add(NAME, ROWS, BatchOptions())  # the same one, as after a kill
    with pytest.raises(TooManyBatches):
        jobs.add(OTHER, ROWS, BatchOptions())


def test_a_batch_that_kills_its_process_is_given_up(
    jobs: BatchJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BatchJobs, "_start", lambda *_: None)
    job = jobs.add(NAME, ROWS, BatchOptions())
    job.set_status(batch_jobs.BatchStatus(state="making", attempts=batch_jobs.ATTEMPTS))
    make_batch(job.folder)
    assert job.status.state == "failed"
    assert isinstance(job, BatchJob)
