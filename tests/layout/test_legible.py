"""What nobody could read is refused; what is hard to read only with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base import limits
from leaflets.base.errors import LayoutError
from leaflets.layout.contrast import GOAL
from leaflets.layout.legible import column_width, findings, grounds, not_accepted, ratio
from leaflets.layout.reading import read_layout
from leaflets.layout.scalars import POINTS

from .shelf import SHIPPED, families, faults_over, over, shelf

MM = POINTS["mm"]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_layout_of_ours_reads_well(name: str) -> None:
    layout = read_layout(shelf(), name, families())
    assert not list(not_accepted(layout, findings(layout, families())))
    for each in grounds(layout):
        assert ratio(layout, each.ink, each.ground) >= GOAL, each.what


def test_large_print_is_large_for_every_word() -> None:
    layout = read_layout(shelf(), "large-print", families())
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
def test_row_23_a_column_narrower_than_30_mm_is_refused(line: str) -> None:
    (fault,) = faults_over(line)
    assert (fault.code, fault.place.line) == ("L260", 3)
    assert "30 mm" in fault.hint


def test_row_23_a_column_of_30_mm_is_not() -> None:
    width = (limits.NARROWEST_COLUMN_PT + 0.5) / MM + 40
    margins = "margins: {left: 20 mm, right: 20 mm}"
    assert column_width(over(f"page: {{width: {width:.3f} mm, {margins}}}")) < 31 * MM


def test_row_23_margins_as_high_as_the_page_are_refused() -> None:
    page = "page: {height: 140 mm, margins: {top: 70 mm, bottom: 70 mm}}"
    (fault,) = faults_over(page, "styles: {body: {size: 12 pt, leading: 16 pt}}")
    assert (fault.code, fault.place.line) == ("L261", 3)
    assert "48 pt" in fault.hint


@pytest.mark.parametrize(
    ("fit", "says"),
    [
        ("{pages: 2, least: 12 pt, most: 10 pt}", "The least size, 12 pt, is more than the most"),
        ("{pages: 3, multiple: 2, least: 12 pt, most: 14 pt}", "3 pages are no multiple of 2"),
    ],
)
def test_bounds_that_contradict_each_other_are_told(fit: str, says: str) -> None:
    (fault,) = faults_over(f"fit: {fit}")
    assert (fault.code, fault.place.line) == ("L268", 3)
    assert says in fault.says


def test_fitted_type_is_judged_by_its_smallest() -> None:
    (fault,) = faults_over("fit: {pages: 2, least: 10 pt, most: 12 pt}")
    assert (fault.code, fault.place.line) == ("L264", 3)
    assert "1.75 mm" in fault.says
    found = faults_over("fit: {pages: 2, least: 8 pt, most: 12 pt}")
    assert {fault.code for fault in found} == {"L263", "L264"}


@pytest.mark.parametrize("fit", ["{pages: 0, least: 12 pt, most: 14 pt}", "{least: 12 pt}", "two"])
def test_row_23_bounds_of_fitted_type_are_checked(fit: str) -> None:
    assert {fault.place.line for fault in faults_over(f"fit: {fit}")} == {3}


def test_row_25_a_page_of_the_size_of_a_card_can_be_read() -> None:
    margins = "margins: {top: 3 mm, bottom: 3 mm, left: 3 mm, right: 3 mm}"
    assert over(f"page: {{width: 52 mm, height: 74 mm, {margins}}}").page.width == 52 * MM


@pytest.mark.parametrize(
    "size", ["0 pt", "9999 pt", "nan pt", "-1 pt", "1e308 pt", "inf pt", "5 pt"]
)
def test_row_23_a_size_out_of_bounds_is_told_with_the_range(size: str) -> None:
    found = faults_over(f"styles: {{body: {{size: {size}}}}}")
    assert [fault.place.line for fault in found] == [3]
    words = found[0].says + found[0].hint
    assert "6 pt" in words
    assert "96 pt" in words


@given(st.floats())
def test_row_23_any_float_is_within_the_bounds_or_refused(number: float) -> None:
    fine = 9 <= number <= 30 / 1.15
    try:
        layout = over(f"styles: {{title: {{size: {number!r} pt, leading: 30 pt}}}}")
    except LayoutError:
        assert not fine
    else:
        assert fine
        assert layout.styles["title"].size == number


def test_row_23_leading_of_nothing_is_refused() -> None:
    (fault,) = faults_over("styles: {body: {leading: 0 pt}}")
    assert fault.place.line == 3


@pytest.mark.parametrize(("leading", "codes"), [("13.7 pt", ["L262"]), ("13.8 pt", [])])
def test_lines_stand_at_least_115_hundredths_apart(leading: str, codes: list[str]) -> None:
    layout = f"styles: {{body: {{size: 12 pt, leading: {leading}}}}}"
    if codes:
        assert [fault.code for fault in faults_over(layout)] == codes
    else:
        assert over(layout).styles["body"].leading == 13.8


@pytest.mark.parametrize("role", ["note", "footer", "table-cell", "mark"])
def test_row_29_type_below_9_points_is_refused(role: str) -> None:
    (fault,) = faults_over(f"styles: {{{role}: {{size: 8.9 pt}}}}")
    assert (fault.code, fault.place.line) == ("L263", 3)
    assert over(f"styles: {{{role}: {{size: 9 pt}}}}").styles[role].size == 9


def test_row_29_running_text_below_2_mm_of_x_height_is_refused() -> None:
    (fault,) = faults_over("styles: {item: {size: 11 pt}}")
    assert (fault.code, fault.place.line) == ("L264", 3)
    assert "1.92 mm" in fault.says
    assert "11.4 pt" in fault.hint


def test_row_29_weak_contrast_is_refused() -> None:
    (fault,) = faults_over("colours: {ink: '#808080', accent: '#0B3C7D'}")[:1]
    assert fault.code == "L265"
    assert "ink on paper" in fault.says
    assert "3.9 to 1" in fault.says


def test_row_29_words_must_stand_out_from_the_tint_of_their_box() -> None:
    found = faults_over("colours: {caution-tint: '#B09030'}")
    assert {fault.code for fault in found} == {"L265"}
    assert any("on caution-tint" in fault.says for fault in found)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("styles: {footer: {size: 8 pt}}", "L263"),
        ("styles: {item: {size: 11 pt}}", "L264"),
        ("colours: {alert: '#FF5050'}", "L265"),
    ],
)
def test_row_29_what_is_hard_to_read_may_be_accepted_with_a_reason(line: str, code: str) -> None:
    assert {fault.code for fault in faults_over(line)} == {code}
    assert (
        over(line, f"accepts: [{{code: {code}, reason: A test.}}]").accepts[0].reason == "A test."
    )
    other = "L264" if code == "L263" else "L263"
    assert faults_over(line, f"accepts: [{{code: {other}, reason: A test.}}]")
    assert faults_over(line, f"accepts: [{{code: {code}}}]")


def test_row_29_what_cannot_be_read_may_not_be_accepted() -> None:
    line = "page: {width: 50 mm, margins: {left: 70 mm, right: 70 mm}}"
    found = faults_over(line, "accepts: [{code: L260, reason: A test.}]")
    assert 4 in {fault.place.line for fault in found}


def test_boxes_that_differ_only_by_colour_are_refused() -> None:
    same = "{border: 1 pt, bar: 0 pt, icon: none}"
    found = faults_over(f"boxes: {{urgent: {same}, information: {same}}}")
    assert [fault.code for fault in found] == ["L266"]
    assert "urgent" in found[0].says


def test_a_difference_that_nobody_sees_is_none() -> None:
    box = "{{border: {} pt, bar: {} pt, icon: none}}"
    one, other = box.format(1, 8), box.format(1.5, 9)
    found = faults_over(f"boxes: {{emergency: {one}, urgent: {other}}}")
    assert [fault.code for fault in found] == ["L266"]


def test_a_triangle_needs_a_bar_and_a_colour_on_which_it_is_seen() -> None:
    assert [each.code for each in faults_over("boxes: {emergency: {bar: 4 pt}}")] == ["L267"]
    pale = "boxes: {draft: {icon: triangle, bar: 20 pt, colour: pale}}"
    found = faults_over(pale, "colours: {pale: '#C0C0C0'}")
    assert {(each.code, each.place.line) for each in found} == {("L265", 3), ("L267", 3)}


def test_a_finding_is_told_where_the_layout_itself_caused_it() -> None:
    # the style that uses the colour stands in standard.yaml, the colour in the made-up file
    found = faults_over("colours:", "  ink: '#808080'")
    assert {str(fault.place) for fault in found} == {"made.yaml:4:8"}
    (fault,) = faults_over("page: {margins: {right: 70 mm, left: 70 mm}, columns: 3}")
    assert (fault.code, fault.place.line) == ("L260", 3)
