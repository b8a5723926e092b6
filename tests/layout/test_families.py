"""The list of font families agrees with the font files."""

from __future__ import annotations

import hashlib
import struct
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

from leaflets.base.errors import VocabularyError
from leaflets.layout.families import Face, Family, read_families
from leaflets.typesetting.script_fonts import script_families
from tests.shipped import families as layout_families


def families() -> dict[str, Family]:
    """Those of layouts, and those of scripts."""
    return layout_families() | dict(script_families().values())


CASES = [(name, weight) for name, family in families().items() for weight in family.faces]


def _bytes(family: Family, face: Face) -> bytes:
    spec = find_spec(family.package)
    assert spec
    assert spec.origin
    return (Path(spec.origin).parent / face.file).read_bytes()


def _parts(version: str) -> list[str]:
    return [part.lstrip("0") for part in version.split(".")]


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(count))
    start, length = next((start, length) for name, _, start, length in records if name == tag)
    return font[start : start + length]


@pytest.mark.parametrize(("name", "weight"), CASES)
def test_each_font_file_has_the_checksum_and_version_of_the_list(name: str, weight: str) -> None:
    family = families()[name]
    face = family.faces[weight]
    assert hashlib.sha256(_bytes(family, face)).hexdigest() == face.sha256
    installed = version(family.package.replace("_", "-"))  # 1.006 and 1.6 are the same version
    assert _parts(installed) == _parts(family.version)


@pytest.mark.parametrize("name", families())
def test_heights_are_those_in_the_regular_font_file(name: str) -> None:
    family = families()[name]
    font = _bytes(family, family.faces["regular"])
    (units,) = struct.unpack_from(">H", _table(font, b"head"), 18)
    x_height, cap_height = struct.unpack_from(">hh", _table(font, b"OS/2"), 86)
    assert family.x_height == pytest.approx(x_height / units)
    assert family.cap_height == pytest.approx(cap_height / units)


@pytest.mark.parametrize(("name", "weight"), CASES)
def test_each_font_file_allows_embedding_and_has_truetype_outlines(name: str, weight: str) -> None:
    family = families()[name]
    font = _bytes(family, family.faces[weight])
    (embedding,) = struct.unpack_from(">H", _table(font, b"OS/2"), 8)
    assert embedding == 0
    assert _table(font, b"glyf")


def test_faults_of_the_list_name_their_lines() -> None:
    source = b"families:\n  toy:\n    name: Toy\n    x-height: 7\n"
    with pytest.raises(VocabularyError) as caught:
        read_families(source, "fonts.yaml")
    faults = {(fault.code, fault.place.line) for fault in caught.value.faults}
    assert faults == {("V102", 3), ("V241", 4)}
