"""Rows 35 and 36: the format has no pictures yet; none is taken, opened, or left without words."""

from __future__ import annotations

import builtins
import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from leaflets.leaflet import model

from .. import sound
from ..cli.program import leaflets


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


WAYS = {
    "a block": "questions:\n  - asks: How?\n    says:\n      - picture: {}\n    from: [book]\n",
    "with other words": (
        "questions:\n  - asks: How?\n    says:\n      - {{picture: {}, alt: A tablet}}\n"
        "    from: [book]\n"
    ),
    "of the medicine": "identity:\n  name: T\n  generic-name: t\n  routes: [oral]\n  picture: {}\n",
}


@pytest.mark.parametrize("way", WAYS)
def test_row_35_a_picture_is_refused_and_not_opened(
    way: str, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sound.varied(WAYS[way].format(picture))
    sound.sections()
    opened: list[str] = []
    for where, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "stat")):
        real = getattr(where, name)

        def watched(path: Any, *rest: Any, real: Any = real, **more: Any) -> Any:
            opened.append(str(path))
            return real(path, *rest, **more)

        monkeypatch.setattr(where, name, watched)
    found = sound.faults(text)
    assert "M101" in [fault.code for fault in found]
    assert str(picture) not in opened


def test_row_35_a_pictogram_is_refused(tmp_path: Path) -> None:
    (tmp_path / "our/layouts").mkdir(parents=True)
    layout = "extends: standard\npictures: {warning: warning.png}\n"
    (tmp_path / "our/layouts/ours.yaml").write_text(layout, "utf-8")
    options = ("--layout", "ours", "--data", "our")
    done = leaflets("render", "acetylcysteine", *options, cwd=tmp_path)
    assert done.code == 3
    assert "L101 'pictures' is not a key" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("alt", ["", "alt: ''", "alt: A tablet"])
def test_row_36_no_picture_without_words_gets_in(alt: str) -> None:
    """There is none with words either; whoever adds pictures must answer this."""
    says = f"{{pictogram: tablet, {alt}}}"
    text = f"questions:\n  - asks: How?\n    says:\n      - {says}\n    from: [book]\n"
    assert next(fault.code for fault in sound.faults(sound.varied(text))) == "M101"


def test_row_36_no_kind_of_block_is_a_picture() -> None:
    """Once one is, row 36 needs its own test: a picture without words in a language is refused."""
    assert not [name for name in vars(model) if "pict" in name.lower() or "image" in name.lower()]
