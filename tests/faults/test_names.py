"""Row 37: names that try to be something else reach nothing outside the library."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

import leaflets.typesetting.draw

from ..cli.program import ROOT, leaflets

NAMES = [
    "../../etc/passwd", "a/b", ".", "..", "", " ", "-rf", "~root", "%2e%2e", "a\n", "x" * 300,
    "a\0b", "ａｃｅｔ", "a\u200db", "con", "aux", "/etc/passwd", "acetylcysteine/../acetylcysteine",
    "ACETYLCYSTEINE/en", "\udcff", "a\u202eb", "acetylcysteine.", "$(id)",
]  # fmt: skip
PLACES = [
    ("render",),
    ("render", "--as", "text"),
    ("show",),
    ("render", "acetylcysteine", "--layout"),
    ("render", "acetylcysteine", "--language"),
    ("help",),
]
INSIDE = (str(ROOT), sys.prefix, sys.base_prefix, "/usr/lib", "/dev/null")


def stay_inside(event: str, given: tuple[Any, ...]) -> None:
    """End the program when it opens or lists anything but the library and Python."""
    if event not in ("open", "os.listdir", "os.scandir") or not isinstance(given[0], str | bytes):
        return
    path = os.path.realpath(os.fsdecode(given[0])) if os.fsdecode(given[0])[:1] == "/" else ""
    if path and not path.startswith(INSIDE):
        os.write(2, f"{event} {path}\n".encode())
        os._exit(77)


# every name in one place, and some in all of them
HOSTILE = [
    (place, name)
    for place in PLACES
    for index, name in enumerate(NAMES)
    if place == ("render",) or index % 5 == PLACES.index(place) % 5
]


@pytest.mark.parametrize(("place", "name"), HOSTILE)
def test_a_hostile_name_is_not_found(tmp_path: Path, place: tuple[str, ...], name: str) -> None:
    done = leaflets(*place, name, cwd=tmp_path, before=lambda: sys.addaudithook(stay_inside))
    assert done.code in (2, 4), done.err
    assert done.out == b""
    assert done.err.count("\n") == 1
    assert all(char.isprintable() for char in done.err.strip())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", ["a\0.yaml", "absent.yaml", "/dev/null/x.yaml", "x" * 300 + ".yaml"]
)
def test_a_file_that_is_none_is_told(name: str) -> None:
    done = leaflets("render", name)
    assert (done.code, done.err[:4]) == (4, "N403")


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    for name in ("pipe.yaml", "folder.yaml", "device.yaml"):
        done = leaflets("render", name, cwd=tmp_path)
        assert (done.code, done.err[:4]) == (4, "N403")
