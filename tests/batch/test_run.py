"""Whole batches: the leaflets, the manifest, and what --resume does with both."""

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
from leaflets.batch.journal import Journal
from leaflets.batch.model import BodyKey, LeafletKey, Outcome, Request, Setup
from leaflets.batch.processes import ParallelExecutor
from leaflets.batch.targets import folder
from leaflets.pipeline import compose

from .running import cut_manifest, personal_rows, read_manifest, read_tree, rows_csv, run_batch

MIXED = "monograph,identifier,layout,language\nNAC,a,,\nacetylcysteine,b,letter,es\nNAC,c,,\n"


def test_every_leaflet_is_as_rendered_alone(tmp_path: Path) -> None:
    summary = run_batch(MIXED, tmp_path)
    assert (summary.new, summary.failures) == (3, {})
    plain = typeset(compose(read("acetylcysteine")))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "c.pdf").read_bytes() == plain.pdf
    letter = typeset(compose(read("acetylcysteine", language="es")), "letter")
    assert (tmp_path / "b.pdf").read_bytes() == letter.pdf
    assert read_manifest(tmp_path)[1] == {
        "identifier": "b",
        "file": "b.pdf",
        "sha256": sha256(letter.pdf).hexdigest(),
        "size": len(letter.pdf),
        "edition": "2",
        "review": "draft",
        "layout": "letter",
        "language": "es",
        "profile": "generic",
        "pages": letter.pages,
        "status": "made",
    }
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir())


