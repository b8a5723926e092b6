"""Columns are found as people name them; one that is unknown is never dropped without a word."""

from __future__ import annotations

import pytest

from leaflets.base.errors import Fault, RequestsError, UsageError
from leaflets.batch.form import RequestForm
from leaflets.batch.model import RequestRow

from .running import faults_of, request_file

FORM = RequestForm(names=(("Arznei", "Monograph"),), ignored=("Phone", "shelf mark"))


def rows(text: str, form: RequestForm = FORM) -> list[RequestRow | Fault]:
    return list(request_file(text, form).rows())


@pytest.mark.parametrize("heading", ["Monograph", " MONOGRAPH ", '"monograph"'])
def test_capitals_and_spaces_of_a_heading_do_not_count(heading: str) -> None:
    text = f"{heading},Patient_Name\nnac,Ann\n"
    assert rows(text) == [RequestRow(2, {"monograph": "nac", "patient": "Ann"})]


def test_a_column_is_read_under_another_name_and_one_is_passed_over() -> None:
    text = "arznei,PHONE,shelf-mark,phone\nnac,1,2,3\n"
    assert rows(text) == [RequestRow(2, {"monograph": "nac"})]
    text = '{"Arznei": "nac", "phone": 1, "shelf mark": null}\n'
    assert rows(text) == [RequestRow(1, {"monograph": "nac"})]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("medicine", "monograph"),
        ("Rx Number", "identifier"),
        ("DOB", "born"),
        ("patien", "patient"),
    ],
)
def test_an_unknown_column_is_refused_with_what_it_may_mean_and_how_to_leave_it_out(
    theirs: str, ours: str
) -> None:
    for text in (f"{theirs},code\nnac,\n", f'{{"{theirs}": "nac"}}\n'):
        [fault] = faults_of(text)
        assert (fault.code, fault.place.line) == ("B101", 1)
        assert f"'{ours}'" in fault.hint
        assert "--map" in fault.hint
        assert f"={ours}" in fault.hint
        assert "--ignore-columns" in fault.hint


def test_two_names_for_the_same_column_are_refused() -> None:
    with pytest.raises(RequestsError, match="B104"):
        rows("arznei,monograph\nnac,nac\n")
    [fault] = rows('{"arznei": "nac", "MONOGRAPH": "other"}\n')
    assert isinstance(fault, Fault)
    assert fault.code == "B104"


def test_a_column_cannot_be_read_as_one_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match="refrence") as refusal:
        request_file("", RequestForm(names=(("x", "refrence"),)))
    assert "'reference'" in refusal.value.hint


def test_a_line_that_names_the_separator_for_excel_is_no_heading() -> None:
    text = "sep=;\r\nmonograph;patient\r\nnac;Smith, Ann\r\n"
    assert rows(text) == [RequestRow(3, {"monograph": "nac", "patient": "Smith, Ann"})]


def test_blank_rows_are_passed_over_and_counted() -> None:
    for text in ("monograph,code\n,\n\nnac,\n , \n", '\n{"monograph": "nac"}\n \n\n'):
        source = request_file(text)
        assert [row.cells for row in source.rows() if isinstance(row, RequestRow)] == [
            {"monograph": "nac"}
        ]
        assert source.blank_rows == 3
