"""Drafts are counted in a batch, and refused by every command that makes leaflets, on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..house.source import dotted, modules
from ..minimal import MONOGRAPH, approved
from .program import leaflets

RECORDS = "sqlite:///records.db"
MODES: list[tuple[list[str], dict[str, str]]] = [
    (["--approved-only"], {}),
    ([], {"LEAFLETS_APPROVED_ONLY": "yes"}),
]
both = pytest.mark.parametrize(("option", "environ"), MODES, ids=["option", "environment"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an approved monograph, a draft, and one of a day to come."""
    texts = {
        "testine": approved(),
        "draftine": MONOGRAPH.replace("estine", "raftine"),
        "futurine": approved(MONOGRAPH.replace("estine", "uturine"), on="2199-01-01"),
    }
    for name, text in texts.items():
        file = tmp_path / "own/monographs" / name / "en.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("monograph\ntestine\ndraftine\ntestine\n")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"own", "rows.csv"}


def test_a_batch_counts_its_drafts(folder: Path) -> None:
    batch = ("batch", "rows.csv", "--data", "own")
    done = leaflets(*batch, "--dry-run", cwd=folder)
    sentence = "1 is a draft; no health professional has reviewed it.\n"
    assert (done.code, done.text) == (0, f"3 requests; nothing is wrong with them.\n{sentence}")
    done = leaflets(*batch, cwd=folder)
    assert (done.code, done.text) == (
        0, f"3 made, 0 failed.\n{sentence}out/batch/manifest.jsonl\n"
    )  # fmt: skip
    done = leaflets(*batch, "--resume", cwd=folder)
    assert done.text.splitlines()[1] + "\n" == sentence
    manifest = (folder / "out/batch/manifest.jsonl").read_text().splitlines()
    assert ['"review": "draft"' in line for line in manifest] == [False, True, False]


def test_approved_leaflets_are_no_drafts(folder: Path) -> None:
    (folder / "rows.csv").write_text("monograph\ntestine\n")
    done = leaflets("batch", "rows.csv", "--data", "own", "--dry-run", cwd=folder)
    assert (done.code, done.text) == (0, "1 request; nothing is wrong with it.\n")


@both
def test_a_batch_refuses_drafts(folder: Path, option: list[str], environ: dict[str, str]) -> None:
    batch = ("batch", "rows.csv", "--data", "own", *option)
    done = leaflets(*batch, cwd=folder, environ=environ)
    assert (done.code, done.out, names(folder)) == (3, b"", set())
    assert done.err.splitlines()[0] == (
        "rows.csv:3: M292 'draftine' (en) is a draft, and only approved ones are wanted. "
        "Have a health professional review it, or allow drafts."
    )
    (folder / "rows.csv").write_text("monograph\ntestine\n")
    assert leaflets(*batch, cwd=folder, environ=environ).code == 0


@both
def test_a_pack_refuses_drafts(folder: Path, option: list[str], environ: dict[str, str]) -> None:
    pack = ("pack", "rows.csv", "--data", "own", "--out", "x.pdf")
    done = leaflets(*pack, *option, cwd=folder, environ=environ)
    assert (done.code, done.err[:16], names(folder)) == (3, "rows.csv:3: M292", set())
    done = leaflets(*pack, cwd=folder)
    assert (done.code, done.text) == (0, "x.pdf\n")
    assert "Note: 1 is a draft; no health professional has reviewed it.\n" in done.err
    (folder / "rows.csv").write_text("monograph\ntestine\n")
    assert leaflets(*pack, *option, cwd=folder, environ=environ).code == 0


@both
def test_render_refuses_drafts(folder: Path, option: list[str], environ: dict[str, str]) -> None:
    render = ("render", "--data", "own", "--out", "x.pdf", *option)
    done = leaflets(*render, "draftine", cwd=folder, environ=environ)
    assert (done.code, done.out, names(folder)) == (3, b"", set())
    assert done.err.startswith("own/monographs/draftine/en.yaml:13:11: M292 ")
    done = leaflets(*render, "testine", cwd=folder, environ=environ)
    assert (done.code, names(folder)) == (0, {"x.pdf"})
    assert "draft" not in done.err


@both
def test_attach_refuses_drafts(folder: Path, option: list[str], environ: dict[str, str]) -> None:
    attach = ("attach", "D-1", "--by", "J. Doe", "--store", RECORDS, *option)
    done = leaflets(*attach, "--render", "draftine", "--data", "own", cwd=folder, environ=environ)
    assert (done.code, done.err.split(": ")[1][:4], names(folder)) == (3, "M292", set())
    leaflets("render", "draftine", "--data", "own", "--out", "d.pdf", cwd=folder)
    done = leaflets(*attach, "--leaflet", "d.pdf", cwd=folder, environ=environ)
    assert (done.code, done.err[:4], names(folder)) == (7, "R711", {"d.pdf"})
    done = leaflets(*attach, "--render", "testine", "--data", "own", cwd=folder, environ=environ)
    assert (done.code, done.text[:8]) == (0, "attached")


@pytest.mark.parametrize(("value", "code"), [("no", 0), ("0", 0), ("", 0), ("perhaps", 2)])
def test_the_variable_says_yes_or_no(folder: Path, value: str, code: int) -> None:
    environ = {"LEAFLETS_APPROVED_ONLY": value}
    done = leaflets("render", "draftine", "--data", "own", cwd=folder, environ=environ)
    assert done.code == code
    assert bool(names(folder)) is (code == 0)


def test_an_approval_of_a_day_to_come_is_refused_by_every_command(folder: Path) -> None:
    place = "own/monographs/futurine/en.yaml:1:63"
    for command in (("render", "futurine"), ("show", "futurine")):
        done = leaflets(*command, "--data", "own", cwd=folder)
        assert (done.code, done.err[: len(place) + 6]) == (3, f"{place}: M205")
    (folder / "rows.csv").write_text("monograph\nfuturine\n")
    done = leaflets("batch", "rows.csv", "--data", "own", cwd=folder)
    assert (done.code, done.err.splitlines()[0][:16]) == (3, "rows.csv:2: M205")
    assert place in done.err
    assert names(folder) == set()
    for command in ("list", "languages"):
        assert "cannot be read (M205)" in leaflets(command, "--data", "own", cwd=folder).text


def test_every_command_tells_the_day_when_it_reads_a_monograph() -> None:
    """A command that forgot it would refuse every approved monograph."""
    forgotten = [
        f"{module}:{call.lineno}"
        for module in modules()
        if module.room in ("cli", "batch")
        for call in module.calls()
        if dotted(call.func) in ("pipeline.read", "read")
        and "language" in (words := {word.arg for word in call.keywords})
        and "today" not in words
    ]
    assert forgotten == []
