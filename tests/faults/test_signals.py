"""Rows 45 and 46: Ctrl-C, termination, hang-up, and readers that go away."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets import pipeline
from leaflets.base.files import system
from leaflets.cli import console

from ..cli.program import MODULE, ROOT, leaflets
from .crashing import Counting

OLD = b"%PDF- old"
RENDER = ("render", "acetylcysteine", "--out", "a.pdf")
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


def at_verb(name: str, number: int) -> Callable[[], None]:
    """Send ourselves a signal when a verb begins."""

    def before() -> None:
        verb = getattr(pipeline, name)

        def signalled(*given: object, **named: object) -> object:
            os.kill(os.getpid(), number)
            return verb(*given, **named)

        setattr(pipeline, name, signalled)

    return before


def at_call(name: str, number: int) -> Callable[[], None]:
    """Send ourselves a signal when a call of the writer begins."""

    def before() -> None:
        count = Counting(1, lambda: os.kill(os.getpid(), number))
        system.calls = system.calls._replace(**{name: count(getattr(system.calls, name))})

    return before


POINTS = {
    **{
        f"{verb} begins": lambda n, v=verb: at_verb(v, n) for verb in ("read", "compose", "typeset")
    },
    **{f"at {call}": lambda n, c=call: at_call(c, n) for call in ("lock", "write", "fsync")},
}


@pytest.mark.parametrize("number", list(ENDS), ids=lambda number: number.name)
@pytest.mark.parametrize("point", list(POINTS))
def test_stopped_at_a_step(tmp_path: Path, point: str, number: signal.Signals) -> None:
    (tmp_path / "a.pdf").write_bytes(OLD)
    done = leaflets(*RENDER, cwd=tmp_path, before=POINTS[point](number))
    assert (done.code, done.out) == (ENDS[number], b"")
    assert "Traceback" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == OLD


def test_a_second_ctrl_c_ends_at_once(tmp_path: Path) -> None:
    def before() -> None:
        at_verb("compose", signal.SIGINT)()
        console.note = lambda _: os.kill(os.getpid(), signal.SIGINT) or os._exit(55)  # type: ignore[assignment]

    done = leaflets(*RENDER, cwd=tmp_path, before=before)
    assert done.code == 130


def test_who_ignores_ctrl_c_is_not_stopped(tmp_path: Path) -> None:
    def before() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # nohup
        at_verb("compose", signal.SIGINT)()
        at_verb("typeset", signal.SIGHUP)()

    assert leaflets(*RENDER, cwd=tmp_path, before=before).code == 0


def test_ctrl_c_on_a_whole_program(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never")
    script = (
        "import time, leaflets.pipeline as v; v.read = lambda *a, **k: (print('on', flush=True),"
        "time.sleep(20)); from leaflets.cli import main; main()"
    )
    with subprocess.Popen(
        [MODULE[0], "-c", script, *RENDER],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as program:
        assert program.stdout
        assert program.stderr
        assert program.stdout.readline() == b"on\n"
        os.killpg(program.pid, signal.SIGINT)
        assert program.wait(10) == 130
        assert program.stderr.read() == b"Stopped.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("help", "layouts"),
        ("schema",),
        ("render", "acetylcysteine", "--as", "text"),
        ("render", "acetylcysteine", "--out", "-"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_reader_that_goes_away_is_no_fault(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = leaflets(*arguments, stdout=writer)
    finally:
        os.close(writer)
    assert done.code == 141
    assert "Traceback" not in done.err
    assert "Broken" not in done.err
