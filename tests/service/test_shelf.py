"""What is held is bounded, lasts as long as its files, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.service import shelf
from leaflets.service.shelf import SECONDS_TO_HOLD_NAMES, Shelf
from leaflets.service.warm_library import FileRead, WarmFiles


class Time:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The clock of all shelves."""
    clock = Time()
    monkeypatch.setattr(shelf, "monotonic", clock)
    return clock


def read_layout(folder: Path) -> tuple[FileRead, ...]:
    """The reads of a layout in a folder of its own, which is written anew."""
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts/ours.yaml").write_text("extends: compact\nsays: Ours.\n")
    return WarmFiles(folder).make(lambda library: library.layout("ours"))[1]


def test_the_least_recently_used_goes_when_all_together_are_too_large() -> None:
    held = Shelf[str](10, len)
    for text in ("aaaa", "bbbb"):
        held.put(text, text, ())
    assert held.get("aaaa") == "aaaa"
    held.put("cccc", "cccc", ())
    assert [held.get(text) for text in ("aaaa", "bbbb", "cccc")] == ["aaaa", None, "cccc"]
    held.put("aaaa", "a", ())  # instead of the larger one
    held.put("dddd", "dddd", ())
    assert [held.get(text) for text in ("aaaa", "cccc", "dddd")] == ["a", "cccc", "dddd"]


def test_one_thing_is_held_however_large() -> None:
    held = Shelf[str](10, len)
    held.put("large", "x" * 100, ())
    assert held.get("large") is not None


def test_what_depends_on_its_files_alone_is_held_for_days(tmp_path: Path, clock: Time) -> None:
    held = Shelf[str](1, lambda _: 1)
    held.put("ours", "made", read_layout(tmp_path))
    clock.now += 7 * 24 * 3600
    assert held.get("ours") == "made"


@pytest.mark.parametrize("change", ["says: Changed.", None])
def test_what_was_made_from_a_file_goes_with_its_change(
    change: str | None, tmp_path: Path, clock: Time
) -> None:
    held = Shelf[str](1, lambda _: 1)
    held.put("ours", "made", read_layout(tmp_path))
    file = tmp_path / "layouts/ours.yaml"
    file.unlink()
    if change:
        file.write_text(change)
    clock.now += 1
    assert held.get("ours") is None


def test_what_depends_on_names_is_held_for_a_minute(clock: Time) -> None:
    held = Shelf[str](1, lambda _: 1, SECONDS_TO_HOLD_NAMES)
    held.put("index", "made", ())
    clock.now += SECONDS_TO_HOLD_NAMES - 1
    assert held.get("index") == "made"
    clock.now += 2
    assert held.get("index") is None


def test_a_read_knows_its_monograph_and_no_bytes(tmp_path: Path) -> None:
    files = WarmFiles(tmp_path)
    _, reads = files.make(lambda library: library.monograph("ibuprofen").source)
    assert {Path(read.path).name: read.monograph for read in reads} == {"en.yaml": "ibuprofen"}
    assert not any(isinstance(value, bytes) for read in reads for value in read)
    _, reads = files.make(lambda library: library.layout("compact"))
    assert {read.monograph for read in reads} == {""}
