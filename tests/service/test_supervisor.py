"""The process above the workers waits for none of them."""

from __future__ import annotations

import time

import pytest
from uvicorn import Config

from leaflets.service.supervisor import Worker

SECONDS = 60.0


@pytest.fixture
def worker() -> Worker:
    """A worker that has not started, so that it gives no sign of life by itself."""
    return Worker(Config("nowhere:app"), [])


def test_a_worker_without_a_sign_of_life_is_not_waited_for(worker: Worker) -> None:
    start = time.monotonic()
    assert worker.ping(SECONDS)
    assert worker.ping(SECONDS)  # asked once, and still in time
    assert time.monotonic() - start < 1
    assert not worker.ping(0.0)


def test_a_sign_of_life_counts_from_when_it_came(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = time.monotonic
    assert worker.ping(SECONDS)
    assert worker.child_conn.recv() == b"ping"
    worker.child_conn.send(True)
    monkeypatch.setattr(time, "monotonic", lambda: clock() + SECONDS)
    assert worker.ping(SECONDS)
    monkeypatch.setattr(time, "monotonic", lambda: clock() + 2 * SECONDS)
    assert not worker.ping(SECONDS)
