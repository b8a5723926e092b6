"""Row 56: the same inputs give the same bytes."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

import leaflets as api

from ..cli.program import leaflets, whole

NAME = "acetylcysteine"
RENDER = ("render", NAME, "--out", "a.pdf")
MATRIX = [
    {"PYTHONHASHSEED": "0", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONOPTIMIZE": "1"},
    {"PYTHONHASHSEED": "77", "TZ": "America/Chicago", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE"},
    {"PYTHONHASHSEED": "random", "PYTHONDEVMODE": "1", "COLUMNS": "20", "USER": "nobody"},
]


def digest(pdf: bytes) -> str:
    return sha256(pdf).hexdigest()


@pytest.fixture(scope="module")
def expected() -> str:
    return digest(api.typeset(api.compose(api.read(NAME))).pdf)


@pytest.mark.parametrize("environ", MATRIX, ids=lambda environ: environ["PYTHONHASHSEED"])
def test_in_any_environment(tmp_path: Path, expected: str, environ: dict[str, str]) -> None:
    folder = tmp_path / environ["PYTHONHASHSEED"] / "żółw and more"
    folder.mkdir(parents=True)
    done = whole(*RENDER, cwd=folder, environ=environ)
    assert done.code == 0, done.err
    assert digest((folder / "a.pdf").read_bytes()) == expected


def test_with_everything_embedded(tmp_path: Path) -> None:
    made = set()
    for seed in ("0", "1"):
        done = whole(*RENDER, "--embed", cwd=tmp_path, environ={"PYTHONHASHSEED": seed})
        assert done.code == 0, done.err
        made.add(digest((tmp_path / "a.pdf").read_bytes()))
    assert len(made) == 1


def test_as_another_user(tmp_path: Path, expected: str) -> None:
    def before() -> None:
        api.typeset(api.compose(api.read(NAME)))  # while modules and fonts can be read
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)

    tmp_path.chmod(0o777)
    for parent in list(tmp_path.parents)[:3]:
        if parent.owner() == tmp_path.owner() and parent.name:
            parent.chmod(parent.stat().st_mode | 0o011)
    done = leaflets("render", NAME, "--out", "-", cwd=tmp_path, before=before)
    assert done.code == 0, done.err
    assert digest(done.out) == expected


def test_in_threads(expected: str) -> None:
    layouts = ["standard", "large-print"] * 6
    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(lambda layout: api.typeset(api.compose(api.read(NAME)), layout).pdf, layouts)
        )
    alone = {layout: api.typeset(api.compose(api.read(NAME)), layout).pdf for layout in layouts}
    assert digest(alone["standard"]) == expected
    assert [digest(pdf) for pdf in made] == [digest(alone[layout]) for layout in layouts]


def test_after_other_leaflets(expected: str) -> None:
    for layout in ("letter", "large-print", "standard"):
        made = api.typeset(api.compose(api.read(NAME)), layout)
    assert digest(made.pdf) == expected


def test_the_words_decide() -> None:
    reading = api.read(NAME)
    one, other = api.compose(reading), api.compose(reading, date="2030-01-01")
    assert api.typeset(one).pdf != api.typeset(other).pdf
