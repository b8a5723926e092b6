"""How the program ends when something that nobody foresaw goes wrong."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets import pipeline
from leaflets.base.code_place import place_in_code
from leaflets.cli import errors as errors

from .program import leaflets

SECRET = "Jane Doe takes"
RENDER = ("render", "acetylcysteine", "--out", "a.pdf")


def failing(fault: BaseException) -> Callable[[], None]:
    def before() -> None:
        def fail(*_: object, **__: object) -> None:
            raise fault

        pipeline.compose = fail  # type: ignore[assignment]

    return before


@pytest.mark.parametrize(
    "fault",
    [ValueError(SECRET), KeyError(SECRET), RecursionError(SECRET), OSError(5, SECRET),
     AssertionError(SECRET), SystemExit(SECRET), GeneratorExit(SECRET), UnicodeError(SECRET)],
    ids=lambda fault: type(fault).__name__,
)  # fmt: skip
def test_a_fault_of_ours_is_one_line_without_words(tmp_path: Path, fault: BaseException) -> None:
    done = leaflets(*RENDER, cwd=tmp_path, before=failing(fault))
    assert (done.code, done.out, done.err[:5]) == (70, b"", "X700 ")
    assert type(fault).__name__ in done.err
    assert "leaflets/cli/render.py:" in done.err
    assert SECRET not in done.err
    assert "Traceback" not in done.err
    assert not list(tmp_path.iterdir())


def test_the_whole_fault_is_kept_privately_if_asked(tmp_path: Path) -> None:
    before = failing(ValueError(SECRET))
    done = leaflets(*RENDER, "--debug", cwd=tmp_path, before=before)
    assert (done.code, SECRET in done.err) == (70, False)
    [report] = tmp_path.iterdir()
    assert report.name == "leaflets-report.txt"
    assert SECRET in report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "leaflets-report.txt").mkdir()
    done = leaflets(*RENDER, "--debug", cwd=tmp_path, before=failing(ValueError(SECRET)))
    assert (done.code, "F602" in done.err, SECRET in done.err) == (70, True, False)


def test_no_memory_is_told(tmp_path: Path) -> None:
    done = leaflets(*RENDER, cwd=tmp_path, before=failing(MemoryError()))
    assert (done.code, done.err[:4]) == (5, "T505")


def test_every_command_takes_debug() -> None:
    assert leaflets("list", "--debug").code == 0
    assert leaflets("show", "acetylcysteine", "--debug").code == 0


def test_a_leaflet_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    def before() -> None:
        from leaflets.cli import typesetting_guard as guard
        from leaflets.typesetting import draw

        def endless(*_: object, **__: object) -> None:
            while True:
                pass

        guard.SECONDS_TO_TYPESET = 0.05  # type: ignore[misc]
        draw.draw = endless  # type: ignore[assignment]

    done = leaflets(*RENDER, cwd=tmp_path, before=before)
    assert (done.code, done.err[:4]) == (5, "T504")
    assert not list(tmp_path.iterdir())


def test_a_place_outside_the_package_is_unknown() -> None:
    assert place_in_code(ValueError()) == "an unknown place"


def test_remarks_never_fail() -> None:
    def before() -> None:
        os.close(2)

    assert leaflets("render", "no-such", before=before).code == 4
