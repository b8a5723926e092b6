"""Layouts extend each other, and every fault is told with its file, line and next step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base import limits
from leaflets.base.errors import LayoutError, NotFoundError, SourceError
from leaflets.content.library import Library
from leaflets.layout.explain import explain
from leaflets.layout.reading import read_layout
from leaflets.layout.scalars import ColourName

from .shelf import ROOT, SHIPPED, families, faults, faults_over, look, over, shelf

STANDARD = (ROOT / "layouts" / "standard.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_layout_of_ours_reads(name: str) -> None:
    assert read_layout(shelf(), name, families()).says


def test_a_layout_keeps_what_it_does_not_change() -> None:
    ours, standard = over("styles: {body: {size: 11.9 pt}}"), look(STANDARD)
    assert ours.styles["body"].size == 11.9
    assert ours.styles["body"].leading == standard.styles["body"].leading
    assert ours.styles["title"] == standard.styles["title"]
    assert ours.page == standard.page


def test_a_list_replaces_the_list_below_it() -> None:
    assert over("fonts: {fallback: []}").fonts.fallback == ()


def test_layouts_extend_over_several_steps() -> None:
    middle = "extends: standard\nsays: Middle.\ncolours: {accent: '#003300', ink: '#000000'}\n"
    top = "extends: middle\nsays: Top.\ncolours: {accent: '#000033'}\n"
    layout = read_layout(shelf(middle=middle, top=top), "top", families())
    assert layout.says == "Top."
    assert (layout.colours["accent"], layout.colours["ink"]) == ("#000033", "#000000")


def test_every_value_is_explained_by_the_file_it_came_from() -> None:
    made = "extends: standard\nsays: Made.\nstyles:\n  body: {size: 13 pt}\n"
    found = {each.path: each for each in explain(shelf(made=made), "made")}
    assert found["styles.body.size"].value == "13 pt"
    assert str(found["styles.body.size"].place) == "made.yaml:4:16"
    place = found["styles.body.leading"].place
    assert place.file == "layouts/standard.yaml"
    assert "leading" in STANDARD.splitlines()[place.line - 1]


def test_the_layout_itself_may_be_unknown() -> None:
    with pytest.raises(NotFoundError):
        read_layout(shelf(), "nowhere", families())


def test_row_22_a_circle_is_told_with_its_chain() -> None:
    load = shelf(one="extends: two\nsays: One.\n", two="says: Two.\nextends: one\n")
    with pytest.raises(LayoutError) as caught:
        read_layout(load, "one", families())
    (fault,) = caught.value.faults
    assert fault.code == "L250"
    assert str(fault.place) == "two.yaml:2:10"
    assert "one.yaml → two.yaml → one.yaml" in fault.says


def test_row_22_a_layout_that_extends_itself() -> None:
    (fault,) = faults("extends: made\nsays: Made.\n")
    assert (fault.code, fault.place.line) == ("L250", 1)


def test_row_22_a_missing_base_is_told_with_the_nearest_name() -> None:
    (fault,) = faults("says: Made.\nextends: standart\n")
    assert (fault.code, str(fault.place)) == ("L251", "made.yaml:2:10")
    assert "standart" in fault.says
    assert "standard" in fault.hint


def _chain(length: int) -> dict[str, str]:
    links = {f"n{at}": f"extends: n{at + 1}\nsays: Link.\n" for at in range(1, length)}
    return {**links, f"n{length}": STANDARD}


@pytest.mark.parametrize("length", [2, limits.LAYOUT_CHAIN])
def test_row_22_a_chain_may_have_some_length(length: int) -> None:
    assert read_layout(shelf(**_chain(length)), "n1", families()).says == "Link."


@pytest.mark.parametrize("length", [limits.LAYOUT_CHAIN + 1, 20])
def test_row_22_a_longer_chain_is_refused_and_shown(length: int) -> None:
    with pytest.raises(LayoutError) as caught:
        read_layout(shelf(**_chain(length)), "n1", families())
    (fault,) = caught.value.faults
    assert fault.code == "L252"
    assert "n1.yaml → n2.yaml → n3.yaml" in fault.says


@pytest.mark.parametrize("base", ["[standard]", "{a: b}", "''"])
def test_row_22_extends_is_one_name(base: str) -> None:
    (fault,) = faults(f"extends: {base}\nsays: Made.\n")
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
def test_row_24_an_unknown_name_is_told_with_its_line_and_the_nearest(line: str, near: str) -> None:
    found = faults_over(line)
    assert {fault.place.line for fault in found} == {3}
    assert near in found[0].hint


def test_row_24_all_faults_of_all_files_are_told_together() -> None:
    middle = "extends: standard\nsays: Middle.\nstyles: {body: {colour: inkk}}\n"
    top = "extends: middle\nsays: Top.\nlists: {indent: 900 pt}\nfonts: {text: serif}\nbox: {}\n"
    with pytest.raises(LayoutError) as caught:
        read_layout(shelf(middle=middle, top=top), "top", families())
    places = [(fault.place.file, fault.place.line) for fault in caught.value.faults]
    assert places == [("middle.yaml", 3), ("top.yaml", 3), ("top.yaml", 4), ("top.yaml", 5)]


def test_row_33_only_families_of_ours_may_be_named() -> None:
    for name in ("helvetica", "times-roman", "symbol"):
        assert [fault.code for fault in faults_over(f"fonts: {{text: {name}}}")] == ["L256"]


def test_roles_that_are_missing_are_named() -> None:
    lines = [line for line in STANDARD.splitlines() if "  footer:" not in line]
    lines = [line for line in lines if "  urgent:" not in line and "  paper:" not in line]
    says = " ".join(fault.says for fault in faults("\n".join(lines)) if fault.code == "L257")
    assert all(name in says for name in ("footer", "urgent", "paper"))


def test_row_20_a_colour_is_never_computed() -> None:
    for text in ("'[x for x in [1]]'", "'rgb(999,0,0)'", "'#zzz'", "red"):
        found = faults_over(f"colours: {{ink: {text}}}")
        assert [(fault.code, fault.place.line) for fault in found] == [("L242", 3)]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_layout_or_a_source_error(source: bytes) -> None:
    with pytest.raises(SourceError):
        read_layout(lambda _: (source, "made.yaml"), "made", families())


LINES = STANDARD.splitlines()


@given(st.integers(0, len(LINES) - 1), st.text("{}[]:,-#'\" 09apt%&*!|>\n", max_size=12))
def test_a_spoilt_line_is_read_or_told(at: int, spoilt: str) -> None:
    text = "\n".join([*LINES[:at], spoilt, *LINES[at + 1 :]])
    told = None
    try:
        look(text)
    except LayoutError as error:
        told = error
    assert told is None or all(fault.says and fault.code[0] == "L" for fault in told.faults)


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


def test_reading_is_pure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert look(STANDARD) == look(STANDARD)
    assert not list(tmp_path.iterdir())
