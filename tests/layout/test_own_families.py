"""A pharmacy's own fonts: which are taken, and which are refused before anything is made."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from leaflets.base.errors import LayoutError
from leaflets.content.library import Library
from leaflets.layout.families import OwnFamily
from leaflets.layout.font_files import check_font
from leaflets.layout.reading import load_layout_and_fonts
from leaflets.source.schema import InvalidText
from tests.own_fonts import FONTS, RARE, own_folder, toy_font


def refusal(content: bytes) -> int:
    """Return the number of the fault of a font file."""
    with pytest.raises(InvalidText) as caught:
        check_font(content)
    return caught.value.number


def with_table(tag: bytes, new: bytes) -> bytes:
    """Return the toy font in which the table of a tag is called otherwise."""
    return toy_font().replace(tag, new, 1)


def test_heights_are_those_that_the_font_tells() -> None:
    assert check_font(toy_font()) == (0.5, 0.7)


@pytest.mark.parametrize("rights", [0, 0x4, 0x8, 0x6, 0xA])
def test_rights_to_print_preview_or_edit_allow_embedding(rights: int) -> None:
    assert check_font(toy_font(rights=rights))


@pytest.mark.parametrize("rights", [0x2, 0x100, 0x200, 0x104, 0x302])
def test_rights_that_forbid_embedding_in_part_are_refused(rights: int) -> None:
    assert refusal(toy_font(rights=rights)) == 273


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\1\0\0",
        b"<html>" * 40,
        toy_font()[:400],
        toy_font()[:-200],
        with_table(b"OS/2", b"XS/2"),
        with_table(b"glyf", b"CFF "),
        with_table(b"post", b"fvar"),
        b"wOFF" + toy_font()[4:],
    ],
    ids=["empty", "head", "text", "torn", "cut", "no rights", "no outlines", "variable", "woff"],
)
def test_a_file_that_is_no_static_truetype_font_is_refused(content: bytes) -> None:
    assert refusal(content) == 272


@pytest.mark.parametrize("first_and_last", [(0x20BB7, 0xFFFFFFFF), (0, 0x110000), (9, 8)])
def test_a_font_with_more_characters_than_there_are_is_refused(
    first_and_last: tuple[int, int],
) -> None:
    rare = struct.pack(">LL", ord(RARE), ord(RARE))
    assert toy_font().count(rare) == 1
    assert refusal(toy_font().replace(rare, struct.pack(">LL", *first_and_last))) == 272


def test_damage_in_any_byte_of_the_head_is_a_fault_or_harmless() -> None:
    whole = toy_font()
    for at in range(200):
        torn = bytearray(whole)
        torn[at] ^= 0xFF
        try:
            check_font(bytes(torn))
        except InvalidText:
            continue
        except struct.error as error:  # pragma: no cover
            pytest.fail(f"byte {at}: {error}")


def test_own_families_come_after_those_of_the_layout(tmp_path: Path) -> None:
    plain, _ = load_layout_and_fonts(Library(), "standard")
    layout, families = load_layout_and_fonts(Library(own_folder(tmp_path / "our")), "standard")
    assert layout.fonts.fallback == (*plain.fonts.fallback, "toy-chinese")
    family = families["toy-chinese"]
    assert isinstance(family, OwnFamily)
    assert list(family.programs) == ["regular"]
    assert str(toy_font()[:8]) not in repr(families)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    our = own_folder(tmp_path / "our")
    (our / "fonts/Toy-Regular.ttf").rename(tmp_path / "secret.ttf")
    (our / "fonts/Toy-Regular.ttf").symlink_to(tmp_path / "secret.ttf")
    with pytest.raises(LayoutError) as caught:
        load_layout_and_fonts(Library(our), "standard")
    assert [fault.code for fault in caught.value.faults] == ["L271"]


def test_a_layout_cannot_set_everything_in_an_own_family(tmp_path: Path) -> None:
    our = own_folder(tmp_path / "our")
    (our / "layouts").mkdir()
    text = "extends: standard\nsays: Ours.\nfonts: {text: toy-chinese}\n"
    (our / "layouts/ours.yaml").write_text(text, "utf-8")
    with pytest.raises(LayoutError, match="toy-chinese"):
        load_layout_and_fonts(Library(our), "ours")


def test_another_font_file_is_another_digest_of_the_sources(tmp_path: Path) -> None:
    one = own_folder(tmp_path / "a", FONTS)
    other = own_folder(tmp_path / "b", FONTS, Toy_Regular=toy_font(edge=700))
    families = [load_layout_and_fonts(Library(our), "standard")[1] for our in (one, other)]
    first, second = (family["toy-chinese"] for family in families)
    assert isinstance(first, OwnFamily)
    assert isinstance(second, OwnFamily)
    assert first.programs["regular"].sha256 != second.programs["regular"].sha256
