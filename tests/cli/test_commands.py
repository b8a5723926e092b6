"""The other commands: list, show, schema, inspect, extract, completion."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from leaflets.base.version import VERSION
from leaflets.cli.program import COMMANDS
from tests.minimal import MONOGRAPH

from .program import ROOT, leaflets

NAME = "acetylcysteine"


def test_version() -> None:
    assert leaflets("--version") == (0, f"leaflets {VERSION}\n".encode(), "")


def test_help_names_every_command() -> None:
    done = leaflets("--help")
    for command in COMMANDS:
        assert f"\n  {command} " in done.text
    for command in COMMANDS:
        done = leaflets(command, "--help")
        assert (done.code, done.text.startswith(f"Usage: leaflets {command}")) == (0, True)


def test_list_tells_monographs_and_layouts() -> None:
    done = leaflets("list")
    assert (done.code, done.err) == (0, "")
    text = " ".join(done.text.split())
    assert (
        "acetylcysteine Acetylcysteine 400 mg ar, en, es, fr, hi, pl, pt, vi, zh: edition 2, draft"
        in text
    )
    for path in (ROOT / "layouts").glob("*.yaml"):
        assert f"\n  {path.stem}" in done.text


def test_list_goes_on_past_what_cannot_be_read(tmp_path: Path) -> None:
    for folder, text in (("monographs/bad", "language: en\n"), ("layouts", "extends: nothing\n")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "en.yaml").write_text(text)
    done = leaflets("list", "--data", str(tmp_path))
    assert done.code == 0
    assert "bad" in done.text
    assert done.text.count("cannot be read") == 2
    assert "acetylcysteine" in done.text


def test_show_tells_what_is_in_a_monograph() -> None:
    done = leaflets("show", "NAC")
    assert done.code == 0
    said = dict(line.split(":", 1) for line in done.text.splitlines())
    assert said["name"].strip() == "Acetylcysteine 400 mg"
    assert said["review"].strip() == "draft"
    assert int(said["questions"]) == 5
    assert len(said["sha256"].strip()) == 64


@pytest.mark.parametrize(
    ("arguments", "shipped"),
    [
        ((), "data/monograph.schema.json"),
        (("monograph",), "data/monograph.schema.json"),
        (("layout",), "layouts/layout.schema.json"),
    ],
)
def test_schema_is_the_shipped_one(arguments: tuple[str, ...], shipped: str) -> None:
    done = leaflets("schema", *arguments)
    assert done.text == (ROOT / shipped).read_text("utf-8")
    assert json.loads(done.text)["$schema"].endswith("2020-12/schema")


def test_the_schema_of_a_pharmacy_describes_every_key() -> None:
    schema = json.loads(leaflets("schema", "pharmacy").text)
    assert {"name", "address", "telephone", "logo", "current-text"} <= set(schema["properties"])
    assert described(schema)


def test_the_schema_of_a_login_describes_every_key() -> None:
    schema = json.loads(leaflets("schema", "login").text)
    assert {"client-id", "secret-file", "key-file", "certificate"} <= set(schema["properties"])
    assert described(schema)


def described(schema: object) -> bool:
    if isinstance(schema, list):
        return all(map(described, schema))
    if not isinstance(schema, dict):
        return True
    fields = schema.get("properties", {})
    own = all("description" in field or "$ref" in field for field in fields.values())
    return own and all(described(part) for part in schema.values())


def test_inspect_tells_what_a_leaflet_is(tmp_path: Path) -> None:
    assert leaflets("render", NAME, "--out", "a.pdf", cwd=tmp_path).code == 0
    done = leaflets("inspect", "a.pdf", cwd=tmp_path)
    assert done.code == 0
    for said in ("acetylcysteine, edition 2", "draft", "PDF/UA-1", f"leaflets {VERSION}"):
        assert said in done.text


def test_inspect_reads_standard_input(tmp_path: Path) -> None:
    import os

    leaflets("render", NAME, "--out", "a.pdf", cwd=tmp_path)

    def before() -> None:
        import sys

        os.dup2(os.open("a.pdf", os.O_RDONLY), 0)
        sys.stdin = open(0)  # noqa: SIM115

    assert leaflets("inspect", "-", cwd=tmp_path, before=before).text.startswith("-: It is")


def test_inspect_refuses_what_is_altered_or_foreign(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("words")
    done = leaflets("inspect", "words", cwd=tmp_path)
    assert (done.code, done.err[:4]) == (2, "I801")
    done = leaflets("inspect", "absent", cwd=tmp_path)
    assert (done.code, done.err[:4]) == (4, "N403")


def test_extract_tells_when_there_is_nothing(tmp_path: Path) -> None:
    leaflets("render", NAME, "--out", "a.pdf", cwd=tmp_path)
    done = leaflets("extract", "a.pdf", cwd=tmp_path)
    assert (done.code, "--embed" in done.err) == (2, True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    done = leaflets("completion", shell)
    assert (done.code, "_LEAFLETS_COMPLETE" in done.text) == (0, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("leaflets ren", "render"),
        ("leaflets render acet", "acetylcysteine"),
        ("leaflets render x --layout larg", "large-print"),
        ("leaflets render acetylcysteine --language e", "en"),
        ("leaflets help lay", "layouts"),
        ("leaflets render --lay", "--layout"),
    ],
)
def test_the_shell_completes(words: str, expected: str) -> None:
    environ = {
        "_LEAFLETS_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = leaflets(environ=environ)
    assert f"plain,{expected}" in done.text.splitlines()


def test_a_large_folder_is_indexed_and_searched(tmp_path: Path) -> None:
    file = tmp_path / "our/monographs/examplamine/en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(MONOGRAPH.replace("Testine 10 mg", "Examplamine 10 mg"), "utf-8")
    past = 1_600_000_000
    os.utime(file, (past, past))
    os.utime(file.parent, (past, past))
    done = leaflets("index", "--data", "our", cwd=tmp_path)
    assert (done.code, done.text) == (0, "our/monographs/index.json\n")
    assert done.err == "Files in the index: 1; read anew: 1.\n"
    listed = leaflets("list", "plamin", "--data", "our", cwd=tmp_path)
    assert listed.text == "  examplamine  Examplamine 10 mg  en: edition 1, draft\n"
    assert leaflets("list", "R05CB01").text.startswith("  acetylcysteine  ")
    refused = leaflets("index")
    assert (refused.code, refused.err[:5]) == (2, "U201 ")
