"""The folder store: one attachment for one leaflet and one record, whatever happens."""

from __future__ import annotations

import errno
import json
import os
import stat
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest

from leaflets.errors import StoreError, UsageError, WriteError
from leaflets.records import Attachment, attach, attachments, stored

from ..faults.crashing import at, every_crash, fails

PDF = b"%PDF-1.7 " + b"words " * 3000
OTHER = PDF + b"edition two"
DIGEST = sha256(PDF).hexdigest()


def give(
    store: Path, pdf: bytes = PDF, dispense: str = "D-1", when: str = "2026-11-22"
) -> Attachment:
    return attach(pdf, dispense, store, when=when, by="J. Doe")


def test_attaches_the_exact_bytes(tmp_path: Path) -> None:
    given = give(tmp_path / "s")
    assert given == Attachment(
        dispense="D-1", sha256=DIGEST, size=len(PDF), when="2026-11-22", by="J. Doe", is_new=True
    )
    assert stored(tmp_path / "s", DIGEST) == PDF
    [kept] = attachments(tmp_path / "s")
    assert (kept.dispense, kept.is_new) == ("D-1", False)


def test_row_62_twice_is_one_and_the_second_is_told(tmp_path: Path) -> None:
    give(tmp_path)
    again = give(tmp_path, when="2027-01-01")
    assert (again.is_new, again.when) == (False, "2026-11-22")
    assert len(list(attachments(tmp_path))) == 1


def test_row_62_eight_at_once_are_one(tmp_path: Path) -> None:
    with ProcessPoolExecutor(8, get_context("spawn")) as pool:
        given = list(pool.map(give, [tmp_path / "s"] * 24))
    assert sum(each.is_new for each in given) == 1
    assert len(list(attachments(tmp_path / "s"))) == 1
    assert stored(tmp_path / "s", DIGEST) == PDF


def test_row_68_a_new_edition_is_another_attachment_and_the_old_bytes_stay(tmp_path: Path) -> None:
    give(tmp_path)
    give(tmp_path, OTHER)
    give(tmp_path, dispense="D-2")
    assert [each.dispense for each in attachments(tmp_path)] == ["D-1", "D-1", "D-2"]
    assert stored(tmp_path, DIGEST) == PDF


def test_row_64_killed_at_any_call_leaves_no_line_without_bytes(tmp_path: Path) -> None:
    store = tmp_path / "s"
    give(store, OTHER)
    for _ in every_crash(lambda: give(store)):
        for each in attachments(store):
            assert stored(store, each.sha256) in (PDF, OTHER)
        assert {give(store).sha256, give(store).is_new} == {DIGEST, False}
        assert len(list(attachments(store))) == 2
        lines = store / "attachments.jsonl"
        lines.write_bytes(lines.read_bytes().splitlines(keepends=True)[0])
        (store / "pdf" / DIGEST[:2] / f"{DIGEST}.pdf").unlink()


def test_row_65_a_full_disk_attaches_nothing(tmp_path: Path) -> None:
    give(tmp_path, OTHER)
    for number in range(1, 60):
        try:
            with at(number, fails(errno.ENOSPC)):
                given = give(tmp_path, dispense=f"D{number}")
        except WriteError:
            continue
        assert given.is_new
        if number > 20:
            break
    known = {each.dispense for each in attachments(tmp_path)}
    assert all(stored(tmp_path, each.sha256) for each in attachments(tmp_path))
    assert f"D{number}" in known


@pytest.mark.parametrize("content", [b"", PDF[:-1], PDF[:-1] + b"X"])
def test_row_66_altered_bytes_are_told(tmp_path: Path, content: bytes) -> None:
    give(tmp_path)
    (tmp_path / "pdf" / DIGEST[:2] / f"{DIGEST}.pdf").write_bytes(content)
    for act in (lambda: stored(tmp_path, DIGEST), lambda: give(tmp_path)):
        with pytest.raises(StoreError) as refused:
            act()
        assert (refused.value.code, refused.value.exit_code) == ("R703", 7)


@pytest.mark.parametrize(
    "line",
    [b"{}", b"[]", b"not json", b'{"dispense": "D", "sha256": "../../x"}', b"\xff", b"null"],
)
def test_row_65_a_damaged_line_is_told(tmp_path: Path, line: bytes) -> None:
    give(tmp_path)
    with (tmp_path / "attachments.jsonl").open("ab") as lines:
        lines.write(line + b"\n")
    with pytest.raises(StoreError, match="line 2"):
        list(attachments(tmp_path))


def test_a_torn_last_line_is_nobodys(tmp_path: Path) -> None:
    give(tmp_path)
    with (tmp_path / "attachments.jsonl").open("ab") as lines:
        lines.write(b'{"dispense": "D-9"')
    assert len(list(attachments(tmp_path))) == 1
    assert give(tmp_path, dispense="D-2").is_new
    assert [each.dispense for each in attachments(tmp_path)] == ["D-1", "D-2"]


def test_files_are_private(tmp_path: Path) -> None:
    store = tmp_path / "s"
    before = os.umask(0)
    try:
        give(store)
    finally:
        os.umask(before)
    for path in (store, *store.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_row_47_a_store_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from leaflets import files
    from leaflets.records import folder

    monkeypatch.setattr(folder, "SECONDS_FOR_STORE_LOCK", 0.01)
    with files.locked(tmp_path / "lock", 0.0), pytest.raises(StoreError) as refused:
        give(tmp_path)
    assert (refused.value.code, str(os.getpid()) in str(refused.value)) == ("R702", True)


@pytest.mark.parametrize("dispense", ["", " ", "a\nb", "x" * 201, "\x00"])
def test_row_63_a_malformed_identifier_is_refused(tmp_path: Path, dispense: str) -> None:
    with pytest.raises(UsageError):
        give(tmp_path / "s", dispense=dispense)
    assert not (tmp_path / "s").exists()


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        give(tmp_path / "s", b"words")


@pytest.mark.parametrize("dispense", ["'; DROP TABLE x; --", '"}\\', "../../a", "Ł 你 \u2028 🙂"])
def test_row_67_any_text_comes_back_as_it_was(tmp_path: Path, dispense: str) -> None:
    give(tmp_path, dispense=dispense)
    assert [each.dispense for each in attachments(tmp_path)] == [dispense]
    [line] = (tmp_path / "attachments.jsonl").read_bytes().splitlines()
    assert json.loads(line)["dispense"] == dispense
