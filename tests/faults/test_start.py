"""Row 75: what does not draw starts at once, and without what draws."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from ..cli.program import whole

BLOCK = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in BLOCKED:
            raise AssertionError(name)
BLOCKED = ('reportlab', 'PIL', 'pikepdf', 'fontpkg_fira_sans')
sys.meta_path.insert(0, Block())
from leaflets.cli import main
main()
"""
SHAPES = "('uharfbuzz', 'fontTools', 'icu')"
BLOCK_SHAPING = re.sub(r"(?<=BLOCKED = ).*", SHAPES, BLOCK)
COUNTING = (sys.executable, "-X", "importtime", "-P", "-m", "leaflets")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("list",),
        ("help",),
        ("help", "layouts"),
        ("schema",),
        ("show", "acetylcysteine"),
        ("render", "acetylcysteine", "--as", "text"),
        ("render", "--help"),
        ("completion", "zsh"),
    ],
    ids=" ".join,
)
def test_works_without_what_draws(arguments: tuple[str, ...]) -> None:
    done = whole(*arguments, command=(sys.executable, "-P", "-c", BLOCK))
    assert done.code == 0, done.err
    assert done.out


def test_a_leaflet_in_latin_and_greek_letters_loads_nothing_that_shapes() -> None:
    name = ("--patient", "Łukasz Ğ Ωmega →")
    command = (sys.executable, "-P", "-c", BLOCK_SHAPING)
    done = whole("render", "acetylcysteine", *name, "--out", "-", command=command)
    assert (done.code, done.out[:5]) == (0, b"%PDF-"), done.err


@pytest.mark.parametrize(("argument", "most"), [("--version", 170), ("--help", 375)])
def test_starts_with_few_modules(tmp_path: Path, argument: str, most: int) -> None:
    """What is loaded before anything happens is what a start costs."""
    done = whole(argument, command=COUNTING, cwd=tmp_path)
    assert done.code == 0
    assert done.err.count("import time:") <= most
    assert not list(tmp_path.iterdir())
