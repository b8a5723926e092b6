"""Appending lines and holding locks, while disks fail and processes are killed."""

from __future__ import annotations

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from leaflets.base.errors import WriteError
from leaflets.base.files.shared import append, file_lock

from ...faults.crashing import calls, every_crash, killed_at


def test_append_adds_lines(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append(path, b"one")
    append(path, b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("torn", [b"tor", b"t" * 5000])
@pytest.mark.parametrize("before", [b"", b"one\n", b"o" * 5000 + b"\n"])
def test_append_drops_a_torn_last_line(tmp_path: Path, before: bytes, torn: bytes) -> None:
    path = tmp_path / "lines"
    path.write_bytes(before + torn)
    append(path, b"two")
    assert path.read_bytes() == before + b"two\n"


def test_append_killed_at_any_call_keeps_complete_lines(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append(path, b"one")
    for number in every_crash(lambda: append(path, b"two")):
        assert path.read_bytes() in (b"one\n", b"one\ntwo\n"), number
        path.write_bytes(b"one\n")


def test_append_that_cannot_finish_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append(path, b"one")
    room = [1, 1]

    def write(descriptor: int, content: bytes) -> int:
        if not room:
            raise OSError(errno.ENOSPC, "")
        return os.write(descriptor, content[: room.pop()])

    with pytest.raises(WriteError), calls(write=write):
        append(path, b"two")
    assert path.read_bytes() == b"one\n"


def test_append_does_not_follow_links(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"x\n")
    (tmp_path / "lines").symlink_to(tmp_path / "there")
    with pytest.raises(WriteError):
        append(tmp_path / "lines", b"two")
    assert (tmp_path / "there").read_bytes() == b"x\n"


def test_a_held_lock_names_its_holder(tmp_path: Path) -> None:
    with (
        file_lock(tmp_path / "lock", 0.0),
        pytest.raises(TimeoutError, match=str(os.getpid())),
        file_lock(tmp_path / "lock", 0.02),
    ):
        raise AssertionError("held twice")


def test_the_lock_of_one_holder_after_another_is_one_lock(tmp_path: Path) -> None:
    path, inside = tmp_path / "lock", []

    def hold(number: int) -> None:
        for _ in range(50):
            with file_lock(path, 30.0):
                inside.append(number)
                assert len(inside) == 1
                inside.remove(number)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(hold, range(4)))
    assert not path.exists()


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    def die() -> None:
        with file_lock(tmp_path / "lock", 0.0):
            os.kill(os.getpid(), 9)

    assert killed_at(0, die)
    with file_lock(tmp_path / "lock", 0.0):
        assert (tmp_path / "lock").read_bytes() == str(os.getpid()).encode()
