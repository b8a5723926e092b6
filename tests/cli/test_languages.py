"""`leaflets languages`: what is complete, what is current, what is not."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from leaflets.cli.list import cells_of
from leaflets.content.wording import plurals

from .program import ROOT, leaflets

NAME = "acetylcysteine"


def test_tells_what_is_complete_and_what_is_current() -> None:
    done = leaflets("languages")
    assert (done.code, done.err) == (0, "")
    for row in (
        "language wording directions checks speech braille fonts profiles",
        "en  English  original  yes  all  yes  yes  built in  eu, uk, us",
        "es  español  draft  yes  all  yes  yes  built in  eu, uk, us",
        "pl  polski  draft  yes  some  no  yes  built in  eu, uk, us",
        "acetylcysteine  en  edition 2  draft  original",
        "acetylcysteine  es  edition 2  draft  translation, current",
    ):
        assert row.split() in [line.split() for line in done.text.splitlines()]


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def rows(folder: Path) -> list[str]:
    """What it prints, each line with single spaces."""
    done = leaflets("languages", "--data", str(folder))
    assert (done.code, done.err) == (0, "")
    return [" ".join(line.split()) for line in done.text.splitlines()]


def test_tells_what_a_wording_lacks(tmp_path: Path) -> None:
    ours = (ROOT / "data/wording/en.yaml").read_text("utf-8")
    for key in ("name", "  oral", "  bullet"):
        ours = "".join(line for line in ours.splitlines(True) if not line.startswith(f"{key}:"))
    put(tmp_path, "wording/sv.yaml", ours.replace("language: en", "language: sv"))
    put(tmp_path, "wording/da.yaml", "language: [\n")
    put(tmp_path, f"monographs/{NAME}/fi.yaml", "language: fi\n")
    told = rows(tmp_path)
    assert "sv 2 to correct no no yes no - none" in told
    assert "da 1 to correct no no yes no - none" in told
    assert "The wording in sv" in told
    assert sum("/wording/sv.yaml:" in line and " W102 " in line for line in told) == 2
    assert any(":4:1: W102 'name' is missing. Add it: " in line for line in told)
    assert "fi none (N406) no no no no - none" in told


def test_tells_what_is_stale_or_cannot_be_read(tmp_path: Path) -> None:
    own = (ROOT / f"data/monographs/{NAME}/en.yaml").read_text("utf-8")
    put(tmp_path, f"monographs/{NAME}/en.yaml", own.replace("\n  number: 2", "\n  number: 3"))
    put(tmp_path, f"monographs/{NAME}/fi.yaml", "language: fi\n")
    told = rows(tmp_path)
    assert f"{NAME} en edition 3 draft original" in told
    assert f"{NAME} es edition 2 draft stale translation" in told
    assert f"{NAME} fi cannot be read (M102)" in told


def test_the_table_of_languages_fits_a_terminal() -> None:
    lines = leaflets("languages").text.splitlines()
    assert max(map(cells_of, lines[: lines.index("")])) <= 100


def test_tells_which_extra_has_the_letters_of_a_language() -> None:
    found = json.loads(leaflets("languages", "--json").text)["wordings"]
    extras = {each["language"]: each["fonts_extra"] for each in found}
    assert {tag for tag, extra in extras.items() if extra} == {
        "ar", "fa", "he", "hi", "ja", "ko", "th", "ur", "zh",
    }  # fmt: skip
    assert (extras["ar"], extras["zh"]) == ("arabic", "cjk")
    assert all(each["fonts_installed"] in (True, False) for each in found)


def test_names_the_extra_that_a_wording_with_plural_forms_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "babel", None)
    plurals._rule.cache_clear()
    done = leaflets("languages")
    assert (done.code, done.err) == (0, "")
    rows = [" ".join(line.split()) for line in done.text.splitlines()]
    assert any(row.startswith("ar lacks plurals yes some") for row in rows)


def test_tells_which_rules_lack_words() -> None:
    found = json.loads(leaflets("languages", "--json").text)["wordings"]
    lacking = {each["language"]: each["not_applied"] for each in found}
    assert lacking["en"] == lacking["es"] == []
    assert "E107" in lacking["fr"]
    assert "E206" not in lacking["fr"]
