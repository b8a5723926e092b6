"""Rows 41 to 43: full and failing disks, and death at any call, seen from outside the program."""

from __future__ import annotations

import os
import shlex
import signal
from pathlib import Path

import pytest

from leaflets import pipeline
from leaflets.base.files import system

from ..cli.program import MODULE, leaflets, whole
from .crashing import Counting, fails
from .tools import strace, unshare

OLD = b"%PDF- old"
RENDER = ("render", "acetylcysteine", "--out", "a.pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.pdf").write_bytes(OLD)
    return tmp_path


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("new")
    assert leaflets(*RENDER, cwd=folder).code == 0
    return (folder / "a.pdf").read_bytes()


def unchanged(folder: Path) -> bool:
    return [path.name for path in folder.iterdir()] == ["a.pdf"] and (
        (folder / "a.pdf").read_bytes() == OLD
    )


def test_a_full_disk_changes_nothing(folder: Path) -> None:
    script = (
        f"mount -t tmpfs -o size=16k none {folder} && cd {folder} && printf old > a.pdf && "
        f"{{ {shlex.join((*MODULE, *RENDER))}; code=$?; ls -A; cat a.pdf; exit $code; }}"
    )
    done = whole(command=(*unshare("-rm"), "sh", "-c", script))
    assert (done.code, done.out) == (6, b"a.pdf\nold")
    assert "no space left on device. Nothing was changed." in done.err


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        ("fsync", "EIO", "F601"),
        ("fsync", "EDQUOT", "F604"),
        ("rename", "EROFS", "F605"),
        ("fchmod", "EIO", "F601"),
    ],
)
def test_a_failing_system_call_changes_nothing(
    folder: Path, call: str, error: str, code: str
) -> None:
    command = strace("-e", f"trace={call}", "-e", f"inject={call}:error={error}")
    done = whole(*RENDER, cwd=folder, command=(*command, *MODULE))
    assert (done.code, done.err[:4]) == (6, code)
    assert "Nothing was changed." in done.err
    assert unchanged(folder)


@pytest.mark.parametrize(("call", "number"), [("open", 13), ("write", 28), ("replace", 5)])
def test_a_failing_call_changes_nothing(folder: Path, call: str, number: int) -> None:
    def before() -> None:
        system.calls = system.calls._replace(**{call: fails(number)})

    done = leaflets(*RENDER, cwd=folder, before=before)
    assert (done.code, done.out, done.err[:2]) == (6, b"", "F6")
    assert unchanged(folder)


def test_a_folder_that_may_not_be_written(folder: Path) -> None:
    def before() -> None:
        if os.getuid() == 0:  # whom no folder stops
            pipeline.typeset(
                pipeline.compose(pipeline.read("acetylcysteine"))
            )  # while modules can be read
            os.setgid(65534)
            os.setuid(65534)

    folder.chmod(0o555)
    try:
        done = leaflets(*RENDER, cwd=folder, before=before)
    finally:
        folder.chmod(0o755)
    assert (done.code, done.err[:2]) == (6, "F6")
    assert unchanged(folder)


@pytest.mark.parametrize("point", ["flock", "fchmod", "fsync:when=1", "rename", "fsync:when=2"])
def test_killed_at_a_system_call(folder: Path, new: bytes, point: str) -> None:
    call, _, when = point.partition(":")
    inject = f"inject={call}:signal=KILL" + (f":{when}" if when else "")
    command = strace("-e", f"trace={call}", "-e", inject)
    done = whole(*RENDER, cwd=folder, command=(*command, *MODULE))
    assert done.code == 128 + signal.SIGKILL
    content = (folder / "a.pdf").read_bytes()
    assert content == (new if point == "fsync:when=2" else OLD) or point == "rename"
    assert content in (OLD, new)
    assert leaflets(*RENDER, cwd=folder).code == 0
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]
    assert (folder / "a.pdf").read_bytes() == new


def test_killed_at_any_call_of_ours(folder: Path, new: bytes) -> None:
    seen = set()
    for number in range(1, 40):

        def before(number: int = number) -> None:
            count = Counting(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
            every = system.calls._asdict().items()
            system.calls = system.Calls(**{name: count(call) for name, call in every})

        done = leaflets(*RENDER, cwd=folder, before=before)
        content = (folder / "a.pdf").read_bytes()
        seen.add(content)
        assert content in (OLD, new)
        assert len(list(folder.iterdir())) <= 2
        if done.code == 0:
            break
        (folder / "a.pdf").write_bytes(OLD)
    assert number > 5
    assert seen == {OLD, new}
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]
