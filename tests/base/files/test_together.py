"""Many files of several folders: each is whole or absent, whatever fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.base.errors import WriteError
from leaflets.base.files import write_together

from ...faults.crashing import calls, every_crash, fails

FILES = {"a/x": b"one", "b/x": b"two"}


def write(folder: Path) -> None:
    write_together({folder / name: content for name, content in FILES.items()})


def there(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_files_and_folders_appear(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x").write_bytes(b"old")
    write(tmp_path)
    assert there(tmp_path) == FILES
    write_together({})


@pytest.mark.parametrize("call", ["open", "write", "mkdir", "syncfs", "replace"])
def test_a_failing_call_is_told_and_leaves_no_part(tmp_path: Path, call: str) -> None:
    with calls(**{call: fails(28)}), pytest.raises(WriteError):
        write(tmp_path)
    assert there(tmp_path) == {}


def test_after_a_crash_each_file_is_whole_or_absent(tmp_path: Path) -> None:
    for number in every_crash(lambda: write(tmp_path)):
        whole_files = {path: text for path, text in there(tmp_path).items() if ".part" not in path}
        assert whole_files.items() <= FILES.items(), number
        for name in whole_files:
            (tmp_path / name).unlink()
    write(tmp_path)
    assert there(tmp_path) == FILES
