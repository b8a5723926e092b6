"""The folder of finished leaflets: whole or not at all, its owner's alone, never too large."""

from __future__ import annotations

import os
import stat
from multiprocessing import get_context
from pathlib import Path

import pytest

from leaflets.cache import store
from leaflets.cache.store import Cache, Kept

KEY, OTHER = "a" * 64, "b" * 64
KEPT = Kept({"said": ["Note: żółw \udcff"]}, b"%PDF-\n\x00\xff" * 100)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "new" / "leaflets")


def test_what_was_put_is_got(cache: Cache) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, KEPT)
    assert cache.get(KEY) == KEPT
    assert cache.get(OTHER) is None
    cache.put(KEY, Kept({}, b""))
    assert cache.get(KEY) == Kept({}, b"")


def test_it_is_its_owners_alone(cache: Cache) -> None:
    cache.put(KEY, KEPT)
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((cache.folder / KEY).stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_to_is_not_used(cache: Cache, mode: int) -> None:
    cache.put(KEY, KEPT)
    cache.folder.chmod(mode)
    assert cache.get(KEY) is None
    cache.put(OTHER, KEPT)
    assert [path.name for path in cache.folder.iterdir()] == [KEY]


def test_links_are_not_followed(cache: Cache, tmp_path: Path) -> None:
    cache.put(KEY, KEPT)
    (cache.folder / OTHER).symlink_to(cache.folder / KEY)
    assert cache.get(OTHER) is None
    elsewhere = tmp_path / "elsewhere"
    elsewhere.symlink_to(cache.folder)
    assert Cache(elsewhere).get(KEY) is None


@pytest.mark.parametrize("at", [0, 63, 64, 70, 200, -1])
def test_a_damaged_entry_is_removed(cache: Cache, at: int) -> None:
    cache.put(KEY, KEPT)
    path = cache.folder / KEY
    damaged = bytearray(path.read_bytes())
    damaged[at] ^= 1
    path.write_bytes(damaged)
    assert cache.get(KEY) is None
    assert not path.exists()


@pytest.mark.parametrize("size", [0, 1, 64, 65, 100])
def test_an_entry_cut_short_is_removed(cache: Cache, size: int) -> None:
    cache.put(KEY, KEPT)
    path = cache.folder / KEY
    path.write_bytes(path.read_bytes()[:size])
    assert cache.get(KEY) is None
    assert not path.exists()


def test_the_oldest_go_first(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [f"{number:064x}" for number in range(10)]
    for age, key in enumerate(keys):
        cache.put(key, KEPT)
        os.utime(cache.folder / key, (age, age))
    size = (cache.folder / KEY[:0] / keys[0]).stat().st_size
    monkeypatch.setattr(store, "CACHE_BYTES", 8 * size)
    cache.put(KEY, KEPT)
    left = [path.name for _, _, path in cache.entries()]
    assert left == [*keys[5:], KEY]


def test_what_is_too_long_is_not_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CACHE_ENTRY_BYTES", 100)
    cache.put(KEY, KEPT)
    assert not cache.folder.exists()


def test_clearing_leaves_what_is_not_ours(cache: Cache) -> None:
    cache.put(KEY, KEPT)
    (cache.folder / "notes.txt").write_text("mine")
    assert cache.clear() == 1
    assert [path.name for path in cache.folder.iterdir()] == ["notes.txt"]


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    none = Cache(tmp_path / "file" / "leaflets")
    none.put(KEY, KEPT)
    assert (none.get(KEY), none.entries(), none.clear()) == (None, [], 0)


def _put_often(folder: str, number: int) -> None:
    for _ in range(50):
        Cache(Path(folder)).put(KEY, Kept({"by": number}, bytes([number]) * 5000))


def test_two_writers_leave_one_whole_entry(cache: Cache) -> None:
    context = get_context("fork")
    writers = [context.Process(target=_put_often, args=(str(cache.folder), n)) for n in (1, 2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        found = cache.get(KEY)
        assert found is None or found.content == bytes([found.about["by"]]) * 5000
    assert cache.get(KEY)
    assert [path.name for path in cache.folder.iterdir()] == [KEY]
