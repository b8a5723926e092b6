"""Every command tells what is doubtful in a monograph, and refuses it with `--strict`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..minimal import with_keys
from .program import leaflets

CASES = Path(__file__).parents[2].parent / "shared/cases/newcomer"
FILE = "own/monographs/testine/en.yaml"
DOUBTS = [f"{FILE}:7:11: M014", f"{FILE}:9:29: M214"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a monograph that holds both doubts, and a row that asks for it."""
    questions = (
        "questions:\n  - asks: May I drive?\n    from: [book]\n    says:\n      - |\n"
        "          Not if:\n          - you are dizzy\n"
        "      - Ask first.\n      - list: [Do not swim, or dive]\n"
    )
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    file.write_text(with_keys(questions), encoding="utf-8")
    (tmp_path / "rows.csv").write_text("monograph\ntestine\n")
    return tmp_path


def doubts(err: str) -> list[str]:
    """Return place and code of each line about the monograph."""
    lines = (line.removeprefix("Warning: ") for line in err.splitlines())
    return [" ".join(line.split()[:2]) for line in lines if line.startswith("own/")]


COMMANDS = [
    ("render", "testine", "--out", "x.pdf"),
    ("batch", "rows.csv", "--out", "x"),
    ("pack", "rows.csv", "--out", "x.pdf"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_told_and_the_leaflet_is_made(folder: Path, command: tuple[str, ...]) -> None:
    done = leaflets(*command, "--data", "own", cwd=folder)
    assert done.code == 0
    assert doubts(done.err) == DOUBTS
    assert done.err.count("Warning: ") == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_strict_refuses_it(folder: Path, command: tuple[str, ...]) -> None:
    done = leaflets(*command, "--data", "own", "--strict", cwd=folder)
    assert (done.code, done.out) == (3, b"")
    assert doubts(done.err) == DOUBTS
    assert sorted(path.name for path in folder.iterdir()) == ["own", "rows.csv"]


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases of a first use are not here")
def test_the_cases_of_a_first_use_are_told(tmp_path: Path) -> None:
    cases = [
        (CASES / "ibuprofen-good.yaml", ":158:35: M214", 0),
        (CASES / "mistakes/40-md-list.yaml", ":114:9: M014", 0),
        (CASES / "mistakes/36-approved.yaml", ":19:7: M107", 3),
    ]
    for file, fault, code in cases:
        done = leaflets("render", str(file), "--as", "text", cwd=tmp_path)
        assert done.code == code
        assert f"{file}{fault}" in done.err
