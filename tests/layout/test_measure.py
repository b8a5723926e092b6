"""What `leaflets layout check` reports is what the layout says, worked out by hand here."""

from __future__ import annotations

import pytest

from leaflets.layout.measure import advice, contrasts, paper, types
from leaflets.layout.model import StyleRole
from leaflets.layout.reading import read_unjudged

from .shelf import SHIPPED, families, look, over, shelf


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
def test_sheets_have_names(page: str, name: str) -> None:
    text = f"page: {page}" if page != "{}" else "lists: {columns: 1}"
    assert paper(over(text)) == name


def test_type_is_measured() -> None:
    change = "styles: {body: {size: 20 pt, leading: 30 pt}}"
    found = {each.role: each for each in types(over(change), families())}
    assert found.keys() == set(StyleRole.__args__)
    body = found["body"]
    assert (body.size, body.leading, body.spacing) == (20, 30, 1.5)
    # 0.496 of the size, in points of 25.4/72 mm
    assert body.x_height == pytest.approx(20 * 0.496 * 25.4 / 72)
    fira = {each.role: each for each in types(over("fonts: {text: fira-sans}"), families())}
    assert fira["note"].x_height == pytest.approx(10 * 0.527 * 25.4 / 72)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_role_has_a_contrast_on_everything_on_which_it_may_stand(name: str) -> None:
    layout = read_unjudged(shelf(), name, families())
    found = contrasts(layout)
    assert all("paper" in row for row in found.values())
    assert found.keys() == set(layout.styles)
    assert set(layout.boxes) <= found["body"].keys() & found["box-heading"].keys()
    assert min(value for row in found.values() for value in row.values()) >= 7


def test_black_on_white_is_21_and_grey_is_less() -> None:
    found = contrasts(over("colours: {ink: '#000000', accent: '#666666'}"))
    assert found["body"]["paper"] == pytest.approx(21)
    assert found["title"]["paper"] == pytest.approx(5.74, abs=0.01)


def test_a_refused_layout_is_measured_all_the_same() -> None:
    made = "extends: standard\nsays: Made.\nstyles: {body: {size: 7 pt}}\n"
    layout = read_unjudged(shelf(made=made), "made", families())
    assert next(each.size for each in types(layout, families()) if each.role == "body") == 7


def test_advice_is_given_where_something_could_be_better() -> None:
    plain = look("extends: standard\nsays: Made.\n")
    assert not list(advice(plain, {"body": 70}))
    (long,) = advice(plain, {"body": 120, "item": 60})
    assert "body holds 120 characters, which is long" in long
    (short,) = advice(plain, {"body": 20})
    assert "body holds 20 characters, which is short" in short
    (pale,) = advice(over("colours: {accent: '#5A6A80'}"), {"body": 70})
    assert "title" in pale
    assert "the heading of the key-points box" in pale
