"""Writing, creating and removing one file, while disks fail and processes are killed."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leaflets.base import files
from leaflets.base.errors import WriteError
from leaflets.base.files import atomic, system

from ...faults.crashing import at, calls, every_crash, fails

OLD, NEW = b"old " * 5000, b"new " * 6000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_and_nothing_beside_it(tmp_path: Path) -> None:
    files.write(tmp_path / "b.pdf", NEW)
    assert (tmp_path / "b.pdf").read_bytes() == NEW
    assert names(tmp_path) == ["b.pdf"]


def test_bytes_that_fail_the_check_are_not_written(target: Path) -> None:
    def refuse(content: bytes) -> None:
        assert content == NEW
        raise WriteError("unfit")

    with pytest.raises(WriteError, match="unfit"):
        files.write(target, NEW, check=refuse)
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["a.pdf"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_files_are_readable_by_their_owner_alone(target: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        files.write(target, NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_symbolic_link_is_replaced_not_followed(target: Path) -> None:
    link = target.with_name("link.pdf")
    link.symlink_to(target)
    files.write(link, NEW)
    assert not link.is_symlink()
    assert (link.read_bytes(), target.read_bytes()) == (NEW, OLD)


def test_a_dangling_link_is_replaced(tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(tmp_path / "nowhere")
    files.write(link, NEW)
    assert names(tmp_path) == ["link.pdf"]


@pytest.mark.parametrize(
    "device", ["/dev/full", "/dev/null", "/dev/stdout", "/dev/fd/1", "/dev/absent", "/proc/self/x"]
)
def test_a_device_is_refused(device: str) -> None:
    with pytest.raises(WriteError) as refused, calls(open=fails(errno.EIO), replace=fails(0)):
        files.write(Path(device), NEW)
    assert refused.value.code == "F603"


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WriteError) as refused:
        files.write(tmp_path / "pipe", NEW)
    assert refused.value.code == "F603"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as refused:
        files.write(tmp_path, NEW)
    assert refused.value.code == "F602"


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as refused:
        files.write(tmp_path / "no" / "a.pdf", NEW)
    assert refused.value.code == "F606"


FAULTS = [
    ("write", errno.ENOSPC, "F604"),
    ("write", errno.EDQUOT, "F604"),
    ("write", errno.EFBIG, "F604"),
    ("write", errno.EIO, "F601"),
    ("fsync", errno.EIO, "F601"),
    ("fsync", errno.EINVAL, "F601"),
    ("open", errno.EACCES, "F605"),
    ("open", errno.EROFS, "F605"),
    ("open", errno.ENAMETOOLONG, "F601"),
    ("chmod", errno.EPERM, "F605"),
    ("replace", errno.EXDEV, "F601"),
]


@pytest.mark.parametrize(("call", "number", "code"), FAULTS)
def test_a_failing_disk_changes_nothing(target: Path, call: str, number: int, code: str) -> None:
    with pytest.raises(WriteError) as refused, calls(**{call: fails(number)}):
        files.write(target, NEW)
    assert refused.value.code == code
    assert refused.value.exit_code == 6
    assert "Nothing was changed." in str(refused.value)
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["a.pdf"]


def test_a_failing_fsync_is_not_tried_again(target: Path) -> None:
    tried = []

    def fsync(descriptor: int) -> None:
        tried.append(descriptor)
        raise OSError(errno.EIO, "")

    with pytest.raises(WriteError), calls(fsync=fsync):
        files.write(target, NEW)
    assert len(tried) == 1


def test_a_name_that_the_disk_does_not_confirm_is_reported(target: Path) -> None:
    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "")

    with pytest.raises(WriteError) as refused, calls(fsync=fsync):
        files.write(target, NEW)
    assert refused.value.code == "F607"
    assert "Nothing was changed" not in str(refused.value)
    assert target.read_bytes() == NEW


def test_a_file_system_that_does_not_sync_folders_is_no_fault(target: Path) -> None:
    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "")

    with calls(fsync=fsync):
        files.write(target, NEW)
    assert target.read_bytes() == NEW


def test_the_bytes_are_durable_before_they_get_their_name(target: Path) -> None:
    order: list[str] = []

    def noting(name: str) -> Any:
        call = getattr(system.calls, name)

        def noted(*given: Any) -> Any:
            order.append(name)
            return call(*given)

        return noted

    with calls(**{name: noting(name) for name in ("write", "fsync", "replace")}):
        files.write(target, NEW)
    assert order == ["write", "fsync", "replace", "fsync"]


def test_a_limit_on_file_size_changes_nothing(target: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from leaflets.base import files
from leaflets.base.errors import WriteError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    files.write(Path(sys.argv[1]), b"new " * 6000)
except WriteError as error:
    sys.exit(error.code)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == "F604"
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["a.pdf"]


def test_killed_at_any_call_leaves_the_old_or_the_new_file(target: Path) -> None:
    seen = set()
    for number in every_crash(lambda: files.write(target, NEW)):
        content = target.read_bytes()
        seen.add(content)
        assert content in (OLD, NEW), number
        assert len(names(target.parent)) <= 2, "what the crash before left was not removed"
        target.write_bytes(OLD)
    assert seen == {OLD, NEW}
    files.write(target, NEW)
    assert names(target.parent) == ["a.pdf"]


def test_the_temporary_file_of_a_living_writer_stays(target: Path) -> None:
    part, descriptor = atomic.open_part(target)
    try:
        files.write(target, NEW)
        assert part.exists()
    finally:
        os.close(descriptor)
    files.write(target, NEW)
    assert not part.exists()


def test_only_temporary_files_of_this_target_are_removed(target: Path) -> None:
    others = [".b.pdf.1-0.part", ".a.pdf.keep", "a.pdf.part"]
    for name in others:
        target.with_name(name).touch()
    files.write(target, NEW)
    assert names(target.parent) == sorted(["a.pdf", *others])


@pytest.mark.parametrize("most", [1, 7, 4096])
def test_short_writes_give_the_complete_file(target: Path, most: int) -> None:
    with calls(write=lambda descriptor, content: os.write(descriptor, content[:most])):
        files.write(target, NEW[:9000])
    assert target.read_bytes() == NEW[:9000]


def test_a_write_of_no_bytes_is_a_fault(target: Path) -> None:
    with pytest.raises(WriteError), calls(write=lambda *_: 0):
        files.write(target, NEW)
    assert target.read_bytes() == OLD


def test_interrupted_at_any_call_leaves_no_partial_file(target: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    for number in range(1, 30):
        target.write_bytes(OLD)
        try:
            with at(number, interrupt):
                files.write(target, NEW)
        except KeyboardInterrupt:
            assert target.read_bytes() in (OLD, NEW)
        else:
            assert number > 5
            break
        files.write(target, NEW)  # interrupted in the clean-up itself: the next write removes it
        assert names(target.parent) == ["a.pdf"]
    else:
        raise AssertionError("never came through")


def test_private_folders_are_their_owners_alone(tmp_path: Path) -> None:
    files.make_folder(tmp_path / "a" / "b", private=True)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    files.make_folder(tmp_path / "a" / "b", private=True)


def test_a_file_in_the_place_of_a_folder_is_reported(target: Path) -> None:
    with pytest.raises(WriteError) as refused:
        files.make_folder(target)
    assert refused.value.code == "F606"


def test_create_keeps_an_existing_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    files.create(target, b"one")
    files.create(target, b"two")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"one", 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_create_killed_at_any_call_leaves_all_or_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a"
    for _ in every_crash(lambda: files.create(target, b"one")):
        assert not target.exists() or target.read_bytes() == b"one"
        files.create(target, b"two")
        assert [path.name for path in tmp_path.iterdir()] == ["a"]
        target.unlink()


def test_a_file_that_is_written_anew_can_be_read_by_the_same_people(tmp_path: Path) -> None:
    target, link = tmp_path / "shared.yaml", tmp_path / "link.yaml"
    target.write_bytes(b"old")
    target.chmod(0o664)
    link.symlink_to(target)
    files.rewrite(link, b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o664)
    assert link.is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"shared.yaml", "link.yaml"}


def test_an_absent_file_is_not_written_anew(tmp_path: Path) -> None:
    with pytest.raises(WriteError):
        files.rewrite(tmp_path / "absent.yaml", b"new")
    assert list(tmp_path.iterdir()) == []
