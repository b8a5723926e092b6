"""Requests are judged in their order, whoever judges them, and every fault is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing

import pytest

from leaflets.base.errors import Fault, Place, RequestsError
from leaflets.batch import validate as judging
from leaflets.batch.model import Asked, Key, Request
from leaflets.batch.plan import Defaults, Planner, Setup, plan
from leaflets.batch.pool import Engine, Here
from leaflets.batch.processes import processes
from leaflets.batch.validate import judged

from .asked import asked
from .test_personal import TOLD, table

KEY = Key("m", "l", "en", "generic")
WRONG = {4, 11, 12, 30}  # lines with dangerous notation
NONE = {2, 13, 14, 15, 16, 31}  # lines that are no requests
ENGINES = [None, Engine(Here, 1), processes(2)]


def rows() -> Iterator[Asked | Fault]:
    for line in range(32):
        if line in NONE:
            yield Fault("B110", Place("asked", line), "It is no row.", "Look at it.")
        else:
            said = "Take 1.0 mg." if line in WRONG else "Take 1 tablet."
            yield Asked(line, f"r{line}", KEY, {"directions": said})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("few", [0, 3, 14, 32, 40])
def test_everything_is_told_in_order(
    engine: Engine | None, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "SIZE", 3)
    found = list(judged(rows(), "asked", few, engine))
    assert [each.place.line if isinstance(each, Fault) else each.line for each in found] == list(
        range(32)
    )
    faults = {each.place.line: each.code for each in found if isinstance(each, Fault)}
    assert faults == dict.fromkeys(WRONG, "C301") | dict.fromkeys(NONE, "B110")
    judged_here = [each for each in found if isinstance(each, Request)]
    here = few if engine and engine.jobs > 1 else 32
    assert len(judged_here) == len([each for each in found[:here] if not isinstance(each, Fault)])


def test_a_judge_that_is_killed_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """The request is judged once more by who makes the leaflet, and fails there."""
    judge = judging._judged

    def deadly(asked: Asked, file: str) -> Request | Fault:
        if asked.line == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        return judge(asked, file)

    monkeypatch.setattr(judging, "_judged", deadly)
    monkeypatch.setattr(judging, "SIZE", 5)
    found = list(judged(rows(), "asked", 0, processes(2)))
    faults = [each.place.line for each in found if isinstance(each, Fault)]
    assert faults == sorted(WRONG | NONE)
    assert len(found) == 32


def test_judges_do_not_outlive_who_asks_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "SIZE", 1)
    engine = processes(2)
    stopped = []
    monkeypatch.setattr(
        "leaflets.batch.processes.Processes.stop", lambda self: stopped.append(self.shutdown())
    )
    with closing(judged(rows(), "asked", 0, engine)) as found:  # type: ignore[type-var]
        next(found)
    assert len(stopped) == 1


def test_a_plan_is_the_same_whoever_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflets.batch.plan.FEW", 2)
    monkeypatch.setattr(judging, "SIZE", 2)
    sound = table([{"monograph": "NAC", "identifier": f"p{n}", **TOLD} for n in range(9)])
    unsound = sound.replace("once a day", "once a day, 1.0 mg")
    plans, refusals = [], []
    for engine in ENGINES:
        planner = Planner(Setup(), Defaults())
        plans.append(plan(asked(sound), planner, engine))
        with pytest.raises(RequestsError) as refused:
            plan(asked(unsound), planner, engine)
        refusals.append(refused.value.faults)
    assert plans[0] == plans[1] == plans[2]
    assert refusals[0] == refusals[1] == refusals[2]
    assert len(refusals[0]) == 9
