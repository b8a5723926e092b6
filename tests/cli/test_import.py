"""`leaflets import`: files, folders and standard input become monographs; the rest is told."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from leaflets.base.errors import Place
from leaflets.cli import import_
from leaflets.cli.import_report import opened_report
from leaflets.importing import formats
from leaflets.importing.outcomes import Outcome

from .program import leaflets, whole

PAGE = "---\ntitle: Testine\nlayout: x\n---\n\n# Testine\n\n**Usage:**\n\n* For **pain**\n"


def pages(folder: Path, **texts: str) -> Path:
    """A folder of pages."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text)
    return folder


def test_a_page_becomes_a_monograph_that_can_be_rendered(tmp_path: Path) -> None:
    pages(tmp_path, testine=PAGE)
    done = leaflets("import", "testine.md", "--to", "our", cwd=tmp_path)
    assert done.code == 0
    assert done.text == "our/monographs/testine/en.yaml\n"
    shown = leaflets(
        "render", "testine", "--data", "our", "--as", "text", "--out", "-", cwd=tmp_path
    )
    assert shown.code == 0, shown.err
    assert "For pain" in shown.text


def test_one_bad_page_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = pages(
        tmp_path / "pages", a=PAGE, b="No title.\n", c="# C\n\nI cannot say.\n", d=PAGE, e="",
        f="# F\n\nWords.\n",
    )  # fmt: skip
    done = leaflets("import", str(folder), "--report", "r.jsonl", cwd=tmp_path)
    assert done.code == 1
    assert "2 imported, 3 set aside, 1 failed." in done.err
    assert "b.md: Q203" in done.err
    report = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert [entry["state"] for entry in report] == [
        "imported", "failed", "set aside", "set aside", "set aside", "imported",
    ]  # fmt: skip
    assert [entry["faults"][0]["code"] for entry in report[1:5]] == ["Q203", "Q211", "Q212", "Q210"]
    assert report[0]["words"] == 3
    assert report[0]["left-out"] == [
        {"line": 3, "words": "layout: x", "reason": "a setting of the web site"}
    ]


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    pages(tmp_path, testine=PAGE)
    first = leaflets("import", "testine.md", "--date", "2026-01-01", cwd=tmp_path)
    file = tmp_path / first.text.strip()
    content = file.read_bytes()
    again = leaflets("import", "testine.md", "--date", "2026-02-02", cwd=tmp_path)
    assert (again.code, again.text) == (0, "")
    assert "1 unchanged" in again.err
    assert file.read_bytes() == content
    pages(tmp_path, testine=PAGE + "\nMore.\n")
    assert "1 imported" in leaflets("import", "testine.md", cwd=tmp_path).err
    assert b"More." in file.read_bytes()


def test_a_file_that_a_person_changed_is_not_overwritten(tmp_path: Path) -> None:
    pages(tmp_path, testine=PAGE)
    file = tmp_path / leaflets("import", "testine.md", cwd=tmp_path).text.strip()
    edited = file.read_text().replace("  name: Testine", "  name: Testinum")
    file.write_text(edited)
    done = leaflets("import", "testine.md", cwd=tmp_path)
    assert done.code == 1
    assert "testine.md: Q209" in done.err
    assert file.read_text() == edited
    assert leaflets("import", "testine.md", "--replace", cwd=tmp_path).code == 0
    assert "Testinum" not in file.read_text()


def test_two_pages_do_not_become_one_file(tmp_path: Path) -> None:
    pages(tmp_path / "a", testine=PAGE)
    pages(tmp_path / "b", testine="# Other\n\nWords.\n")
    done = leaflets("import", "a", "b", cwd=tmp_path)
    assert done.code == 1
    assert "b/testine.md: Q208" in done.err


def test_standard_input_is_a_source(tmp_path: Path) -> None:
    pages(tmp_path, testine=PAGE)
    page = os.open(tmp_path / "testine.md", os.O_RDONLY)
    done = whole("import", "-", cwd=tmp_path, stdin=page)
    assert done.text == "our/monographs/testine/en.yaml\n"


def test_a_source_that_is_not_there_or_holds_no_page_is_told(tmp_path: Path) -> None:
    assert leaflets("import", "absent.md", cwd=tmp_path).code == 4
    (tmp_path / "empty").mkdir()
    assert "Nothing was imported" in leaflets("import", "empty", cwd=tmp_path).err
    assert leaflets("import", "empty", "--language", "English", cwd=tmp_path).code == 2


def test_the_pages_of_an_archive_are_imported_by_several_processes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        for number in range(40):
            archive.writestr(f"p{number:02}.md", f"# P{number}\n\nWords {number}.\n")
        archive.writestr("bad.md", "No title.\n")
    done = whole("import", "pages.zip", "--jobs", "2", "--report", "r.jsonl", cwd=tmp_path)
    assert done.code == 1
    assert "40 imported, 1 failed." in done.err
    assert done.text.splitlines() == [f"our/monographs/p{n:02}/en.yaml" for n in range(40)]
    report = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert report[-1]["source"] == "pages.zip/bad.md"


def test_proposals_are_accepted_in_the_files_that_are_named(tmp_path: Path) -> None:
    pages(tmp_path, testine=PAGE)
    file = leaflets("import", "testine.md", cwd=tmp_path).text.strip()
    assert "proposed-section: what-it-is-for" in (tmp_path / file).read_text()
    done = leaflets("import", "--accept", file, cwd=tmp_path)
    assert (done.code, done.text) == (0, f"{file}: 1 accepted.\n")
    assert "      section: what-it-is-for" in (tmp_path / file).read_text()
    assert "testine.md: Q209" in leaflets("import", "testine.md", cwd=tmp_path).err


def test_the_forms_of_the_command_are_those_of_the_registry() -> None:
    assert [form.name for form in formats.FORMATS] == list(import_.FORMATS)


def test_the_report_of_an_interrupted_import_gets_its_name(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"

    def interrupted() -> None:
        with opened_report(path) as report:
            report.add(Outcome(Place("a.md"), "imported"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert json.loads(path.read_text())["source"] == "a.md"
    assert list(tmp_path.iterdir()) == [path]


def test_the_report_replaces_no_source_and_no_device(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_bytes(b"# Testine\n\nWords.\n")
    done = leaflets("import", "a.md", "--report", "./a.md", cwd=tmp_path)
    assert done.code == 2
    assert page.read_bytes() == b"# Testine\n\nWords.\n"
    assert leaflets("import", "a.md", "--report", "/dev/null", cwd=tmp_path).code == 6
    assert not (tmp_path / "our").exists()
