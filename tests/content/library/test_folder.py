"""Nothing outside a folder is opened, and nothing that is not an ordinary file is waited for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaflets.base import limits
from leaflets.base.errors import NotFoundError
from leaflets.content.library import Library, folder
from leaflets.content.library.folder import SourceFolder, read_file
from tests.house.source import ROOT

from .test_names import HOSTILE


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    """Two seconds: whatever waits for a pipe fails."""

    def fail(*_: object) -> None:
        raise TimeoutError("the reader waited")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(60)  # a reader that waits for a pipe waits for ever
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(params=["by descriptor", "by path"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a monograph; both ways of opening are tested."""
    monkeypatch.setattr(folder, "_CAN_OPEN_RELATIVE", request.param == "by descriptor")
    (tmp_path / "own" / "monographs" / "x").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "en.yaml").write_text("secret", "utf-8")
    return tmp_path / "own"


def refused(root: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        Library(root).monograph("x")
    assert (caught.value.code, caught.value.exit_code) == ("N403", 4)
    assert "secret" not in str(caught.value)


def test_a_link_out_of_the_folder_is_refused(root: Path) -> None:
    (root / "monographs" / "x" / "en.yaml").symlink_to(root.parent / "outside" / "en.yaml")
    refused(root)


def test_a_folder_that_is_a_link_is_refused(root: Path) -> None:
    (root / "monographs" / "x").rmdir()
    (root / "monographs" / "x").symlink_to(root.parent / "outside")
    refused(root)
    assert "x" not in Library(root).names()


def test_a_monographs_folder_that_is_a_link_is_refused(root: Path) -> None:
    (root / "monographs" / "x").rmdir()
    (root / "monographs").rmdir()
    (root.parent / "outside" / "x").mkdir()
    (root.parent / "outside" / "x" / "en.yaml").write_text("secret", "utf-8")
    (root / "monographs").symlink_to(root.parent / "outside")
    refused(root)


def test_a_pipe_is_refused_without_waiting(root: Path) -> None:
    os.mkfifo(root / "monographs" / "x" / "en.yaml")
    refused(root)
    with pytest.raises(NotFoundError):
        read_file(root / "monographs" / "x" / "en.yaml")


def test_a_folder_named_like_a_file_is_refused(root: Path) -> None:
    (root / "monographs" / "x" / "en.yaml").mkdir()
    refused(root)


def test_a_socket_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.chdir(root / "monographs" / "x")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("en.yaml")
        refused(root)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty", "/dev"])
def test_a_device_is_refused(device: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        read_file(Path(device))
    assert caught.value.code == "N403"


def test_the_root_itself_may_be_a_link(root: Path) -> None:
    (root / "monographs" / "x" / "en.yaml").write_text("fine", "utf-8")
    link = root.parent / "link"
    link.symlink_to(root)
    assert Library(link).monograph("x").source == b"fine"


def test_a_file_that_the_user_names_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("fine", "utf-8")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    found = Library().file(tmp_path / "b.yaml")
    assert (found.name, found.source, found.file) == ("b", b"fine", str(tmp_path / "b.yaml"))


@pytest.mark.parametrize("path", ["nothing.yaml", "a\0b", "x" * 5000, ""])
def test_an_absent_file_is_refused(path: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        Library().file(Path(path))
    assert caught.value.code == "N403"
    assert str(caught.value).isprintable()


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.yaml").open("wb") as big:
        big.truncate(limits.SOURCE_BYTES * 100)
    assert len(read_file(tmp_path / "big.yaml")) == limits.SOURCE_BYTES + 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", "utf-8")
    (tmp_path / "a").chmod(0)
    with pytest.raises(NotFoundError) as caught:
        read_file(tmp_path / "a")
    assert caught.value.code == "N403"


def test_absent_names_give_none(root: Path) -> None:
    assert SourceFolder(root, "own").read("monographs", "x", "en.yaml") is None
    assert SourceFolder(root, "own").read("nothing", "x") is None
    assert SourceFolder(root, "own").files("nothing") == ()


def test_no_name_opens_a_file_outside_the_folders() -> None:
    """Every file that Python opens while hostile names are looked up, by an audit hook."""
    program = (
        "import sys\n"
        "from leaflets.content.library import Library\n"
        "from leaflets.base.errors import NotFoundError\n"
        "import difflib, leaflets.source.yaml, encodings.idna\n"
        "Library().titles()\n"
        "seen = []\n"
        "hook = lambda event, given: event in ('open', 'os.listdir') and seen.append(given[0])\n"
        "sys.addaudithook(hook)\n"
        f"for name in {HOSTILE!r}:\n"
        "    for look in (Library().monograph, Library().layout, Library().wording):\n"
        "        try: look(name)\n"
        "        except NotFoundError: pass\n"
        f"root = {str(ROOT)!r}\n"
        # single steps below an open folder are plain names
        "out = lambda path: path[:1] == '/' and not path.startswith(root)\n"
        "bad = [path for path in map(str, seen) if '..' in path or out(path)]\n"
        "print(len(seen) > 10, bad)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert ran.stdout.strip() == "True []"
