"""Measurements that `leaflets layout check` reports, against figures worked out by hand."""

from __future__ import annotations

import pytest

from leaflets.layout.measure import advice, contrasts, paper_name, type_measures
from leaflets.layout.model import StyleRole
from leaflets.layout.reading import read_unchecked_layout
from tests.shipped import LAYOUTS, families, shipped_layout

from .made_layouts import layout_from, layout_loader, standard_with


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("{}", "A4"),
        ("{width: 8.5 in, height: 11 in}", "Letter"),
        ("{width: 148 mm, height: 210 mm}", "A5"),
        ("{width: 297 mm, height: 210 mm}", "A4, lying"),
        ("{width: 200 mm, height: 200 mm}", "200 × 200 mm"),
    ],
)
def test_a_sheet_is_named_by_its_size(page: str, name: str) -> None:
    text = f"page: {page}" if page != "{}" else "lists: {columns: 1}"
    assert paper_name(standard_with(text)) == name


def test_the_type_of_each_role_is_measured() -> None:
    change = "styles: {body: {size: 20 pt, leading: 30 pt}}"
    measures = {role.role: role for role in type_measures(standard_with(change), families())}
    assert measures.keys() == set(StyleRole.__args__)
    body = measures["body"]
    assert (body.size, body.leading, body.spacing) == (20, 30, 1.5)
    # 0.496 of the size, in points of 25.4/72 mm
    assert body.x_height == pytest.approx(20 * 0.496 * 25.4 / 72)
    layout = standard_with("fonts: {text: fira-sans}")
    fira = {role.role: role for role in type_measures(layout, families())}
    assert fira["note"].x_height == pytest.approx(10 * 0.527 * 25.4 / 72)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_role_has_a_contrast_with_each_of_its_backgrounds(name: str) -> None:
    layout = shipped_layout(name)
    table = contrasts(layout)
    assert all("paper" in row for row in table.values())
    assert table.keys() == set(layout.styles)
    assert set(layout.boxes) <= table["body"].keys() & table["box-heading"].keys()


def test_black_on_white_is_21_and_grey_is_less() -> None:
    table = contrasts(standard_with("colours: {ink: '#000000', accent: '#666666'}"))
    assert table["body"]["paper"] == pytest.approx(21)
    assert table["title"]["paper"] == pytest.approx(5.74, abs=0.01)


def test_a_layout_that_is_not_legible_can_be_measured() -> None:
    text = "extends: standard\nsays: Made.\nstyles: {body: {size: 7 pt}}\n"
    layout = read_unchecked_layout(layout_loader(made=text), "made", families())
    assert {role.role: role.size for role in type_measures(layout, families())}["body"] == 7


def test_advice_names_long_and_short_lines_and_weak_contrast() -> None:
    plain = layout_from("extends: standard\nsays: Made.\n")
    assert not list(advice(plain, {"body": 70}))
    (long,) = advice(plain, {"body": 120, "item": 60})
    assert "body holds 120 characters, which is long" in long
    (short,) = advice(plain, {"body": 20})
    assert "body holds 20 characters, which is short" in short
    (pale,) = advice(standard_with("colours: {accent: '#5A6A80'}"), {"body": 70})
    assert "title" in pale
    assert "the heading of the key-points box" in pale
