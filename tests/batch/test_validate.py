"""Requests are checked in their order, by whichever process, and every fault is reported."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing

import pytest

from leaflets.base.errors import Fault, Place, RequestsError
from leaflets.batch import validate
from leaflets.batch.model import LeafletKey, Request, Setup, UncheckedRequest
from leaflets.batch.plan import plan
from leaflets.batch.planner import Defaults, Planner
from leaflets.batch.pool import Engine, SerialExecutor
from leaflets.batch.processes import parallel_engine
from leaflets.batch.validate import Check, check_requests

from .running import personal_rows, request_file

KEY = LeafletKey("m", "l", "en", "generic")
WRONG = {4, 11, 12, 30}  # lines with dangerous notation
UNREADABLE = {2, 13, 14, 15, 16, 31}  # lines that are no requests
ENGINES = [None, Engine(SerialExecutor, 1), parallel_engine(2)]


def requests() -> Iterator[UncheckedRequest | Fault]:
    for line in range(32):
        if line in UNREADABLE:
            yield Fault("B110", Place("requests", line), "It is no row.", "Look at it.")
        else:
            directions = "Take 1.0 mg." if line in WRONG else "Take 1 tablet."
            yield UncheckedRequest(line, f"r{line}", KEY, {"directions": directions})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("few", [0, 3, 14, 32, 40])
def test_requests_and_faults_keep_their_order(
    engine: Engine | None, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validate, "CHUNK", 3)
    results = list(check_requests(requests(), Check("requests"), few, engine))
    lines = [item.place.line if isinstance(item, Fault) else item.line for item in results]
    assert lines == list(range(32))
    faults = {item.place.line: item.code for item in results if isinstance(item, Fault)}
    assert faults == dict.fromkeys(WRONG, "C301") | dict.fromkeys(UNREADABLE, "B110")
    first = few if engine and engine.jobs > 1 else 32  # these are checked in this process
    checked = [item for item in results if isinstance(item, Request)]
    assert checked == [item for item in results[:first] if not isinstance(item, Fault)]


def test_a_request_that_kills_a_worker_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is checked once more by the worker that makes the leaflet, and fails there."""
    check = UncheckedRequest.check

    def deadly(request: UncheckedRequest, file: str) -> Request:
        if request.line == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        return check(request, file)

    monkeypatch.setattr(UncheckedRequest, "check", deadly)
    monkeypatch.setattr(validate, "CHUNK", 5)
    results = list(check_requests(requests(), Check("requests"), 0, parallel_engine(2)))
    faults = [item.place.line for item in results if isinstance(item, Fault)]
    assert faults == sorted(WRONG | UNREADABLE)
    assert len(results) == 32


def test_workers_are_stopped_when_the_results_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "CHUNK", 1)
    engine = parallel_engine(2)
    stopped = []
    monkeypatch.setattr(
        "leaflets.batch.processes.ParallelExecutor.stop",
        lambda self: stopped.append(self.shutdown()),
    )
    with closing(check_requests(requests(), Check("requests"), 0, engine)) as results:  # type: ignore[type-var]
        next(results)
    assert len(stopped) == 1


def test_a_plan_is_the_same_with_and_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflets.batch.plan.FEW", 2)
    monkeypatch.setattr(validate, "CHUNK", 2)
    sound = personal_rows(9)
    unsound = sound.replace("once a day", "once a day, 1.0 mg")
    plans, refusals = [], []
    for engine in ENGINES:
        planner = Planner(Setup(), Defaults())
        plans.append(plan(request_file(sound), planner, engine))
        with pytest.raises(RequestsError) as refusal:
            plan(request_file(unsound), planner, engine)
        refusals.append(refusal.value.faults)
    assert plans[0] == plans[1] == plans[2]
    assert refusals[0] == refusals[1] == refusals[2]
    assert len(refusals[0]) == 9
