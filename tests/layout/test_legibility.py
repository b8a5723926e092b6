"""Layouts that cannot be read are refused; those hard to read are accepted with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base import limits
from leaflets.base.errors import LayoutError
from leaflets.layout.contrast import GOOD_TEXT_CONTRAST, text_backgrounds
from leaflets.layout.legibility import column_width, legibility_faults, unaccepted_faults
from leaflets.layout.scalars import POINTS
from tests.shipped import LAYOUTS, families, shipped_layout

from .made_layouts import faults_with, standard_with

MM = POINTS["mm"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_shipped_layout_is_legible_and_has_good_contrast(name: str) -> None:
    layout = shipped_layout(name)
    assert not list(unaccepted_faults(layout, legibility_faults(layout, families())))
    for text in text_backgrounds(layout):
        assert text.contrast(layout) >= GOOD_TEXT_CONTRAST, text.description


def test_large_print_has_18_points_in_every_role_and_wide_margins() -> None:
    layout = shipped_layout("large-print")
    assert min(style.size for style in layout.styles.values()) >= 18
    assert layout.page.columns == 1
    assert min(getattr(layout.page.margins, side) for side in ("left", "right")) >= 25 * MM - 0.01


@pytest.mark.parametrize(
    "line",
    [
        "page: {margins: {left: 65 mm, right: 10 mm}, width: 100 mm}",
        "page: {columns: 3, gap: 1 in, width: 140 mm}",
        "page: {columns: 2, gap: 20 mm, width: 110 mm, margins: {left: 20 mm, right: 20 mm}}",
        "page: {width: 50 mm, margins: {left: 70 mm, right: 70 mm}}",
    ],
)
def test_a_column_narrower_than_30_mm_is_refused(line: str) -> None:
    (fault,) = faults_with(line)
    assert (fault.code, fault.place.line) == ("L260", 3)
    assert "30 mm" in fault.hint


def test_a_column_of_30_mm_is_accepted() -> None:
    width = (limits.NARROWEST_COLUMN_PT + 0.5) / MM + 40
    margins = "margins: {left: 20 mm, right: 20 mm}"
    assert column_width(standard_with(f"page: {{width: {width:.3f} mm, {margins}}}")) < 31 * MM


def test_margins_as_high_as_the_page_are_refused() -> None:
    page = "page: {height: 140 mm, margins: {top: 70 mm, bottom: 70 mm}}"
    (fault,) = faults_with(page, "styles: {body: {size: 12 pt, leading: 16 pt}}")
    assert (fault.code, fault.place.line) == ("L261", 3)
    assert "48 pt" in fault.hint


@pytest.mark.parametrize(
    ("fit", "message"),
    [
        ("{pages: 2, least: 12 pt, most: 10 pt}", "The least size, 12 pt, is more than the most"),
        ("{pages: 3, multiple: 2, least: 12 pt, most: 14 pt}", "3 pages are not a multiple of 2"),
    ],
)
def test_contradictory_bounds_of_fitted_type_are_refused(fit: str, message: str) -> None:
    (fault,) = faults_with(f"fit: {fit}")
    assert (fault.code, fault.place.line) == ("L268", 3)
    assert message in fault.says


def test_fitted_type_is_checked_at_its_smallest_size() -> None:
    (fault,) = faults_with("fit: {pages: 2, least: 10 pt, most: 12 pt}")
    assert (fault.code, fault.place.line) == ("L264", 3)
    assert "1.75 mm" in fault.says
    faults = faults_with("fit: {pages: 2, least: 8 pt, most: 12 pt}")
    assert {fault.code for fault in faults} == {"L263", "L264"}


@pytest.mark.parametrize("fit", ["{pages: 0, least: 12 pt, most: 14 pt}", "{least: 12 pt}", "two"])
def test_bounds_of_fitted_type_are_checked(fit: str) -> None:
    assert {fault.place.line for fault in faults_with(f"fit: {fit}")} == {3}


def test_a_page_as_small_as_a_card_is_accepted() -> None:
    margins = "margins: {top: 3 mm, bottom: 3 mm, left: 3 mm, right: 3 mm}"
    assert standard_with(f"page: {{width: 52 mm, height: 74 mm, {margins}}}").page.width == 52 * MM


@pytest.mark.parametrize(
    "size", ["0 pt", "9999 pt", "nan pt", "-1 pt", "1e308 pt", "inf pt", "5 pt"]
)
def test_a_fault_of_a_size_out_of_range_names_the_range(size: str) -> None:
    (fault,) = faults_with(f"styles: {{body: {{size: {size}}}}}")
    assert fault.place.line == 3
    message = fault.says + fault.hint
    assert "6 pt" in message
    assert "96 pt" in message


@given(st.floats())
def test_any_float_is_read_or_refused_by_the_bounds(number: float) -> None:
    allowed = 9 <= number <= 30 / 1.15
    try:
        layout = standard_with(f"styles: {{title: {{size: {number!r} pt, leading: 30 pt}}}}")
    except LayoutError:
        assert not allowed
    else:
        assert allowed
        assert layout.styles["title"].size == number


def test_leading_of_zero_is_refused() -> None:
    (fault,) = faults_with("styles: {body: {leading: 0 pt}}")
    assert fault.place.line == 3


@pytest.mark.parametrize(("leading", "codes"), [("13.7 pt", ["L262"]), ("13.8 pt", [])])
def test_leading_is_at_least_1_15_of_the_size(leading: str, codes: list[str]) -> None:
    layout = f"styles: {{body: {{size: 12 pt, leading: {leading}}}}}"
    if codes:
        assert [fault.code for fault in faults_with(layout)] == codes
    else:
        assert standard_with(layout).styles["body"].leading == 13.8


@pytest.mark.parametrize("role", ["note", "footer", "table-cell", "mark"])
def test_type_below_9_points_is_refused(role: str) -> None:
    (fault,) = faults_with(f"styles: {{{role}: {{size: 8.9 pt}}}}")
    assert (fault.code, fault.place.line) == ("L263", 3)
    assert standard_with(f"styles: {{{role}: {{size: 9 pt}}}}").styles[role].size == 9


def test_running_text_below_2_mm_of_x_height_is_refused() -> None:
    (fault,) = faults_with("styles: {item: {size: 11 pt}}")
    assert (fault.code, fault.place.line) == ("L264", 3)
    assert "1.92 mm" in fault.says
    assert "11.4 pt" in fault.hint


def test_weak_contrast_is_refused() -> None:
    (fault,) = faults_with("colours: {ink: '#808080', accent: '#0B3C7D'}")[:1]
    assert fault.code == "L265"
    assert "ink on paper" in fault.says
    assert "3.9 to 1" in fault.says


def test_weak_contrast_with_the_tint_of_a_box_is_refused() -> None:
    faults = faults_with("colours: {caution-tint: '#B09030'}")
    assert {fault.code for fault in faults} == {"L265"}
    assert any("on caution-tint" in fault.says for fault in faults)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("styles: {footer: {size: 8 pt}}", "L263"),
        ("styles: {item: {size: 11 pt}}", "L264"),
        ("colours: {alert: '#FF5050'}", "L265"),
    ],
)
def test_small_low_or_pale_type_is_accepted_with_a_reason(line: str, code: str) -> None:
    assert {fault.code for fault in faults_with(line)} == {code}
    layout = standard_with(line, f"accepts: [{{code: {code}, reason: A test.}}]")
    assert layout.accepts[0].reason == "A test."
    other = "L264" if code == "L263" else "L263"
    assert faults_with(line, f"accepts: [{{code: {other}, reason: A test.}}]")
    assert faults_with(line, f"accepts: [{{code: {code}}}]")


def test_a_column_without_room_cannot_be_accepted() -> None:
    line = "page: {width: 50 mm, margins: {left: 70 mm, right: 70 mm}}"
    faults = faults_with(line, "accepts: [{code: L260, reason: A test.}]")
    assert 4 in {fault.place.line for fault in faults}


def test_boxes_that_differ_only_by_colour_are_refused() -> None:
    same = "{border: 1 pt, bar: 0 pt, icon: none}"
    faults = faults_with(f"boxes: {{urgent: {same}, information: {same}}}")
    assert [fault.code for fault in faults] == ["L266"]
    assert "urgent" in faults[0].says


def test_boxes_with_a_difference_too_small_to_see_are_refused() -> None:
    box = "{{border: {} pt, bar: {} pt, icon: none}}"
    emergency, urgent = box.format(1, 8), box.format(1.5, 9)
    faults = faults_with(f"boxes: {{emergency: {emergency}, urgent: {urgent}}}")
    assert [fault.code for fault in faults] == ["L266"]


def test_a_triangle_needs_a_wide_bar_and_a_visible_colour() -> None:
    assert [fault.code for fault in faults_with("boxes: {emergency: {bar: 4 pt}}")] == ["L267"]
    pale = "boxes: {draft: {icon: triangle, bar: 20 pt, colour: pale}}"
    faults = faults_with(pale, "colours: {pale: '#C0C0C0'}")
    assert {(fault.code, fault.place.line) for fault in faults} == {("L265", 3), ("L267", 3)}


def test_a_fault_names_the_line_of_the_layout_itself_that_caused_it() -> None:
    # the style that uses the colour stands in standard.yaml, the colour in the made-up file
    faults = faults_with("colours:", "  ink: '#808080'")
    assert {str(fault.place) for fault in faults} == {"made.yaml:4:8"}
    (fault,) = faults_with("page: {margins: {right: 70 mm, left: 70 mm}, columns: 3}")
    assert (fault.code, fault.place.line) == ("L260", 3)
