"""`leaflets render --language es,en`: one leaflet in two languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import leaflets as api
from leaflets import in_two_languages
from leaflets.leaflet.plain import plain
from tests.shipped import shipped_leaflet

from .program import leaflets

NAME = "acetylcysteine"
TWO = ("--language", "es,en")


def pair() -> api.Leaflet:
    return in_two_languages(shipped_leaflet(NAME, "es"), shipped_leaflet(NAME, "en"))


def test_the_command_and_the_api_make_the_same_bytes(tmp_path: Path) -> None:
    done = leaflets("render", NAME, *TWO, cwd=tmp_path)
    assert (done.code, done.text) == (0, "out/acetylcysteine.es+en.pdf\n")
    made = (tmp_path / "out/acetylcysteine.es+en.pdf").read_bytes()
    assert made == api.typeset(pair()).pdf


@pytest.mark.parametrize("languages", ["Spanish, English", "ES,en"])
def test_languages_have_names_too(languages: str) -> None:
    done = leaflets("render", NAME, "--language", languages, "--as", "text")
    assert done.text == plain(pair())


def test_the_web_page_names_the_language_of_each_block(tmp_path: Path) -> None:
    done = leaflets("render", NAME, *TWO, "--as", "html", cwd=tmp_path)
    page = (tmp_path / done.text.strip()).read_text("utf-8")
    assert page == api.html_page(pair())
    assert '<html lang="es">' in page
    assert '<div lang="en"><h1 id="title@en">Acetylcysteine 400\u00a0mg</h1></div>' in page
    assert page.count('<li lang="en">') > 10
    assert '<span lang="en">' not in page.partition("<footer")[0]


def test_inspect_names_both_and_makes_the_words_again(tmp_path: Path) -> None:
    leaflets("render", NAME, *TWO, "--out", "a.pdf", cwd=tmp_path)
    done = leaflets("inspect", "a.pdf", "--json", cwd=tmp_path)
    found = json.loads(done.text)
    assert (done.code, found["language"], found["verdict"]) == (0, "es,en", "exact")
    assert found["made_again"] == "the same words, from the monograph on the shelf"


def test_records_name_both(tmp_path: Path) -> None:
    more = ("--store", "sqlite:///r.db", "--by", "J. Doe")
    done = leaflets("attach", "D-1", "--render", NAME, *TWO, *more, cwd=tmp_path)
    assert done.code == 0, done.err
    done = leaflets("records", "list", "--store", "sqlite:///r.db", "--json", cwd=tmp_path)
    assert '"es,en"' in done.text.replace(" ", "")


def test_particulars_are_checked_and_printed_in_both(tmp_path: Path) -> None:
    (tmp_path / "rx.yaml").write_text("patient: Ana Example\ndispensed: 2026-11-27\n")
    more = ("--particulars", "rx.yaml", "--directions-number", "102", "--as", "text")
    said = leaflets("render", NAME, *TWO, *more, cwd=tmp_path).text
    for label in ("Para: Ana", "For: Ana", "27 de noviembre", "27 November", "Tome 1", "Take 1"):
        assert label in said


@pytest.mark.parametrize(
    ("arguments", "exit_code", "code"),
    [
        ((NAME, "--language", "es,en,fr"), 2, "U231"),
        ((NAME, "--language", "es,es"), 2, "U231"),
        ((NAME, "--language", "es,Spanish"), 2, "U231"),
        ((NAME, "--language", "es,"), 2, "U231"),
        (("mine.yaml", *TWO), 2, "U231"),
        ((NAME, "--language", "es,xx"), 4, "N404"),
        (("ibuprofen", "--language", "en,fr"), 4, "N404"),
        ((NAME, *TWO, "--embed"), 2, "U201"),
    ],
)
def test_what_cannot_be_made_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], exit_code: int, code: str
) -> None:
    done = leaflets("render", *arguments, cwd=tmp_path)
    assert (done.code, code in done.err) == (exit_code, True), done.err
    assert list(tmp_path.iterdir()) == []


def test_a_translation_with_another_block_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "our/monographs/acetylcysteine"
    folder.mkdir(parents=True)
    lines = api.read(NAME, language="es").source.decode().splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith("most-important:"))
    point = next(n for n, line in enumerate(lines[start:], start) if line.lstrip().startswith("- "))
    (folder / "es.yaml").write_text("".join(lines[:point] + lines[point + 1 :]), "utf-8")
    done = leaflets("render", NAME, *TWO, "--data", "our", cwd=tmp_path)
    assert (done.code, "U232" in done.err, "'key-points/1'" in done.err) == (2, True, True)
