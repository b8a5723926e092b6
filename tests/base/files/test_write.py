"""The only writer, under the faults of disks and the deaths of programs."""

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
from leaflets.base.files.shared import append, file_lock

from ...faults.crashing import at, calls, every_crash, fails, killed_at

OLD, NEW = b"old " * 5000, b"new " * 6000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_a_new_file(tmp_path: Path) -> None:
    files.write(tmp_path / "b.pdf", NEW)
    assert (tmp_path / "b.pdf").read_bytes() == NEW
    assert names(tmp_path) == ["b.pdf"]


def test_writes_nothing_that_the_check_refuses(target: Path) -> None:
    def refuse(content: bytes) -> None:
        assert content == NEW
        raise WriteError("unfit")

    with pytest.raises(WriteError, match="unfit"):
        files.write(target, NEW, check=refuse)
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["a.pdf"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_row_51_files_are_their_owners_alone(target: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        files.write(target, NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_row_39_a_symbolic_link_is_replaced_not_followed(target: Path) -> None:
    link = target.with_name("link.pdf")
    link.symlink_to(target)
    files.write(link, NEW)
    assert not link.is_symlink()
    assert (link.read_bytes(), target.read_bytes()) == (NEW, OLD)


def test_row_39_a_dangling_link_is_replaced(tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(tmp_path / "nowhere")
    files.write(link, NEW)
    assert names(tmp_path) == ["link.pdf"]


@pytest.mark.parametrize(
    "device", ["/dev/full", "/dev/null", "/dev/stdout", "/dev/fd/1", "/dev/absent", "/proc/self/x"]
)
def test_row_39_devices_are_left_alone(device: str) -> None:
    with pytest.raises(WriteError) as refused, calls(open=fails(errno.EIO), replace=fails(0)):
        files.write(Path(device), NEW)
    assert refused.value.code == "F603"


def test_row_39_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WriteError) as refused:
        files.write(tmp_path / "pipe", NEW)
    assert refused.value.code == "F603"


def test_row_39_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as refused:
        files.write(tmp_path, NEW)
    assert refused.value.code == "F602"


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
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
def test_rows_41_42_a_failing_disk_changes_nothing(
    target: Path, call: str, number: int, code: str
) -> None:
    with pytest.raises(WriteError) as refused, calls(**{call: fails(number)}):
        files.write(target, NEW)
    assert refused.value.code == code
    assert refused.value.exit_code == 6
    assert "Nothing was changed." in str(refused.value)
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["a.pdf"]


def test_row_42_a_failing_fsync_is_not_tried_again(target: Path) -> None:
    tried = []

    def fsync(descriptor: int) -> None:
        tried.append(descriptor)
        raise OSError(errno.EIO, "")

    with pytest.raises(WriteError), calls(fsync=fsync):
        files.write(target, NEW)
    assert len(tried) == 1


def test_row_42_an_unconfirmed_name_is_told(target: Path) -> None:
    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "")

    with pytest.raises(WriteError) as refused, calls(fsync=fsync):
        files.write(target, NEW)
    assert refused.value.code == "F607"
    assert "Nothing was changed" not in str(refused.value)
    assert target.read_bytes() == NEW


def test_row_42_a_file_system_that_does_not_sync_folders_is_no_fault(target: Path) -> None:
    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "")

    with calls(fsync=fsync):
        files.write(target, NEW)
    assert target.read_bytes() == NEW


def test_row_42_the_bytes_are_durable_before_they_get_their_name(target: Path) -> None:
    order: list[str] = []

    def noting(name: str) -> Any:
        call = getattr(files.calls, name)

        def noted(*given: Any) -> Any:
            order.append(name)
            return call(*given)

        return noted

    with calls(**{name: noting(name) for name in ("write", "fsync", "replace")}):
        files.write(target, NEW)
    assert order == ["write", "fsync", "replace", "fsync"]


def test_row_41_a_limit_on_file_size_changes_nothing(target: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from leaflets.base import files
from leaflets.base.files.shared import append, file_lock
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


def test_row_43_killed_at_any_call_leaves_old_or_new(target: Path) -> None:
    seen = set()
    for number in every_crash(lambda: files.write(target, NEW)):
        content = target.read_bytes()
        seen.add(content)
        assert content in (OLD, NEW), number
        assert len(names(target.parent)) <= 2, "what the crash before left was not swept"
        target.write_bytes(OLD)
    assert seen == {OLD, NEW}
    files.write(target, NEW)
    assert names(target.parent) == ["a.pdf"]


def test_row_43_what_living_writers_hold_is_not_swept(target: Path) -> None:
    part, descriptor = files.open_part(target)
    try:
        files.write(target, NEW)
        assert part.exists()
    finally:
        os.close(descriptor)
    files.write(target, NEW)
    assert not part.exists()


def test_row_43_only_parts_of_this_target_are_swept(target: Path) -> None:
    others = [".b.pdf.1-0.part", ".a.pdf.keep", "a.pdf.part"]
    for name in others:
        target.with_name(name).touch()
    files.write(target, NEW)
    assert names(target.parent) == sorted(["a.pdf", *others])


@pytest.mark.parametrize("most", [1, 7, 4096])
def test_row_44_short_writes_give_the_whole_file(target: Path, most: int) -> None:
    with calls(write=lambda descriptor, content: os.write(descriptor, content[:most])):
        files.write(target, NEW[:9000])
    assert target.read_bytes() == NEW[:9000]


def test_row_44_a_write_of_nothing_is_a_fault(target: Path) -> None:
    with pytest.raises(WriteError), calls(write=lambda *_: 0):
        files.write(target, NEW)
    assert target.read_bytes() == OLD


def test_row_45_interrupted_at_any_call_leaves_nothing_half(target: Path) -> None:
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
        files.write(target, NEW)  # interrupted in the clean-up itself: the next write sweeps
        assert names(target.parent) == ["a.pdf"]
    else:
        raise AssertionError("never came through")


# lines added to a file


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


def test_row_43_append_killed_at_any_call_keeps_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append(path, b"one")
    for number in every_crash(lambda: append(path, b"two")):
        assert path.read_bytes() in (b"one\n", b"one\ntwo\n"), number
        path.write_bytes(b"one\n")


def test_rows_41_44_append_that_cannot_finish_adds_nothing(tmp_path: Path) -> None:
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


# folders and locks


def test_makes_private_folders(tmp_path: Path) -> None:
    files.make_folder(tmp_path / "a" / "b", private=True)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    files.make_folder(tmp_path / "a" / "b", private=True)


def test_a_file_where_a_folder_should_be_is_told(target: Path) -> None:
    with pytest.raises(WriteError) as refused:
        files.make_folder(target)
    assert refused.value.code == "F606"


def test_row_47_a_held_lock_names_its_holder(tmp_path: Path) -> None:
    with (
        file_lock(tmp_path / "lock", 0.0),
        pytest.raises(TimeoutError, match=str(os.getpid())),
        file_lock(tmp_path / "lock", 0.02),
    ):
        raise AssertionError("held twice")


def test_row_47_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    def die() -> None:
        with file_lock(tmp_path / "lock", 0.0):
            os.kill(os.getpid(), 9)

    assert killed_at(0, die)
    with file_lock(tmp_path / "lock", 0.0):
        assert (tmp_path / "lock").read_bytes() == str(os.getpid()).encode()


def test_what_is_created_replaces_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a"
    files.create(target, b"one")
    files.create(target, b"two")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"one", 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_created_whole_or_not_at_all_wherever_it_dies(tmp_path: Path) -> None:
    target = tmp_path / "a"
    for _ in every_crash(lambda: files.create(target, b"one")):
        assert not target.exists() or target.read_bytes() == b"one"
        files.create(target, b"two")
        assert [path.name for path in tmp_path.iterdir()] == ["a"]
        target.unlink()
