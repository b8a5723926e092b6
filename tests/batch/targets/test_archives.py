"""Archives are readable by other programs, in the order of requests, and resumed after a crash."""

from __future__ import annotations

import json
import os
import tarfile
import zipfile
from functools import partial
from pathlib import Path

import pytest

from leaflets.base.errors import DoesNotFit
from leaflets.base.files.groups import GrowingFile
from leaflets.batch.bodies import Body, stamped
from leaflets.batch.model import Request, Setup
from leaflets.batch.processes import ParallelExecutor
from leaflets.batch.targets.zip import Zip

from ..running import cut_manifest, read_manifest, read_tree, rows_csv, run_batch

KINDS = ["run.tar", "run.zip"]
ROWS = "monograph,identifier,layout\nNAC,a,\nNAC,b,letter\nNAC,c,\n"


def read(path: Path) -> dict[str, bytes]:
    """Read an archive by the standard library."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with tarfile.open(path, "r:") as tar:
        files = {}
        for entry in tar:
            content = tar.extractfile(entry)
            assert content
            assert entry.mode == 0o600
            files[entry.name] = content.read()
        return files


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path: Path = tmp_path / request.param
    return path


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No leaflet in the layout letter can be made, until `undo`, though its words were judged."""

    def refuse_letter(setup: Setup, request: Request) -> tuple[Body, Request]:
        if request.key.layout == "letter":
            raise DoesNotFit("Too wide.", "Shorten it.")
        return stamped(setup, request)

    monkeypatch.setattr("leaflets.batch.work.stamped", refuse_letter)
    return monkeypatch


def test_an_archive_holds_the_files_of_a_folder_in_order(target: Path) -> None:
    folder = target.with_name("folder")
    assert run_batch(ROWS, target).new == 3
    run_batch(ROWS, folder)
    files = {f"{name}.pdf": (folder / f"{name}.pdf").read_bytes() for name in "abc"}
    assert list(read(target).items()) == list(files.items())
    assert read_manifest(target) == read_manifest(folder)
    assert target.stat().st_mode & 0o777 == 0o600


def test_without_requests_the_archive_is_empty(target: Path) -> None:
    run_batch("monograph\n", target)
    assert read(target) == {}


def test_processes_give_the_same_bytes(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflets.batch.targets.archive.Archive.chunk_size", 3)
    run_batch(rows_csv(10), target)
    expected = read_tree(target.parent)
    for path in target.parent.iterdir():
        path.unlink()
    run_batch(rows_csv(10), target, start=partial(ParallelExecutor, 2), sync="group")
    assert read_tree(target.parent) == expected


def manifest_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.manifest.jsonl")


def part_of(target: Path) -> Path:
    """The name of an archive until it is complete."""
    return target.with_name(f".{target.name}.part")


def leave_unfinished(target: Path, size: int, lines: int) -> dict[str, bytes]:
    """Leave what a killed batch of seven leaves, and return the files of a finished one.

    size: of the archive, in bytes. lines: of the manifest.
    """
    run_batch(rows_csv(7), target)
    finished = read_tree(target.parent)
    target.rename(part_of(target))
    os.truncate(part_of(target), size)
    cut_manifest(manifest_of(target), lines, b'{"id')
    return finished


@pytest.mark.parametrize(
    ("size", "lines", "sound"),
    [(0, 0, 0), (0, 3, 0), (100, 3, 0), (40_000, 3, 1), (80_000, 1, 1), (90_000, 7, 2)],
)
def test_resume_continues_after_the_last_sound_leaflet(
    target: Path, size: int, lines: int, sound: int
) -> None:
    finished = leave_unfinished(target, size, lines)
    summary = run_batch(rows_csv(7), target, resume=True)
    assert (summary.unchanged, summary.new) == (sound, 7 - sound)
    assert read_tree(target.parent) == finished


def test_resume_makes_an_altered_leaflet_again(target: Path) -> None:
    finished = leave_unfinished(target, 10**9, 7)
    size = json.loads(finished[manifest_of(target).name].splitlines()[0])["size"]
    with part_of(target).open("r+b") as stream:
        stream.seek(int(3.5 * size))
        stream.write(b"altered")
    summary = run_batch(rows_csv(7), target, resume=True)
    assert summary.unchanged == 3
    assert read_tree(target.parent) == finished


def test_resume_leaves_a_finished_archive_alone_and_replaces_a_torn_one(target: Path) -> None:
    run_batch(rows_csv(4), target)
    finished, inode = read_tree(target.parent), target.stat().st_ino
    assert run_batch(rows_csv(4), target, resume=True).unchanged == 4
    assert (read_tree(target.parent), target.stat().st_ino) == (finished, inode)
    os.truncate(target, 50_000)
    assert run_batch(rows_csv(4), target, resume=True).new == 4
    assert read_tree(target.parent) == finished


def test_resume_puts_a_leaflet_that_failed_into_its_place(
    target: Path, refusing: pytest.MonkeyPatch
) -> None:
    assert run_batch(ROWS, target).failures == {"T501": 1}
    assert list(read(target)) == ["a.pdf", "c.pdf"]
    failed = read_tree(target.parent)
    assert run_batch(ROWS, target, resume=True).failures == {"T501": 1}
    assert read_tree(target.parent) == failed
    refusing.undo()
    assert run_batch(ROWS, target, resume=True).failures == {}
    finished = read_tree(target.parent)
    for path in target.parent.iterdir():
        path.unlink()
    run_batch(ROWS, target)
    assert read_tree(target.parent) == finished


@pytest.mark.parametrize("lines", [2, 3])
def test_leaflets_before_a_failure_stay(
    target: Path, refusing: pytest.MonkeyPatch, lines: int
) -> None:
    run_batch(ROWS, target)
    refusing.undo()
    target.rename(part_of(target))  # as if it was killed before its end
    cut_manifest(manifest_of(target), lines)
    summary = run_batch(ROWS, target, resume=True)
    assert (summary.unchanged, summary.new, summary.failures) == (1, 2, {})
    assert list(read(target)) == ["a.pdf", "b.pdf", "c.pdf"]


def zip_archive(path: Path) -> Zip:
    return Zip(path, Setup(), "none")


def test_a_zip_archive_counts_more_files_than_16_bits_hold(tmp_path: Path) -> None:
    archive = zip_archive(tmp_path / "x.zip")
    with GrowingFile(tmp_path / "x") as growing:
        for number in range(66_000):
            growing.write(archive.frame(f"{number}.pdf", (b"x",), 1))
        archive.end(growing)
    with zipfile.ZipFile(tmp_path / "x") as opened:
        assert len(opened.namelist()) == 66_000
        assert opened.read("65999.pdf") == b"x"


def test_a_zip_archive_grows_beyond_32_bits(tmp_path: Path) -> None:
    archive = zip_archive(tmp_path / "x.zip")
    size = 3 << 30
    with GrowingFile(tmp_path / "x") as growing:
        for number in range(2):
            growing.write(archive.frame(f"{number}", (), size))
            growing.size += size  # a hole: it takes no space on the disk
            os.truncate(growing.descriptor, growing.size)
            os.lseek(growing.descriptor, 0, os.SEEK_END)
        growing.write(archive.frame("last", (b"leaflet",), 7))
        archive.end(growing)
    with zipfile.ZipFile(tmp_path / "x") as opened:
        assert opened.namelist() == ["0", "1", "last"]
        assert opened.read("last") == b"leaflet"
        assert opened.getinfo("last").header_offset == 2 * size + 62
