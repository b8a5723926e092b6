"""Row 75: what does not draw starts at once, and without what draws."""

from __future__ import annotations

import compileall
import resource
import sys
from pathlib import Path

import pytest

from ..cli.program import ROOT, whole

BLOCK = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in ('reportlab', 'PIL', 'pikepdf', 'fontpkg_fira_sans'):
            raise AssertionError(name)
sys.meta_path.insert(0, Block())
from leaflets.cli import main
main()
"""
SECONDS = 0.15


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


@pytest.mark.parametrize("arguments", [("--version",), ("--help",)], ids=" ".join)
def test_starts_at_once(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    compileall.compile_dir(str(ROOT / "leaflets"), quiet=2)
    environ = {"PYTHONDONTWRITEBYTECODE": None}
    best = SECONDS * 10
    for _ in range(8):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert whole(*arguments, cwd=tmp_path, environ=environ).code == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # of the processor, not of the clock: other tests use the machine at the same time
        spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        best = min(best, spent)
    assert best < SECONDS
    assert not list(tmp_path.iterdir())
