"""Languages by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.content.library import Library
from leaflets.content.wording.names import language_tag


@pytest.mark.parametrize("name", ["es", "ES", "Spanish", "español", "espanol", " ESPAÑOL "])
def test_a_language_is_found_by_its_tag_and_its_names(name: str) -> None:
    assert language_tag(Library(), name) == "es"


def test_simplified_chinese_is_found_by_its_longer_tags(tmp_path: Path) -> None:
    folder = tmp_path / "wording"
    folder.mkdir()
    (folder / "zh.yaml").write_text("language: zh\nname: 简体中文\n", "utf-8")
    library = Library(tmp_path)
    for name in ("zh", "zh-Hans", "zh-CN", "ZH-hans-cn", "简体中文"):
        assert language_tag(library, name) == "zh"
    for name in ("zh-Hant", "zh-TW", "zh-HK"):
        assert language_tag(library, name) == name


def test_an_unknown_language_is_not_guessed() -> None:
    for name in ("spansh", "", "swedish"):
        assert language_tag(Library(), name) == name


def test_a_pharmacys_own_language_is_found_and_a_bad_file_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "wording"
    folder.mkdir()
    (folder / "nb-NO.yaml").write_text("language: nb-NO\nname: norsk bokmål\n", "utf-8")
    (folder / "de.yaml").write_text("name: [", "utf-8")
    library = Library(tmp_path)
    assert language_tag(library, "NORSK BOKMAL") == language_tag(library, "nb-no") == "nb-NO"
    assert language_tag(library, "Spanish") == "es"


def test_a_name_that_two_files_claim_is_not_guessed(tmp_path: Path) -> None:
    folder = tmp_path / "wording"
    folder.mkdir()
    (folder / "de.yaml").write_text("name: Deutsch\nenglish-name: English\n", "utf-8")
    assert language_tag(Library(tmp_path), "English") == "English"
