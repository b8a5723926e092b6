"""A leaflet that takes too long fails, and the others are made, with the same bytes."""

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
from leaflets.batch.model import Setup
from leaflets.batch.pool import SerialExecutor
from leaflets.batch.processes import ParallelExecutor
from leaflets.batch.timeouts import TIME_LIMIT, time_limit_enabled
from leaflets.stamping.frozen import Frozen

from .running import Start, personal_rows, read_manifest, rows_csv, run_batch

SECONDS = 0.4
ROWS = personal_rows(6)
OUTS = ["x", "x.tar", "x.zip", "x.pdf"]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a batch without a time limit; it leaves the body in the cache."""
    folder = tmp_path_factory.mktemp("undisturbed")
    run_batch(ROWS, folder)
    return folder


@pytest.fixture
def short_limit(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A short limit, which forked workers inherit."""
    monkeypatch.setattr(limits, "SECONDS_TO_TYPESET", SECONDS)
    return monkeypatch


def hang_on(reference: str, code: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return `code`, hanging for one patient. It swallows the first alarm, as a library may do."""

    def hanging(frozen: Frozen, particulars: Any) -> bytes:
        if particulars.values["reference"] == reference:
            with suppress(Exception):
                time.sleep(60)
            time.sleep(60)
        return code(frozen, particulars)

    return hanging


@pytest.mark.parametrize(
    "start", [SerialExecutor, partial(ParallelExecutor, 2)], ids=["in-process", "processes"]
)
@pytest.mark.parametrize("out", OUTS)
def test_a_leaflet_that_hangs_fails_alone(
    tmp_path: Path, undisturbed: Path, short_limit: pytest.MonkeyPatch, out: str, start: Start
) -> None:
    short_limit.setattr(Frozen, "code", hang_on("x3x", Frozen.code))
    begun = time.monotonic()
    summary = run_batch(ROWS, tmp_path / out, start=start)
    assert time.monotonic() - begun < 20 * SECONDS
    assert (summary.new, summary.failures) == (5, {"T504": 1})
    assert [line["status"] for line in read_manifest(tmp_path / out)] == [
        "failed" if n == 3 else "made" for n in range(6)
    ]
    if out == "x":
        for name in (f"p{n}.pdf" for n in range(6) if n != 3):
            assert (tmp_path / "x" / name).read_bytes() == (undisturbed / name).read_bytes()


def test_a_body_that_hangs_is_tried_once(tmp_path: Path, short_limit: pytest.MonkeyPatch) -> None:
    attempts = []

    def hanging(*_: object, **__: object) -> None:
        attempts.append(1)
        time.sleep(60)

    short_limit.setattr("leaflets.pipeline.typeset", hanging)
    short_limit.setattr(bodies, "_cache", bodies._Cache(Setup(date="2020-02-04")))
    assert run_batch(rows_csv(5), tmp_path).failures == {"T504": 5}
    assert attempts == [1]


@pytest.mark.usefixtures("short_limit")
def test_the_limit_is_for_each_leaflet() -> None:
    end = time.monotonic() + 2 * SECONDS
    with time_limit_enabled():
        while time.monotonic() < end:
            with TIME_LIMIT:
                time.sleep(SECONDS / 10)
        time.sleep(1.5 * SECONDS)  # outside of a leaflet, as on a slow disk


@pytest.mark.usefixtures("short_limit")
def test_an_inner_limit_restarts_the_outer_one() -> None:
    with time_limit_enabled(), TIME_LIMIT:
        for _ in range(2):
            time.sleep(0.7 * SECONDS)
            with TIME_LIMIT:
                time.sleep(0.7 * SECONDS)
        with pytest.raises(TooSlow):
            time.sleep(60)


@pytest.mark.usefixtures("short_limit")
def test_the_message_names_the_limit() -> None:
    with time_limit_enabled(), pytest.raises(TooSlow) as error, TIME_LIMIT:
        time.sleep(60)
    assert str(error.value) == (
        "T504 Making it took longer than 0.4 seconds. "
        "Shorten the monograph, or choose another layout."
    )


@pytest.mark.usefixtures("short_limit")
def test_other_threads_have_no_limit() -> None:
    ended = []

    def slow() -> None:
        with time_limit_enabled(), TIME_LIMIT:
            time.sleep(1.5 * SECONDS)
        ended.append(True)

    thread = threading.Thread(target=slow)
    thread.start()
    thread.join()
    assert ended


# an alarm that rings in a callback of the garbage collector is lost there
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_typesetting_may_be_interrupted_anywhere() -> None:
    leaflet = compose(read("acetylcysteine"))
    expected = typeset(leaflet, "letter").pdf
    previous = signal.signal(signal.SIGALRM, interrupt)
    try:
        for n in range(1, 25):
            with suppress(TooSlow):
                signal.setitimer(signal.ITIMER_REAL, n / 600)
                typeset(leaflet, "letter")
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, previous)
    assert typeset(leaflet, "letter").pdf == expected


def interrupt(*_: object) -> NoReturn:
    raise TooSlow("Stopped.", "")