@pytest.mark.usefixtures("small_shards")
def test_many_leaflets_go_into_numbered_folders(tmp_path: Path) -> None:
    run_batch(rows_csv(7), tmp_path)
    assert [line["file"] for line in read_manifest(tmp_path)] == [
        f"0000{number // 3}/r0000{number}.pdf" for number in range(7)
    ]
    assert all((tmp_path / line["file"]).is_file() for line in read_manifest(tmp_path))


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most three leaflets in a folder."""
    monkeypatch.setattr("leaflets.batch.targets.folder.SHARD", 3)
    monkeypatch.setattr("leaflets.batch.targets.open.SHARD", 3)


@pytest.mark.usefixtures("small_shards")
def test_processes_and_syncs_give_the_same_bytes(tmp_path: Path) -> None:
    run_batch(rows_csv(20), tmp_path / "one")
    run_batch(rows_csv(20), tmp_path / "two", start=partial(ParallelExecutor, 2), sync="group")
    run_batch(rows_csv(20), tmp_path / "each", sync="each")
    assert (
        read_tree(tmp_path / "one") == read_tree(tmp_path / "two") == read_tree(tmp_path / "each")
    )


@pytest.mark.parametrize("out", ["x", "x.tar", "x.pdf"])
def test_spawned_workers_give_the_same_bytes(tmp_path: Path, out: str) -> None:
    """Without fork, all that workers need is sent to them."""
    spawned = partial(ParallelExecutor, 2, get_context("spawn"))
    rows = personal_rows(4)
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    run_batch(rows, tmp_path / "here" / out)
    assert run_batch(rows, tmp_path / "there" / out, start=spawned).new == 4
    assert read_tree(tmp_path / "here") == read_tree(tmp_path / "there")


@pytest.mark.usefixtures("small_shards")
def test_a_missing_or_altered_leaflet_is_made_again(tmp_path: Path) -> None:
    run_batch(rows_csv(8), tmp_path)
    whole = read_tree(tmp_path)
    (tmp_path / "00000/r00001.pdf").unlink()
    (tmp_path / "00001/r00004.pdf").write_bytes(b"%PDF-1.7 altered")
    untouched = (tmp_path / "00002/r00007.pdf").stat()
    summary = run_batch(rows_csv(8), tmp_path, resume=True)
    assert (summary.new, summary.unchanged) == (2, 6)
    assert read_tree(tmp_path) == whole
    assert (tmp_path / "00002/r00007.pdf").stat() == untouched


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("complete", [0, 1, 3, 4])
def test_a_torn_last_line_of_the_manifest_does_not_count(tmp_path: Path, complete: int) -> None:
    run_batch(rows_csv(8), tmp_path)
    whole = read_tree(tmp_path)
    torn = whole["manifest.jsonl"].splitlines()[complete][:40]
    cut_manifest(tmp_path / "manifest.jsonl", complete, torn)
    summary = run_batch(rows_csv(8), tmp_path, resume=True)
    assert (summary.new, summary.unchanged) == (8 - complete, complete)
    assert read_tree(tmp_path) == whole


def test_nothing_is_left_to_do_in_a_finished_batch(tmp_path: Path) -> None:
    run_batch(rows_csv(3), tmp_path)
    assert run_batch(rows_csv(3), tmp_path, resume=True).unchanged == 3


@pytest.mark.parametrize(("resume", "code"), [(True, "U221"), (False, "U220")])
def test_another_batch_is_refused(tmp_path: Path, resume: bool, code: str) -> None:
    run_batch(rows_csv(3), tmp_path)
    whole = read_tree(tmp_path)
    with pytest.raises(UsageError) as refusal:
        run_batch(rows_csv(4), tmp_path, resume=resume)
    assert refusal.value.code == code
    assert read_tree(tmp_path) == whole


def test_an_unreadable_journal_is_refused(tmp_path: Path) -> None:
    run_batch(rows_csv(3), tmp_path)
    (tmp_path / "batch.json").write_bytes(b"[]")
    with pytest.raises(UsageError, match="other requests"):
        run_batch(rows_csv(3), tmp_path, resume=True)


def test_one_failure_leaves_the_other_leaflets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_leaflet = work.make_leaflet

    def refusing(setup: Setup, request: Request, file: str) -> tuple[Outcome, tuple[bytes, ...]]:
        if request.identifier == "r00002":
            return Outcome(request, file, error=DoesNotFit("Too wide.", "Shorten it.")), ()
        return make_leaflet(setup, request, file)

    monkeypatch.setattr(folder, "make_leaflet", refusing)
    summary = run_batch(rows_csv(5), tmp_path)
    assert (summary.new, summary.failures) == (4, {"T501": 1})
    assert summary.first_failures[0].request.line == 4
    assert read_manifest(tmp_path)[2] == {
        "identifier": "r00002",
        "layout": "standard",
        "language": "en",
        "profile": "generic",
        "status": "failed",
        "code": "T501",
        "line": 4,
    }
    monkeypatch.undo()
    assert run_batch(rows_csv(5), tmp_path, resume=True).new == 1
    assert read_manifest(tmp_path)[2]["status"] == "made"


def test_a_batch_without_requests_has_an_empty_manifest(tmp_path: Path) -> None:
    assert run_batch("monograph\n", tmp_path).new == 0
    assert read_manifest(tmp_path) == []


def test_a_second_batch_into_one_folder_is_refused(tmp_path: Path) -> None:
    with Journal(tmp_path).locked(), pytest.raises(StoreError) as refusal:
        run_batch(rows_csv(1), tmp_path)
    assert (refusal.value.code, refusal.value.exit_code) == ("R720", 7)


def body_key(monograph: str) -> BodyKey:
    return BodyKey(LeafletKey(monograph, "standard", "en", "generic"))


def test_a_body_that_cannot_be_made_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = []

    def refusing(*_: Any, **__: Any) -> None:
        attempts.append(1)
        raise DoesNotFit("Too wide.", "Shorten it.")

    monkeypatch.setattr("leaflets.pipeline.typeset", refusing)
    setup = Setup(date="2020-02-02")
    for _ in range(3):
        with pytest.raises(DoesNotFit):
            bodies.body_of(setup, body_key("acetylcysteine"))
    assert attempts == [1]


def test_bodies_take_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = Setup(date="2020-02-03")
    made: list[BodyKey] = []

    def make(_: Setup, key: BodyKey) -> bodies.Body:
        made.append(key)
        return bodies.Body(None, "1", "draft", 1, bytes(1000), sha256(), None)

    monkeypatch.setattr(bodies, "_try_to_make", make)
    monkeypatch.setattr(bodies, "CACHE_BYTES", 2500)
    one, two, three = map(body_key, "abc")
    for key in (one, two, one, three, one, two):
        assert bodies.body_of(setup, key).pages == 1
    assert made == [one, two, three, two]


def test_a_folder_holds_a_file_with_the_name_and_bytes_of_the_line(tmp_path: Path) -> None:
    target = folder.Folder(tmp_path, Setup(), "none", sharded=False)
    (tmp_path / "a.pdf").write_bytes(b"x")
    line = b'{"file": "a.pdf", "sha256": "%s"}' % sha256(b"x").hexdigest().encode()
    assert target.holds(line, "a.pdf")
    assert not target.holds(line, "b.pdf")
    assert not target.holds(b"nonsense", "a.pdf")
