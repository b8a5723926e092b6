"""The examples of the help page on Python run, and it names every public name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import leaflets

from .program import ROOT

PAGE = (ROOT / "leaflets/help/python.md").read_text("utf-8")


def test_the_examples_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(examples) > 5
    exec("\n".join(examples), {})
    assert (tmp_path / "acetylcysteine.es.pdf").read_bytes().startswith(b"%PDF-")


def test_it_names_every_public_name_that_is_no_error() -> None:
    for name in leaflets.__all__:
        value = getattr(leaflets, name)
        is_error = isinstance(value, type) and issubclass(value, Exception)
        assert is_error or re.search(rf"\b{name}\b", PAGE), name
