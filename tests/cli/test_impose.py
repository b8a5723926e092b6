"""`leaflets render --impose`: sheets to be printed on both sides and folded."""

from __future__ import annotations

from pathlib import Path

import leaflets as api

from .program import leaflets

NAME = "acetylcysteine"
SAYS = "Print it on both sides, turned over the short edge, and fold it once.\n"


def test_imposed_sheets_have_a_name_of_their_own_and_are_told_how_to_print(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--layout", "booklet", "--impose", cwd=tmp_path)
    assert (done.code, done.text) == (0, "out/acetylcysteine.booklet.imposed.pdf\n")
    assert done.err.endswith(SAYS)
    made = api.typeset(api.compose(api.read(NAME)), "booklet", impose=True)
    assert (tmp_path / done.text.strip()).read_bytes() == made.pdf


def test_pages_that_are_no_half_sheets_are_refused(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--impose", cwd=tmp_path)
    assert (done.code, done.err[:5]) == (5, "T522 ")
    assert "booklet" in done.err
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_text_has_no_sheets(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--impose", "--as", "text", cwd=tmp_path)
    assert (done.code, "has no sheets" in done.err) == (2, True)


def test_a_leaflet_that_does_not_fit_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    layout = tmp_path / "our/layouts/card.yaml"
    layout.parent.mkdir(parents=True)
    fit = "fit: {pages: 1, least: 12 pt, most: 14 pt}\n"
    layout.write_text(f"extends: standard\nsays: One page.\n{fit}", "utf-8")
    done = leaflets("render", NAME, "--layout", "card", "--data", "our", cwd=tmp_path)
    assert (done.code, done.err[:5]) == (5, "T520 ")
    assert "does not fit on 1 page in type of 12 pt" in done.err
    assert "lines (" in done.err
    assert not list(tmp_path.rglob("*.pdf"))
