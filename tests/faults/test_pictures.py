"""Rows 35 and 36: only the program's own pictograms are taken, and none without its words."""

from __future__ import annotations

import builtins
import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from leaflets.errors import Bug
from leaflets.leaflet.model import Figure, Words
from leaflets.pdf.structure import structure
from leaflets.pictures.model import Pictogram

from .. import sound
from ..cli.program import leaflets
from ..typesetting import toys


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG file that claims this size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.fixture(params=["bomb", "truncated", "link", "missing"])
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    if request.param == "bomb":
        path.write_bytes(png(30_000, 30_000))
    elif request.param == "truncated":
        path.write_bytes(png(10, 10)[:20])
    elif request.param == "link":
        path.symlink_to("/etc/passwd")
    return path


def asked(says: str) -> str:
    """A monograph with a question that says this."""
    return sound.varied(
        f"questions:\n  - asks: How?\n    says:\n      - {says}\n    from: [book]\n"
    )


WAYS = {
    "a block": ("M101", "picture: {}"),
    "with other words": ("M101", "{{picture: {}, alt: A tablet}}"),
    "as a pictogram": ("M105", "pictograms: [{{picture: {}, caption: A tablet}}]"),
}


@pytest.mark.parametrize("way", WAYS)
def test_row_35_a_picture_of_a_monograph_is_refused_and_not_opened(
    way: str, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, says = WAYS[way]
    text = asked(says.format(picture))
    sound.sections()
    opened: list[str] = []
    for where, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "stat")):
        real = getattr(where, name)

        def watched(path: Any, *rest: Any, real: Any = real, **more: Any) -> Any:
            opened.append(str(path))
            return real(path, *rest, **more)

        monkeypatch.setattr(where, name, watched)
    assert code in sound.codes(text)
    assert str(picture) not in opened


def test_row_35_a_pictogram_of_a_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "our/layouts").mkdir(parents=True)
    layout = "extends: standard\npictures: {warning: warning.png}\n"
    (tmp_path / "our/layouts/ours.yaml").write_text(layout, "utf-8")
    options = ("--layout", "ours", "--data", "our")
    done = leaflets("render", "acetylcysteine", *options, cwd=tmp_path)
    assert done.code == 3
    assert "L101 'pictures' is not a key" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("caption", ["", ", caption: ''", ", caption: '  '", ", caption: []"])
def test_row_36_no_pictogram_gets_in_without_its_words(caption: str) -> None:
    codes = sound.codes(asked(f"pictograms: [{{picture: pills{caption}}}]"))
    assert codes
    assert set(codes) <= {"M102", "M106", "M103"}


def test_row_36_no_picture_gets_into_a_pdf_without_its_words() -> None:
    silent = Figure("figure", Pictogram("pills"), Words(()))
    with pytest.raises(Bug) as caught:
        structure(toys.leaflet(silent))
    assert caught.value.code == "X702"


def test_a_pictogram_that_is_near_is_offered() -> None:
    (fault,) = sound.faults(asked("pictograms: [{picture: pils, caption: Two tablets}]"))
    assert (fault.code, fault.place.line) == ("M105", 4)
    assert "Did you mean 'pills'?" in fault.hint


def test_a_pictogram_deep_in_a_list_is_looked_at_too() -> None:
    says = "list: [{steps: [{pictograms: [{picture: dragon, caption: Fire}]}]}]"
    assert sound.codes(asked(says)) == ["M105"]
