"""Archives: what other programs read, in the order of the requests, and finished after a crash."""

from __future__ import annotations

import json
import os
import tarfile
import zipfile
from functools import partial
from pathlib import Path

import pytest

from leaflets.base.files.groups import GrowingFile
from leaflets.batch.model import Setup
from leaflets.batch.processes import Processes
from leaflets.batch.targets.zip import Zip

from ..asked import done, manifest, many, tree

KINDS = ["run.tar", "run.zip"]
MIXED = "monograph,identifier,layout,language\nNAC,a,,\nacetylcysteine,b,letter,es\nNAC,c,,\n"


def read(path: Path) -> dict[str, bytes]:
    """An archive as Python's own libraries read it."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            return {each.filename: archive.read(each) for each in archive.infolist()}
    with tarfile.open(path, "r:") as tar:
        found = {}
        for each in tar:
            content = tar.extractfile(each)
            assert content
            assert each.mode == 0o600
            found[each.name] = content.read()
        return found


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path: Path = tmp_path / request.param
    return path


def test_holds_what_a_folder_holds(target: Path) -> None:
    assert done(MIXED, target).made == 3
    done(MIXED, target.with_name("folder"))
    files = {f"{name}.pdf": (target.parent / f"folder/{name}.pdf").read_bytes() for name in "abc"}
    assert list(read(target).items()) == list(files.items())
    assert manifest(target) == manifest(target.with_name("folder"))
    assert target.stat().st_mode & 0o777 == 0o600


def test_nothing_asked_for_is_an_empty_archive(target: Path) -> None:
    done("monograph\n", target)
    assert read(target) == {}


def test_processes_give_the_same_bytes(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflets.batch.targets.archive.Archive.size", 3)
    done(many(10), target)
    alone = tree(target.parent)
    for path in target.parent.iterdir():
        path.unlink()
    done(many(10), target, start=partial(Processes, 2), sync="group")
    assert tree(target.parent) == alone


def unfinished(target: Path, count: int, cut: int, lines: int) -> dict[str, bytes]:
    """A batch that was killed with so many bytes of its archive, and lines of its manifest."""
    done(many(count), target)
    whole = tree(target.parent)
    part = target.with_name(f".{target.name}.part")
    target.rename(part)
    os.truncate(part, cut)
    path = target.with_name(f"{target.name}.manifest.jsonl")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]) + b'{"id')
    return whole


@pytest.mark.parametrize(
    ("cut", "lines", "kept"),
    [(0, 0, 0), (0, 3, 0), (100, 3, 0), (40_000, 3, 1), (80_000, 1, 1), (90_000, 7, 2)],
)
def test_row_57_goes_on_from_what_is_sound(target: Path, cut: int, lines: int, kept: int) -> None:
    whole = unfinished(target, 7, cut, lines)
    summary = done(many(7), target, resume=True)
    assert (summary.kept, summary.made) == (kept, 7 - kept)
    assert tree(target.parent) == whole


def test_row_58_what_was_altered_is_made_again(target: Path) -> None:
    whole = unfinished(target, 7, 10**9, 7)
    size = json.loads(whole[f"{target.name}.manifest.jsonl"].splitlines()[0])["size"]
    part = target.with_name(f".{target.name}.part")
    with part.open("r+b") as stream:
        stream.seek(int(3.5 * size))
        stream.write(b"altered")
    summary = done(many(7), target, resume=True)
    assert summary.kept == 3
    assert tree(target.parent) == whole


def test_row_58_a_finished_archive_is_left_alone_or_made_anew(target: Path) -> None:
    done(many(4), target)
    whole, before = tree(target.parent), target.stat().st_ino
    assert done(many(4), target, resume=True).kept == 4
    assert (tree(target.parent), target.stat().st_ino) == (whole, before)
    os.truncate(target, 50_000)
    assert done(many(4), target, resume=True).made == 4
    assert tree(target.parent) == whole


def test_row_59_one_that_failed_is_tried_again_in_its_place(target: Path) -> None:
    rows = "monograph,identifier,layout\nNAC,a,\nNAC,b,letter\nNAC,c,\n"
    done(rows, target)
    whole = tree(target.parent)
    for path in target.parent.iterdir():
        path.unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("leaflets.batch.work.body_of", _refusing)
        assert done(rows, target).failures == {"T501": 1}
        assert list(read(target)) == ["a.pdf", "c.pdf"]
        failed = tree(target.parent)
        assert done(rows, target, resume=True).failures == {"T501": 1}
        assert tree(target.parent) == failed
    assert done(rows, target, resume=True).failures == {}
    assert tree(target.parent) == whole


@pytest.mark.parametrize("lines", [2, 3])
def test_row_59_what_came_before_one_that_failed_stays(target: Path, lines: int) -> None:
    rows = "monograph,identifier,layout\nNAC,a,\nNAC,b,letter\nNAC,c,\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("leaflets.batch.work.body_of", _refusing)
        done(rows, target)
    target.rename(target.with_name(f".{target.name}.part"))  # it was killed before its end
    path = target.with_name(f"{target.name}.manifest.jsonl")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]))
    summary = done(rows, target, resume=True)
    assert (summary.kept, summary.made, summary.failures) == (1, 2, {})
    assert list(read(target)) == ["a.pdf", "b.pdf", "c.pdf"]


def _refusing(setup: Setup, key: object, fields: frozenset[str]) -> object:
    from leaflets.base.errors import DoesNotFit
    from leaflets.batch.bodies import body_of

    if getattr(key, "layout", "") == "letter":
        raise DoesNotFit("Too wide.", "Shorten it.")
    return body_of(setup, key, fields)  # type: ignore[arg-type]


def zipped(path: Path) -> Zip:
    return Zip(path, Setup(None, None), "none")


def test_a_zip_archive_of_more_files_than_the_old_form_can_count(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip")
    with GrowingFile(tmp_path / "x") as growing:
        for number in range(66_000):
            growing.write(archive.framed(f"{number}.pdf", (b"x",), 1))
        archive.end(growing)
    with zipfile.ZipFile(tmp_path / "x") as found:
        assert len(found.namelist()) == 66_000
        assert found.read("65999.pdf") == b"x"


def test_a_zip_archive_larger_than_the_old_form_can_tell(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip")
    size = 3 << 30
    with GrowingFile(tmp_path / "x") as growing:
        for number in range(2):
            growing.write(archive.framed(f"{number}", (), size))
            growing.size += size  # a hole: it takes no space on the disk
            os.truncate(growing.descriptor, growing.size)
            os.lseek(growing.descriptor, 0, os.SEEK_END)
        growing.write(archive.framed("last", (b"leaflet",), 7))
        archive.end(growing)
    with zipfile.ZipFile(tmp_path / "x") as found:
        assert found.namelist() == ["0", "1", "last"]
        assert found.read("last") == b"leaflet"
        assert json.dumps(found.getinfo("last").header_offset) == str(2 * size + 62)
