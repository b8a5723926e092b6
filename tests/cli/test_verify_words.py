"""`leaflets inspect` makes the words again and compares."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.minimal import MONOGRAPH
from tests.pdf.toy import png

from .program import ROOT, leaflets

NAME = "acetylcysteine"
SEED = ROOT / "data/monographs/acetylcysteine/en.yaml"


def again(folder: Path, *rendered: str) -> str:
    """What inspect says of the words of a leaflet rendered with these arguments."""
    done = leaflets("render", *rendered, "--out", "a.pdf", cwd=folder)
    assert done.code == 0, done.err
    done = leaflets("inspect", "a.pdf", cwd=folder)
    assert done.code == 0
    said = dict(line.split(":", 1) for line in done.text.splitlines())
    return said["made again"].strip()


@pytest.mark.parametrize(
    "more",
    [(), ("--embed",), ("--date", "2031-02-03"), ("--route", "oral", "--use", "thick-mucus")],
)
def test_from_the_shelf(tmp_path: Path, more: tuple[str, ...]) -> None:
    assert again(tmp_path, NAME, *more) == "the same words, from the monograph on the shelf"


def test_from_inside(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(SEED.read_text("utf-8") + "\n")
    assert again(tmp_path, "own.yaml", "--embed") == "the same words, from the monograph inside"
    assert again(tmp_path, "own.yaml").startswith("not possible")


def test_with_a_table_of_contents(tmp_path: Path) -> None:
    (tmp_path / "our/layouts").mkdir(parents=True)
    early = "extends: standard\nsays: Long from two pages on.\nlong: {pages: 2}\n"
    (tmp_path / "our/layouts/early.yaml").write_text(early)
    said = again(tmp_path, NAME, "--layout", "early", "--data", "our")
    assert said == "the same words, from the monograph on the shelf"
    report = leaflets("inspect", "a.pdf", "--json", cwd=tmp_path).text
    assert len(json.loads(report)["contents"]) > 5


def test_other_wording(tmp_path: Path) -> None:
    wording = (ROOT / "data/wording/en.yaml").read_text("utf-8")
    (tmp_path / "our/wording").mkdir(parents=True)
    other = wording.replace("This leaflet is for learning", "This leaflet is for teaching")
    assert other != wording
    (tmp_path / "our/wording/en.yaml").write_text(other)
    assert again(tmp_path, NAME, "--data", "our").startswith("OTHER WORDS")


def test_a_translation_that_has_become_stale_since(tmp_path: Path) -> None:
    rendered = (NAME, "--language", "es", "--out", "a.pdf")
    assert leaflets("render", *rendered, cwd=tmp_path).code == 0
    (tmp_path / "our/monographs" / NAME).mkdir(parents=True)
    (tmp_path / "our/monographs" / NAME / "en.yaml").write_text(SEED.read_text("utf-8") + "\n")
    environ = {"LEAFLETS_DATA": "our"}
    assert "M291" in leaflets("render", *rendered[:-1], "b.pdf", cwd=tmp_path, environ=environ).err
    for file, where in (("a.pdf", environ), ("b.pdf", {})):
        done = leaflets("inspect", file, cwd=tmp_path, environ=where)
        assert "the same words, from the monograph on the shelf" in done.text


def test_a_leaflet_with_a_figure_from_inside_without_the_picture(tmp_path: Path) -> None:
    figure = "      - {figure: pen.png, shows: A pen., caption: Picture A}\n"
    source = MONOGRAPH.replace("      - Take it with water.\n", figure)
    (tmp_path / "own.yaml").write_text(source)
    (tmp_path / "pen.png").write_bytes(png())
    assert again(tmp_path, "own.yaml", "--embed") == "the same words, from the monograph inside"
