"""The identity of the program changes with its code, and with the packages that it stands on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from leaflets.cache import identity as module
from leaflets.cache.identity import identity


def test_it_stays_while_nothing_changes() -> None:
    assert identity() == identity()


def test_any_change_of_our_own_code_changes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "room" / "__pycache__").mkdir(parents=True)
    (tmp_path / "room/part.py").write_text("one = 1\n")
    monkeypatch.setattr(module, "PACKAGE", str(tmp_path))
    seen = {identity()}
    (tmp_path / "room/part.py").write_text("one = 12\n")
    seen.add(identity())
    (tmp_path / "new.py").write_text("")
    seen.add(identity())
    os.utime(tmp_path / "new.py", (1, 1))
    seen.add(identity())
    assert len(seen) == 4
    (tmp_path / "room/__pycache__/part.pyc").write_text("")
    assert identity() in seen


def test_a_package_that_comes_or_goes_changes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "site-packages"
    packages.mkdir()
    os.utime(packages, (1, 1))
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages)])
    before = identity()
    (packages / "toy-1.0.dist-info").mkdir()
    assert identity() != before
