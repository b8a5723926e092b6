"""A batch as a whole: leaflets, manifest, and what a second run makes of both."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from leaflets import read, typeset
from leaflets.base.errors import DoesNotFit, StoreError, UsageError
from leaflets.batch import bodies, work
from leaflets.batch.processes import Processes
from leaflets.batch.targets import folder
from leaflets.pipeline import compose

from .asked import done, manifest, many, tree
from .test_personal import TOLD, table

MIXED = "monograph,identifier,layout,language\nNAC,a,,\nacetylcysteine,b,letter,es\nNAC,c,,\n"


def test_every_leaflet_is_what_render_makes(tmp_path: Path) -> None:
    summary = done(MIXED, tmp_path)
    assert (summary.made, summary.failures) == (3, {})
    plain = typeset(compose(read("acetylcysteine")))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "c.pdf").read_bytes() == plain.pdf
    letter = typeset(compose(read("acetylcysteine", language="es")), "letter")
    assert (tmp_path / "b.pdf").read_bytes() == letter.pdf
    assert manifest(tmp_path)[1] == {
        "identifier": "b",
        "file": "b.pdf",
        "sha256": sha256(letter.pdf).hexdigest(),
        "size": len(letter.pdf),
        "edition": "1",
        "layout": "letter",
        "language": "es",
        "profile": "generic",
        "pages": letter.pages,
        "status": "made",
    }
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir())


def test_many_leaflets_go_to_folders_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    done(many(7), tmp_path)
    assert [line["file"] for line in manifest(tmp_path)] == [
        f"0000{number // 3}/r0000{number}.pdf" for number in range(7)
    ]
    assert all((tmp_path / line["file"]).is_file() for line in manifest(tmp_path))


def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three leaflets are many."""
    monkeypatch.setattr("leaflets.batch.targets.folder.SHARD", 3)
    monkeypatch.setattr("leaflets.batch.targets.open.SHARD", 3)


def test_processes_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few(monkeypatch)
    done(many(20), tmp_path / "one")
    done(many(20), tmp_path / "two", start=partial(Processes, 2), sync="group")
    done(many(20), tmp_path / "each", sync="each")
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "each")


@pytest.mark.parametrize("out", ["x", "x.tar", "x.pdf"])
def test_processes_that_begin_afresh_give_the_same_bytes(tmp_path: Path, out: str) -> None:
    """Where there is no fork, all that workers need is sent to them."""
    spawned = partial(Processes, 2, get_context("spawn"))
    rows = table([{"monograph": "NAC", "identifier": f"p{n}", **TOLD} for n in range(4)])
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    done(rows, tmp_path / "here" / out)
    assert done(rows, tmp_path / "there" / out, start=spawned).made == 4
    assert tree(tmp_path / "here") == tree(tmp_path / "there")


def test_row_58_what_is_missing_or_altered_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    done(many(8), tmp_path)
    whole = tree(tmp_path)
    (tmp_path / "00000/r00001.pdf").unlink()
    (tmp_path / "00001/r00004.pdf").write_bytes(b"%PDF-1.7 altered")
    kept = (tmp_path / "00002/r00007.pdf").stat()
    summary = done(many(8), tmp_path, resume=True)
    assert (summary.made, summary.kept) == (2, 6)
    assert tree(tmp_path) == whole
    assert (tmp_path / "00002/r00007.pdf").stat() == kept


@pytest.mark.parametrize("left", [0, 1, 3, 4])
def test_row_58_a_torn_last_line_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    few(monkeypatch)
    done(many(8), tmp_path)
    whole = tree(tmp_path)
    path = tmp_path / "manifest.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:left]) + lines[left][:40])
    summary = done(many(8), tmp_path, resume=True)
    assert (summary.made, summary.kept) == (8 - left, left)
    assert tree(tmp_path) == whole


def test_row_58_a_finished_batch_has_nothing_to_do(tmp_path: Path) -> None:
    done(many(3), tmp_path)
    assert done(many(3), tmp_path, resume=True).kept == 3


