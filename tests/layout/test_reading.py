"""Layouts extend each other; every fault names its file and line, and the next step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base import limits
from leaflets.base.errors import Fault, LayoutError, NotFoundError, SourceError
from leaflets.content.library import Library
from leaflets.layout.reading import read_layout
from leaflets.layout.scalars import ColourName
from tests.shipped import LAYOUTS, ROOT, families, shipped_layout

from .made_layouts import faults_of, faults_with, layout_from, layout_loader, standard_with

STANDARD = (ROOT / "layouts" / "standard.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_shipped_layout_is_read(name: str) -> None:
    assert shipped_layout(name).says


def test_a_layout_keeps_the_values_of_its_base() -> None:
    changed, standard = standard_with("styles: {body: {size: 11.9 pt}}"), layout_from(STANDARD)
    assert changed.styles["body"].size == 11.9
    assert changed.styles["body"].leading == standard.styles["body"].leading
    assert changed.styles["title"] == standard.styles["title"]
    assert changed.page == standard.page


def test_a_list_replaces_the_list_of_the_base() -> None:
    assert standard_with("fonts: {fallback: []}").fonts.fallback == ()


def test_layouts_extend_over_several_steps() -> None:
    middle = "extends: standard\nsays: Middle.\ncolours: {accent: '#003300', ink: '#000000'}\n"
    top = "extends: middle\nsays: Top.\ncolours: {accent: '#000033'}\n"
    layout = read_layout(layout_loader(middle=middle, top=top), "top", families())
    assert layout.says == "Top."
    assert (layout.colours["accent"], layout.colours["ink"]) == ("#000033", "#000000")


def test_a_layout_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        read_layout(layout_loader(), "nowhere", families())


def test_a_circle_of_layouts_is_refused_with_its_chain() -> None:
    load = layout_loader(one="extends: two\nsays: One.\n", two="says: Two.\nextends: one\n")
    with pytest.raises(LayoutError) as caught:
        read_layout(load, "one", families())
    (fault,) = caught.value.faults
    assert fault.code == "L250"
    assert str(fault.place) == "two.yaml:2:10"
    assert "one.yaml → two.yaml → one.yaml" in fault.says


def test_a_layout_that_extends_itself_is_refused() -> None:
    (fault,) = faults_of("extends: made\nsays: Made.\n")
    assert (fault.code, fault.place.line) == ("L250", 1)


def test_a_fault_of_a_missing_base_suggests_the_nearest_name() -> None:
    (fault,) = faults_of("says: Made.\nextends: standart\n")
    assert (fault.code, str(fault.place)) == ("L251", "made.yaml:2:10")
    assert "standart" in fault.says
    assert "standard" in fault.hint


def _chain(length: int) -> dict[str, str]:
    links = {f"n{at}": f"extends: n{at + 1}\nsays: Link.\n" for at in range(1, length)}
    return {**links, f"n{length}": STANDARD}


@pytest.mark.parametrize("length", [2, limits.LAYOUT_CHAIN])
def test_a_chain_up_to_the_limit_is_read(length: int) -> None:
    assert read_layout(layout_loader(**_chain(length)), "n1", families()).says == "Link."


@pytest.mark.parametrize("length", [limits.LAYOUT_CHAIN + 1, 20])
def test_a_chain_over_the_limit_is_refused_and_printed(length: int) -> None:
    with pytest.raises(LayoutError) as caught:
        read_layout(layout_loader(**_chain(length)), "n1", families())
    (fault,) = caught.value.faults
    assert fault.code == "L252"
    assert "n1.yaml → n2.yaml → n3.yaml" in fault.says


@pytest.mark.parametrize("base", ["[standard]", "{a: b}", "''"])
def test_extends_that_is_not_one_name_is_refused(base: str) -> None:
    (fault,) = faults_of(f"extends: {base}\nsays: Made.\n")
    assert (fault.code, fault.place.line) == ("L253", 1)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("stiles: {body: {size: 13 pt}}", "styles"),
        ("styles: {bodi: {size: 13 pt}}", "body"),
        ("styles: {body: {sise: 13 pt}}", "size"),
        ("boxes: {urgend: {border: 1 pt}}", "urgent"),
        ("boxes: {urgent: {boarder: 1 pt}}", "border"),
        ("page: {margin: {left: 20 mm}}", "margins"),
        ("styles: {body: {colour: inkk}}", "ink"),
        ("boxes: {urgent: {tint: caution-tnt}}", "caution-tint"),
        ("tables: {tint: acent-tint}", "accent-tint"),
        ("furniture: {colour: rul}", "rule"),
        ("fonts: {text: atkinson}", "atkinson-hyperlegible"),
        ("fonts: {fallback: [fira-san]}", "fira-sans"),
        ("styles: {body: {weight: bould}}", "bold"),
    ],
)
def test_a_fault_of_an_unknown_name_suggests_the_nearest(line: str, near: str) -> None:
    faults = faults_with(line)
    assert {fault.place.line for fault in faults} == {3}
    assert near in faults[0].hint


def test_the_faults_of_all_files_are_reported_together() -> None:
    middle = "extends: standard\nsays: Middle.\nstyles: {body: {colour: inkk}}\n"
    top = "extends: middle\nsays: Top.\nlists: {indent: 900 pt}\nfonts: {text: serif}\nbox: {}\n"
    with pytest.raises(LayoutError) as caught:
        read_layout(layout_loader(middle=middle, top=top), "top", families())
    places = [(fault.place.file, fault.place.line) for fault in caught.value.faults]
    assert places == [("middle.yaml", 3), ("top.yaml", 3), ("top.yaml", 4), ("top.yaml", 5)]


def test_a_family_outside_the_list_is_refused() -> None:
    for name in ("helvetica", "times-roman", "symbol"):
        assert [fault.code for fault in faults_with(f"fonts: {{text: {name}}}")] == ["L256"]


def test_missing_roles_and_colours_are_named() -> None:
    lines = [line for line in STANDARD.splitlines() if "  footer:" not in line]
    lines = [line for line in lines if "  urgent:" not in line and "  paper:" not in line]
    messages = " ".join(fault.says for fault in faults_of("\n".join(lines)) if fault.code == "L257")
    assert all(name in messages for name in ("footer", "urgent", "paper"))


def test_an_expression_for_a_colour_is_refused() -> None:
    for text in ("'[x for x in [1]]'", "'rgb(999,0,0)'", "'#zzz'", "red"):
        faults = faults_with(f"colours: {{ink: {text}}}")
        assert [(fault.code, fault.place.line) for fault in faults] == [("L242", 3)]


@given(st.binary(max_size=300))
def test_arbitrary_bytes_raise_a_source_error(source: bytes) -> None:
    with pytest.raises(SourceError):
        read_layout(lambda _: (source, "made.yaml"), "made", families())


LINES = STANDARD.splitlines()


@given(st.integers(0, len(LINES) - 1), st.text("{}[]:,-#'\" 09apt%&*!|>\n", max_size=12))
def test_a_layout_with_a_damaged_line_is_read_or_has_layout_faults(at: int, damage: str) -> None:
    text = "\n".join([*LINES[:at], damage, *LINES[at + 1 :]])
    faults: tuple[Fault, ...] = ()
    try:
        layout_from(text)
    except LayoutError as error:
        faults = error.faults
    assert all(fault.says and fault.code[0] == "L" for fault in faults)


def test_a_folder_of_layouts_is_read_through_the_library(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    for name, base in (("green", "standard"), ("greener", "gren")):
        text = f"extends: {base}\nsays: Made.\ncolours: {{accent: '#0B5D3B'}}\n"
        (tmp_path / "layouts" / f"{name}.yaml").write_text(text, encoding="utf-8")
    library = Library(tmp_path)

    def load(name: str) -> tuple[bytes, str]:
        return library.layout(name)[1:3]

    assert read_layout(load, "green", families()).colours[ColourName("accent")] == "#0B5D3B"
    with pytest.raises(LayoutError, match="green"):
        read_layout(load, "greener", families())


def test_reading_a_layout_twice_is_equal_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert layout_from(STANDARD) == layout_from(STANDARD)
    assert not list(tmp_path.iterdir())
