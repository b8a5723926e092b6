"""A leaflet that takes too long is given up, and the others go on, to the same bytes."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from leaflets import compose, read, typeset
from leaflets.base import limits
from leaflets.base.errors import TooSlow
from leaflets.batch import bodies
from leaflets.batch import timeouts as watch
from leaflets.batch.model import Setup
from leaflets.batch.pool import Here
from leaflets.batch.processes import Processes
from leaflets.stamping.frozen import Frozen

from .asked import Start, done, manifest
from .test_personal import TOLD, table

SECONDS = 0.4
ROWS = table(
    [{"monograph": "NAC", "identifier": f"p{n}", **TOLD, "reference": str(n)} for n in range(6)]
)
OUTS = ["x", "x.tar", "x.zip", "x.pdf"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The leaflets as they are made with all the time they need; their body is known then."""
    folder = tmp_path_factory.mktemp("whole")
    done(ROWS, folder)
    return folder


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Little time for a leaflet; forked workers inherit it."""
    monkeypatch.setattr(limits, "SECONDS_TO_TYPESET", SECONDS)
    return monkeypatch


def hangs_at(reference: str, code: Callable[..., bytes]) -> Callable[..., bytes]:
    """The words of one patient take for ever; the first alarm is swallowed, as others may do."""

    def hanging(frozen: Frozen, particulars: Any) -> bytes:
        if particulars.values["reference"] == reference:
            with suppress(Exception):
                time.sleep(60)
            time.sleep(60)
        return code(frozen, particulars)

    return hanging


@pytest.mark.parametrize("start", [Here, partial(Processes, 2)], ids=["here", "processes"])
@pytest.mark.parametrize("out", OUTS)
def test_one_that_hangs_holds_up_no_other(
    tmp_path: Path, whole: Path, hurried: pytest.MonkeyPatch, out: str, start: Start
) -> None:
    hurried.setattr(Frozen, "code", hangs_at("3", Frozen.code))
    before = time.monotonic()
    summary = done(ROWS, tmp_path / out, start=start)
    assert time.monotonic() - before < 20 * SECONDS
    assert (summary.made, summary.failures) == (5, {"T504": 1})
    assert [line["status"] for line in manifest(tmp_path / out)] == [
        "failed" if n == 3 else "made" for n in range(6)
    ]
    if out == "x":
        for n in {*range(6)} - {3}:
            assert (tmp_path / f"x/p{n}.pdf").read_bytes() == (whole / f"p{n}.pdf").read_bytes()


def test_a_body_that_hangs_is_tried_once(tmp_path: Path, hurried: pytest.MonkeyPatch) -> None:
    tries = []

    def typeset(*_: object, **__: object) -> None:
        tries.append(1)
        time.sleep(60)

    hurried.setattr("leaflets.pipeline.typeset", typeset)
    hurried.setattr(bodies, "_kept", bodies._Kept(Setup(None, "2020-02-04")))
    rows = "monograph,identifier\n" + "".join(f"NAC,i{n}\n" for n in range(5))
    assert done(rows, tmp_path).failures == {"T504": 5}
    assert tries == [1]


@pytest.mark.usefixtures("hurried")
def test_many_quick_ones_may_take_longer_together() -> None:
    end = time.monotonic() + 2 * SECONDS
    with watch.watching():
        while time.monotonic() < end:
            with watch.UNDER_WAY:
                time.sleep(SECONDS / 10)
        time.sleep(1.5 * SECONDS)  # nothing is under way, such as a slow disk


@pytest.mark.usefixtures("hurried")
def test_it_is_told_how_long_and_what_to_do() -> None:
    with watch.watching(), pytest.raises(TooSlow) as told, watch.UNDER_WAY:
        time.sleep(60)
    assert str(told.value) == (
        "T504 Making it took longer than 0.4 seconds. "
        "Shorten the monograph, or choose another layout."
    )


@pytest.mark.usefixtures("hurried")
def test_where_no_alarm_can_reach_nothing_is_stopped() -> None:
    ended = []

    def slow() -> None:
        with watch.watching(), watch.UNDER_WAY:
            time.sleep(1.5 * SECONDS)
        ended.append(True)

    thread = threading.Thread(target=slow)
    thread.start()
    thread.join()
    assert ended


# an alarm that rings in a callback of the garbage collector is lost there
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_was_stopped_anywhere_spoils_nothing_after_it() -> None:
    leaflet = compose(read("acetylcysteine"))
    whole = typeset(leaflet, "letter").pdf
    before = signal.signal(signal.SIGALRM, stopped)
    try:
        for n in range(1, 25):
            with suppress(TooSlow):
                signal.setitimer(signal.ITIMER_REAL, n / 600)
                typeset(leaflet, "letter")
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert typeset(leaflet, "letter").pdf == whole


def stopped(*_: object) -> NoReturn:
    raise TooSlow("Stopped.", "")
