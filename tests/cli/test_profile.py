"""`--profile`, from the option or the environment to the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.pdf.inspect import inspect

from .program import leaflets

NAME = "acetylcysteine"


@pytest.mark.parametrize("given", [[], ["--profile", "generic"]])
def test_generic_is_the_profile_if_none_is_given(tmp_path: Path, given: list[str]) -> None:
    assert leaflets("render", NAME, *given, cwd=tmp_path).code == 0
    found = inspect((tmp_path / "out/acetylcysteine.pdf").read_bytes())
    assert (found.profile, found.verdict) == ("generic", "exact")


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--profile", "genric", cwd=tmp_path)
    assert (done.code, done.err) == (
        4,
        "N409 There is no profile 'genric'. Did you mean 'generic'?\n",
    )
    assert leaflets("render", NAME, "--profile", "", cwd=tmp_path).code == 2
    by_environment = leaflets("render", NAME, cwd=tmp_path, environ={"LEAFLETS_PROFILE": "uq"})
    assert (by_environment.code, by_environment.err[:22]) == (4, "LEAFLETS_PROFILE: N409")
    assert not list(tmp_path.iterdir())


def test_an_own_profile(tmp_path: Path) -> None:
    own = tmp_path / "profiles" / "ours.yaml"
    own.parent.mkdir()
    own.write_text("extends: generic\nsays: Ours.\n", encoding="utf-8")
    done = leaflets("render", NAME, "--profile", "ours", "--data", ".", cwd=tmp_path)
    assert done.code == 0
    assert "  ours     Ours.\n" in leaflets("list", "--data", ".", cwd=tmp_path).text
    assert inspect((tmp_path / "out/acetylcysteine.pdf").read_bytes()).profile == "ours"


def test_an_own_profile_cannot_extend_the_one_in_whose_place_it_stands(tmp_path: Path) -> None:
    own = tmp_path / "profiles" / "generic.yaml"
    own.parent.mkdir()
    own.write_text("extends: generic\nsays: Ours.\n", encoding="utf-8")
    done = leaflets("render", NAME, "--data", ".", cwd=tmp_path)
    assert done.code == 3
    assert "P250" in done.err
