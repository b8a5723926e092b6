"""Groups of files and growing files, while disks fail and processes are killed."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from leaflets.base.errors import WriteError
from leaflets.base.files import groups

from ...faults.crashing import calls, every_crash, fails

WANTED = {"a": b"one two", "b": b"three"}


def publish(folder: Path, *, below: str = "", sync_each: bool = False) -> None:
    with groups.staged_group(folder, sync_each=sync_each) as group:
        group.write("a", [b"one ", b"two"])
        group.write("b", [b"three"])
        group.publish(folder / below, durable=True)


def there(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("below", ["", "new"])
@pytest.mark.parametrize("sync_each", [True, False])
def test_all_files_of_a_group_get_their_names(tmp_path: Path, below: str, sync_each: bool) -> None:
    (tmp_path / "other").write_bytes(b"x")
    publish(tmp_path, below=below, sync_each=sync_each)
    assert there(tmp_path / below).items() >= WANTED.items()
    assert not list(tmp_path.glob(".group*"))


def test_folders_and_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        publish(tmp_path, below="new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new/a").stat().st_mode) == 0o600


@pytest.mark.parametrize("mask", [0, 0o022, 0o277, 0o777])
def test_files_are_their_owners_alone_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    with groups.staged_group(tmp_path) as group:
        before = os.umask(mask)
        try:
            group.write("a", [b"x"])
            group.write("b", [b"x"])
        finally:
            os.umask(before)
        group.publish(tmp_path, durable=False)
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"} == {0o600}


def test_a_group_replaces_files_of_the_same_names(tmp_path: Path) -> None:
    publish(tmp_path, below="new")
    (tmp_path / "new/a").write_bytes(b"altered")
    (tmp_path / "new/kept").write_bytes(b"kept")
    publish(tmp_path, below="new")
    assert there(tmp_path / "new") == {**WANTED, "kept": b"kept"}


def test_an_unpublished_group_is_removed(tmp_path: Path) -> None:
    with groups.staged_group(tmp_path) as group:
        group.write("a", [b"x"])
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_an_empty_group_makes_no_folder(tmp_path: Path) -> None:
    with groups.staged_group(tmp_path) as group:
        group.publish(tmp_path / "new", durable=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("below", ["", "new"])
def test_killed_at_any_call_leaves_complete_files(tmp_path: Path, below: str) -> None:
    for number in every_crash(lambda: publish(tmp_path, below=below)):
        found = there(tmp_path / below) if (tmp_path / below).is_dir() else {}
        assert found.items() <= WANTED.items(), number
        groups.remove_stale_groups(tmp_path)
        assert not list(tmp_path.glob(".group*"))
        for name in found:
            (tmp_path / below / name).unlink()
        if below and (tmp_path / below).is_dir():
            (tmp_path / below).rmdir()


def test_removing_stale_groups_leaves_everything_else(tmp_path: Path) -> None:
    for name in (".group-x", "group.part", "a.pdf"):
        (tmp_path / name).touch()
    groups.remove_stale_groups(tmp_path)
    groups.remove_stale_groups(tmp_path / "absent")
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    ("call", "number", "code"),
    [
        ("open_at", errno.ENOSPC, "F604"),
        ("writev", errno.ENOSPC, "F604"),
        ("writev", errno.EIO, "F601"),
        ("mkdir", errno.ENOSPC, "F604"),
        ("replace", errno.EROFS, "F605"),
        ("fsync", errno.EIO, "F601"),
    ],
)
def test_a_failing_disk_leaves_no_group(tmp_path: Path, call: str, number: int, code: str) -> None:
    with pytest.raises(WriteError) as refused, calls(**{call: fails(number)}):
        publish(tmp_path)
    assert refused.value.code == code
    assert call == "fsync" or not list(tmp_path.iterdir())


def test_a_file_whose_rights_cannot_be_set_is_removed(tmp_path: Path) -> None:
    with groups.staged_group(tmp_path) as group:
        before = os.umask(0o277)
        try:
            with pytest.raises(WriteError) as refused, calls(chmod=fails(errno.EPERM)):
                group.write("a", [b"x"])
        finally:
            os.umask(before)
    assert refused.value.code == "F605"
    assert not list(tmp_path.iterdir())


def test_a_file_system_that_fails_to_sync_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(WriteError), calls(syncfs=lambda *_: -1):
        publish(tmp_path)
    assert not list(tmp_path.iterdir())


def test_short_writes_give_complete_files(tmp_path: Path) -> None:
    def short(descriptor: int, parts: list[bytes]) -> int:
        return os.write(descriptor, b"".join(parts)[:2])

    with calls(writev=short):
        publish(tmp_path)
    assert there(tmp_path) == WANTED


def test_a_growing_file_gets_its_name_when_published(tmp_path: Path) -> None:
    with groups.GrowingFile(tmp_path / "part") as growing:
        growing.write([b"one ", b"two "])
        growing.write([b"x"] * 40)
        assert growing.size == 48
        assert growing.read(3, 4) == b"two"
        growing.publish(tmp_path / "whole")
        growing.write([b"!"])
    assert there(tmp_path) == {"whole": b"one two " + b"x" * 40 + b"!"}
    assert stat.S_IMODE((tmp_path / "whole").stat().st_mode) == 0o600


def test_a_growing_file_goes_on_after_its_sound_bytes(tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(b"sound and torn")
    with groups.GrowingFile(tmp_path / "part", keep=5) as growing:
        growing.write([b"!"])
    assert there(tmp_path) == {"part": b"sound!"}


def test_a_failed_append_to_a_growing_file_leaves_nothing(tmp_path: Path) -> None:
    def full(descriptor: int, _: list[bytes]) -> int:
        os.write(descriptor, b"hal")
        raise OSError(errno.ENOSPC, "")

    with groups.GrowingFile(tmp_path / "part") as growing:
        growing.write([b"one"])
        with pytest.raises(WriteError) as refused, calls(writev=full):
            growing.write([b"half"])
        growing.write([b" two"])
    assert refused.value.code == "F604"
    assert there(tmp_path) == {"part": b"one two"}


def test_a_temporary_file_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with groups.temporary_file([b"a\n", b"b\n"]) as stream:
        assert stream.readlines() == [b"a\n", b"b\n"]
        assert not list(tmp_path.iterdir())
