"""The cover of a pack points out the medicines that are named in another leaflet."""

from __future__ import annotations

from pathlib import Path

import pytest

import leaflets
from leaflets.leaflet.pack import mentions

from ..minimal import MONOGRAPH

OTHER = MONOGRAPH.replace("Testine", "Otherine").replace("testine", "otherine")


def names_it(name: str, sentence: str, folder: Path) -> bool:
    texts = {
        "testine": MONOGRAPH.replace("TST", f'"{name}"'),
        "otherine": OTHER.replace("Ask before you take it.", sentence),
    }
    for monograph, text in texts.items():
        path = folder / "monographs" / monograph / "en.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    leaflet = leaflets.compose(leaflets.read("otherine", folder=folder), date="2026-11-24")
    return mentions(leaflet, leaflets.read("testine", folder=folder).monograph)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("nitrate", "Nitrates"),
        ("ácido fólico", "acido folico"),
        ("acido folico", "Ácido fólico"),
        ("St John's wort", "St John\u2019s wort"),
        ("co-testine", "co\u2011testine"),
        ("TST", "tst"),
        ("华法林", "正在服用华法林的人"),
        ("ワルファリン", "薬のワルファリンを"),
        ("วาร์ฟาริน", "ยาวาร์ฟารินและ"),
        ("와파린", "와파린을"),
    ],
)
def test_a_medicine_is_named_however_it_is_written(name: str, written: str, tmp_path: Path) -> None:
    assert names_it(name, f"Ask before you take it with {written}.", tmp_path)


@pytest.mark.parametrize("written", ["nitrated salts", "dinitrate", "nothing else"])
def test_another_word_is_no_name(written: str, tmp_path: Path) -> None:
    assert not names_it("nitrate", f"Ask before you take it with {written}.", tmp_path)
