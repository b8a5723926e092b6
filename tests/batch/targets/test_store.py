"""Leaflets into records: each attached to the dispense that its request names, once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leaflets import compose, read, typeset
from leaflets.base.errors import DoesNotFit, UsageError
from leaflets.batch.model import Setup
from leaflets.batch.plan import plan
from leaflets.batch.pool import Engine, Here
from leaflets.batch.run import Batch, Summary, run
from leaflets.batch.targets.open import Entry, place_of
from leaflets.content.particulars import Particulars
from leaflets.exchange.open_store import open_store

from ..asked import asked, planner
from ..test_personal import SENTINEL, TOLD, table

WHEN = "2026-11-24T09:30:00+01:00"


def attached(folder: Path, text: str, *, resume: bool = False, when: str = WHEN) -> Summary:
    source, makes = asked(text), planner()
    found = plan(source, makes)
    place = place_of(
        f"sqlite:///{folder}/records.db", Setup(), found.count, "group",
        entry=Entry(folder / "told", when, "A. Pharmacist"),
    )  # fmt: skip
    with place.journal().alone():
        batch = Batch(source, makes, found, place, Engine(Here, 1))
        return run(batch, resume=resume, tell=lambda *_: None)


def rows(*identifiers: str) -> str:
    return table([{"monograph": "NAC", "identifier": each, **TOLD} for each in identifiers])


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "told/manifest.jsonl").read_text().splitlines()]


def test_each_leaflet_is_attached_to_its_dispense(tmp_path: Path) -> None:
    assert attached(tmp_path, rows("RX-1", "RX-2")).made == 2
    particulars = Particulars.from_mapping(TOLD, language="en")
    full = typeset(compose(read("acetylcysteine"), particulars=particulars))
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        [found] = store.attachments(dispense="RX-2")
        assert store.pdf(found.sha256) == full.pdf
        assert (found.when, found.by) == (WHEN, "A. Pharmacist")
        assert found.particulars == tuple(sorted(TOLD))
        assert found.leaflet.monograph == "acetylcysteine"
        assert SENTINEL not in repr(list(store.attachments()))
        assert list(store.verify()) == []


def test_what_is_attached_is_not_attached_again(tmp_path: Path) -> None:
    attached(tmp_path, rows("RX-1", "RX-2", "RX-3"))
    path = tmp_path / "told/manifest.jsonl"
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    later = "2026-11-25T09:30:00+01:00"
    summary = attached(tmp_path, rows("RX-1", "RX-2", "RX-3"), resume=True, when=later)
    assert (summary.kept, summary.made) == (2, 1)
    assert path.read_bytes() == whole
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        assert [each.when for each in store.attachments()] == [WHEN] * 3


def test_what_the_store_refuses_has_failed(tmp_path: Path) -> None:
    attached(tmp_path, rows("RX-1"))
    (tmp_path / "told/batch.json").unlink()
    other = rows("RX-0", "RX-1").replace("once a day", "twice a day")
    summary = attached(tmp_path, other)
    assert (summary.made, summary.failures) == (1, {"R701": 1})
    assert [line["status"] for line in lines(tmp_path)] == ["made", "failed"]


def test_what_failed_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DoesNotFit("Too wide.", "Shorten it.")

    asked_for = rows("RX-1", "RX-2")
    with monkeypatch.context() as patch:
        patch.setattr("leaflets.batch.work.body_of", refuse)
        assert attached(tmp_path, asked_for).failures == {"T501": 2}
    assert attached(tmp_path, asked_for, resume=True).made == 2
    assert [line["status"] for line in lines(tmp_path)] == ["made", "made"]


def test_somebody_attaches_them() -> None:
    with pytest.raises(UsageError, match="--by"):
        place_of("sqlite:///records.db", Setup(), 1, "group", entry=Entry(Path("x"), WHEN, ""))
