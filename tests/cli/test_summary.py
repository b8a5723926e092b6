"""`--summary`: another file, or a refusal that says by how much."""

from __future__ import annotations

from pathlib import Path

from .program import leaflets

NAME = "acetylcysteine"


def test_it_is_named_as_what_it_is(tmp_path: Path) -> None:
    for layout, file in (("standard", "summary"), ("compact", "summary.compact")):
        done = leaflets("render", NAME, "--summary", "--layout", layout, cwd=tmp_path)
        assert (done.code, done.text) == (0, f"out/acetylcysteine.{file}.pdf\n")
    inspection = leaflets("inspect", "out/acetylcysteine.summary.pdf", cwd=tmp_path)
    assert inspection.code == 0
    assert "extent:         summary\n" in inspection.text
    assert "the same words, from the monograph on the shelf" in inspection.text


def test_one_that_is_too_long_is_not_written(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--summary", "--layout", "large-print", cwd=tmp_path)
    assert (done.code, done.err[:5]) == (5, "T523 ")
    assert not list(tmp_path.iterdir())


def test_as_text_it_is_the_longest_and_names_what_it_leaves_out(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--summary", "--as", "text", cwd=tmp_path)
    assert done.code == 0
    for heading in ("The most important things", "What it is for", "Take special care"):
        assert heading in done.text
    assert "Only the full leaflet tells you about:" in done.text