@pytest.mark.parametrize(("resume", "code"), [(True, "U221"), (False, "U220")])
def test_row_58_another_batch_is_refused(tmp_path: Path, resume: bool, code: str) -> None:
    done(many(3), tmp_path)
    whole = tree(tmp_path)
    with pytest.raises(UsageError) as refused:
        done(many(4), tmp_path, resume=resume)
    assert refused.value.code == code
    assert tree(tmp_path) == whole


def test_row_58_an_unreadable_batch_is_refused(tmp_path: Path) -> None:
    done(many(3), tmp_path)
    (tmp_path / "batch.json").write_bytes(b"[]")
    with pytest.raises(UsageError, match="other requests"):
        done(many(3), tmp_path, resume=True)


def test_row_59_one_that_fails_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(setup: Any, request: Any, file: str) -> Any:
        if request.identifier == "r00002":
            return work.Made(request, file, error=DoesNotFit("Too wide.", "Shorten it.")), ()
        return make(setup, request, file)

    make = work.make
    monkeypatch.setattr(folder, "make", refusing)
    summary = done(many(5), tmp_path)
    assert (summary.made, summary.failures) == (4, {"T501": 1})
    assert summary.told[0].request.line == 4
    assert manifest(tmp_path)[2] == {
        "identifier": "r00002",
        "layout": "standard",
        "language": "en",
        "profile": "generic",
        "status": "failed",
        "code": "T501",
        "line": 4,
    }
    monkeypatch.undo()
    assert done(many(5), tmp_path, resume=True).made == 1
    assert manifest(tmp_path)[2]["status"] == "made"


def test_row_60_no_requests_are_done_at_once(tmp_path: Path) -> None:
    assert done("monograph\n", tmp_path).made == 0
    assert manifest(tmp_path) == []


def test_row_61_one_batch_at_a_time(tmp_path: Path) -> None:
    with folder_in_use(tmp_path), pytest.raises(StoreError) as refused:
        done(many(1), tmp_path)
    assert refused.value.code == "R720"
    assert refused.value.exit_code == 7


def folder_in_use(out: Path) -> Any:
    from leaflets.batch.journal import Journal

    return Journal(out).alone()


def test_a_body_that_cannot_be_made_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def typeset_(*_: Any, **__: Any) -> None:
        tries.append(1)
        raise DoesNotFit("Too wide.", "Shorten it.")

    monkeypatch.setattr("leaflets.pipeline.typeset", typeset_)
    setup = bodies.Setup(None, "2020-02-02")
    for _ in range(3):
        with pytest.raises(DoesNotFit):
            bodies.body_of(setup, bodies.Key("acetylcysteine", "standard", "en", "generic"))
    assert tries == [1]


def test_bodies_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = bodies.Setup(None, "2020-02-03")
    made: list[bodies.Key] = []

    def make(_: Any, want: Any) -> bodies.Body:
        made.append(want.key)
        return bodies.Body(None, "1", 1, bytes(1000), None, None)

    monkeypatch.setattr(bodies, "_made", make)
    monkeypatch.setattr(bodies, "KEPT_BYTES", 2500)
    one, two, three = (bodies.Key(name, "standard", "en", "generic") for name in "abc")
    for key in (one, two, one, three, one, two):
        assert bodies.body_of(setup, key).pages == 1
    assert made == [one, two, three, two]


def test_what_is_in_a_folder_is_told_by_its_bytes(tmp_path: Path) -> None:
    place = folder.Folder(tmp_path, bodies.Setup(None, None), False, "none")
    (tmp_path / "a.pdf").write_bytes(b"x")
    line = b'{"file": "a.pdf", "sha256": "%s"}' % sha256(b"x").hexdigest().encode()
    assert place.holds(line, "a.pdf")
    assert not place.holds(line, "b.pdf")
    assert not place.holds(b"nonsense", "a.pdf")
