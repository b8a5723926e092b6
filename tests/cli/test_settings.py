"""An option comes before a variable, a variable before leaflets.yaml, and that before ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import minimal

from .program import ROOT, Done, leaflets

NAME = "acetylcysteine"
SETTINGS = """\
layout: letter
profile: eu
pharmacy: toy
language: es
store: sqlite:///records.db
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which `our` holds a pharmacy and its settings."""
    (tmp_path / "our/pharmacies").mkdir(parents=True)
    (tmp_path / "our/pharmacies/toy.yaml").write_text(minimal.PHARMACY, "utf-8")
    (tmp_path / "our/leaflets.yaml").write_text(SETTINGS, "utf-8")
    return tmp_path


def rows(done: Done) -> dict[str, tuple[str, str]]:
    """Return value and origin by setting."""
    assert done.code == 0, done.err
    parts = (line.split(maxsplit=2) for line in done.text.splitlines())
    return {name: (value, origin) for name, value, origin in parts}


def test_the_example_of_the_help_page_is_read(folder: Path) -> None:
    page = (ROOT / "leaflets/help/pharmacy.md").read_text("utf-8")
    example = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[1]
    (folder / "our/leaflets.yaml").write_text(example.replace("high-street", "toy"), "utf-8")
    found = rows(leaflets("settings", "--data", "our", cwd=folder))
    assert all(origin.startswith("our/leaflets.yaml:") for _, origin in list(found.values())[1:])


def test_nothing_is_set_without_a_folder(tmp_path: Path) -> None:
    assert rows(leaflets("settings", cwd=tmp_path)) == {
        "data": ("-", "default"),
        "layout": ("standard", "default"),
        "profile": ("generic", "default"),
        "pharmacy": ("-", "default"),
        "language": ("en", "default"),
        "store": ("-", "default"),
    }


def test_each_value_tells_where_it_comes_from(folder: Path) -> None:
    environ = {"LEAFLETS_DATA": "our", "LEAFLETS_LAYOUT": "clear-print", "LEAFLETS_PROFILE": "us"}
    done = leaflets("settings", "--profile", "uk", cwd=folder, environ=environ)
    assert rows(done) == {
        "data": ("our", "variable LEAFLETS_DATA"),
        "layout": ("clear-print", "variable LEAFLETS_LAYOUT"),
        "profile": ("uk", "option --profile"),
        "pharmacy": ("toy", "our/leaflets.yaml:3"),
        "language": ("es", "our/leaflets.yaml:4"),
        "store": ("sqlite:///records.db", "our/leaflets.yaml:5"),
    }


@pytest.mark.parametrize(
    ("arguments", "variables", "file"),
    [
        ((), {}, "acetylcysteine.es.letter.pdf"),
        ((), {"LEAFLETS_LAYOUT": "clear-print"}, "acetylcysteine.es.clear-print.pdf"),
        (("--layout", "standard"), {"LEAFLETS_LAYOUT": "clear-print"}, "acetylcysteine.es.pdf"),
        (("--language", "en"), {"LEAFLETS_LANGUAGE": "es"}, "acetylcysteine.letter.pdf"),
    ],
)
def test_render_takes_the_first_that_is_given(
    folder: Path, arguments: tuple[str, ...], variables: dict[str, str], file: str
) -> None:
    environ = {"LEAFLETS_DATA": "our", **variables}
    done = leaflets("render", NAME, *arguments, cwd=folder, environ=environ)
    assert (done.code, done.text) == (0, f"out/{file}\n"), done.err


def test_the_pharmacy_and_language_of_the_settings_are_on_the_leaflet(folder: Path) -> None:
    done = leaflets("render", NAME, "--as", "text", "--data", "our", cwd=folder)
    assert done.text.startswith("Example Pharmacy\n")
    assert "Teléfono: 01632 960 123" in done.text


def test_a_file_keeps_its_own_language(folder: Path) -> None:
    (folder / "mine.yaml").write_text(minimal.MONOGRAPH, "utf-8")
    done = leaflets("render", "mine.yaml", "--as", "text", "--data", "our", cwd=folder)
    assert done.code == 0, done.err
    other = leaflets("render", "mine.yaml", "--language", "es", "--data", "our", cwd=folder)
    assert (other.code, "M290" in other.err) == (3, True)


def test_batch_uses_them_where_a_row_names_nothing(folder: Path) -> None:
    (folder / "rows.csv").write_text(f"monograph,layout\n{NAME},\n{NAME},standard\n", "utf-8")
    done = leaflets("batch", "rows.csv", "--data", "our", "--jobs", "1", cwd=folder)
    assert done.code == 0, done.err
    manifest = (folder / "out/batch/manifest.jsonl").read_text("utf-8")
    assert manifest.count('"language": "es"') == 2
    assert manifest.count('"layout": "letter"') == manifest.count('"layout": "standard"') == 1


def test_attach_and_the_records_use_the_same_store(folder: Path) -> None:
    environ = {"LEAFLETS_DATA": "our"}
    arguments = ("attach", "D-1", "--render", NAME, "--by", "J. Doe")
    done = leaflets(*arguments, cwd=folder, environ=environ)
    assert done.code == 0, done.err
    assert (folder / "records.db").is_file()
    by_variable = leaflets("records", "list", cwd=folder, environ=environ)
    by_option = leaflets("records", "list", "--data", "our", cwd=folder)
    assert by_variable.text == by_option.text
    assert ",letter,eu," in by_option.text
    finished = leaflets("render", NAME, "--out", "a.pdf", cwd=folder, environ=environ)
    assert finished.code == 0
    again = leaflets(
        "attach", "D-2", "--leaflet", "a.pdf", "--by", "J. Doe", "--data", "our", cwd=folder
    )
    assert again.code == 0, again.err
    surplus = leaflets(
        "attach",
        "D-2",
        "--leaflet",
        "a.pdf",
        "--by",
        "J",
        "--layout",
        "clear-print",
        cwd=folder,
        environ=environ,
    )
    assert (surplus.code, "--layout" in surplus.err) == (2, True)


def test_a_command_that_makes_and_shows_no_leaflet_does_not_need_sound_settings(
    folder: Path,
) -> None:
    (folder / "our/leaflets.yaml").write_text("layout: ours\n", "utf-8")
    done = leaflets("render", NAME, "--data", "our", cwd=folder)
    assert done.err == (
        "our/leaflets.yaml:1:9: S201 There is no layout 'ours'. Known: booklet, "
        "clear-print, compact, large-print, letter, receipt, standard.\n"
    )
    assert done.code == 3
    assert leaflets("layout", "new", "ours", "--data", "our", cwd=folder).code == 0
    assert leaflets("render", NAME, "--data", "our", cwd=folder).code == 0


def test_a_pack_goes_into_records_only_if_it_is_told_so(folder: Path) -> None:
    rows = f"monograph,patient-reference\n{NAME},p1\n"
    (folder / "rows.csv").write_text(rows, "utf-8")
    done = leaflets("pack", "rows.csv", "--data", "our", cwd=folder)
    assert done.code == 0, done.err
    assert not (folder / "records.db").exists()


@pytest.mark.parametrize("name", ["layout", "profile", "pharmacy", "language", "store"])
def test_an_empty_option_is_refused(folder: Path, name: str) -> None:
    done = leaflets("settings", f"--{name}", "", "--data", "our", cwd=folder)
    assert (done.code, done.err) == (
        2,
        f"U201 --{name} is empty. Give a value, or leave out --{name}.\n",
    )


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    for address in ("postgresql://me:secret@db/x", "postgresql://db/x?password=secret"):
        done = leaflets("settings", "--store", address, cwd=tmp_path)
        assert "secret" not in done.text
        assert "db/x" in done.text
    assert (
        "fhir+https://h:8080/x@y"
        in leaflets("settings", "--store", "fhir+https://h:8080/x@y", cwd=tmp_path).text
    )


@pytest.mark.parametrize(
    ("variable", "code"),
    [("LAYOUT", "N405"), ("PROFILE", "N409"), ("PHARMACY", "N410"), ("LANGUAGE", "N406")],
)
def test_an_unknown_name_in_a_variable_is_told_with_the_variable(
    tmp_path: Path, variable: str, code: str
) -> None:
    environ = {f"LEAFLETS_{variable}": "nothing"}
    for arguments in (("settings",), ("render", NAME)):
        done = leaflets(*arguments, cwd=tmp_path, environ=environ)
        assert (done.code, done.text) == (4, "")
        assert done.err.startswith(f"LEAFLETS_{variable}: {code} ")
