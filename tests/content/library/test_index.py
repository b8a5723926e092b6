"""An index of the library spares reading, finds what reading finds, and never hides a change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets.base.errors import NotFoundError
from leaflets.content.library import Library
from leaflets.content.library import monographs as monographs_module
from leaflets.content.library.indexing import SETTLED_NS, Indexed, write_index
from leaflets.content.library.medicines import load_medicine_index

from .test_lookup import put

LATER = 10 * SETTLED_NS


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A library of three monographs, one of them in two languages."""
    put(tmp_path, "testine", "Testine 10 mg", "[TST, Vitamin T]")
    put(tmp_path, "testine", "Testyna 10 mg", language="pl")
    put(tmp_path, "examplol", "Examplol Forte", "[EXA]")
    put(tmp_path, "samplin", "Sámplin 5 mg", "[SMP]")
    return tmp_path


def indexed(own: Path, after: int = LATER) -> Indexed:
    """Index a library as if its files were that old."""
    library = Library(own)
    assert library.own_folder
    newest = max(path.stat().st_mtime_ns for path in own.rglob("*"))
    return write_index(library, library.own_folder, newest + after)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The own files whose names are read from now on."""
    found: list[str] = []
    titles_of = monographs_module.titles_of

    def noted(name: str, source: bytes, file: str) -> object:
        if not file.startswith("data"):
            found.append(f"{name}/{Path(file).stem}")
        return titles_of(name, source, file)

    monkeypatch.setattr(monographs_module, "titles_of", noted)
    return found


def test_what_has_not_changed_is_found_without_reading(own: Path, read: list[str]) -> None:
    without = Library(own)
    names = "TST", "vitamin t", "examplol forte", "Samplin 5mg", "testyna 10 mg"
    found = [without.monograph(name).name for name in names]
    everything = [without.titles(tag) for tag in ("en", "pl")], without.names()
    read.clear()
    assert indexed(own).known == 4
    library = Library(own)
    assert [library.monograph(name).name for name in names] == found
    assert ([library.titles(tag) for tag in ("en", "pl")], library.names()) == everything
    assert library.monographs.names_with("plo") == ("examplol",)
    medicines = load_medicine_index(library)
    assert medicines.find([], ["Examplol Forte 10 mg tablets"]) == "examplol"
    assert medicines.titles("samplin") in Library(own).titles("en")
    assert read == []


def _new_synonym(own: Path) -> None:
    path = own / "monographs/examplol/en.yaml"
    status = path.stat()
    path.write_text(path.read_text("utf-8").replace("[EXA]", "[NEW]"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def _new_monograph(own: Path) -> None:
    put(own, "novin", "New")


def _new_language(own: Path) -> None:
    put(own, "samplin", "New", language="pl")


@pytest.mark.parametrize("change", [_new_synonym, _new_monograph, _new_language])
def test_a_change_is_seen_without_a_new_index(
    own: Path, read: list[str], change: Callable[[Path], None]
) -> None:
    indexed(own)
    change(own)
    names = {_new_synonym: "examplol", _new_monograph: "novin", _new_language: "samplin"}
    tag = "pl" if change is _new_language else "en"
    assert Library(own).monograph("new", tag).name == names[change]
    assert set(read) == {f"{names[change]}/{tag}"}


def test_what_is_gone_is_not_found(own: Path) -> None:
    indexed(own)
    (own / "monographs/examplol/en.yaml").unlink()
    library = Library(own)
    assert "examplol" not in library.names()
    with pytest.raises(NotFoundError):
        library.monograph("EXA")
    (own / "monographs/testine").rename(own / "elsewhere")
    (own / "monographs/testine").symlink_to(own / "elsewhere")
    with pytest.raises(NotFoundError):
        Library(own).monograph("TST")


def test_a_new_index_reads_only_what_has_changed(own: Path) -> None:
    assert (indexed(own).read, indexed(own).read) == (4, 0)
    _new_synonym(own)
    put(own, "novin", "New")
    assert indexed(own).read == 2


@pytest.mark.parametrize("after", [0, SETTLED_NS])
def test_what_has_just_changed_is_left_out_and_still_found(own: Path, after: int) -> None:
    """Its file system could take another change for the same one."""
    first = indexed(own, after)
    assert first.too_new > 0
    assert first.known + first.too_new == 4
    for name in ("TST", "EXA", "SMP"):
        assert Library(own).monograph(name)
    assert indexed(own).known == 4


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"made_by": "x", "folders": {}'])
def test_a_damaged_index_is_none(own: Path, damage: bytes) -> None:
    indexed(own)
    (own / "monographs/index.json").write_bytes(damage)
    assert Library(own).monograph("EXA").name == "examplol"
