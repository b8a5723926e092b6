"""Cells are read as people write them; what can be read in two ways, or was spoilt, is refused."""

from __future__ import annotations

import pytest

from leaflets.base.errors import UsageError
from leaflets.batch.cells import read_cells
from leaflets.batch.form import DateOrder, RequestForm


def read(name: str, cell: object, form: RequestForm | None = None) -> object:
    return read_cells({name: cell}, form or RequestForm())[name]


def refusal(name: str, cell: str, form: RequestForm | None = None) -> UsageError:
    with pytest.raises(UsageError) as refused:
        read(name, cell, form)
    assert cell not in str(refused.value)
    return refused.value


@pytest.mark.parametrize(
    ("order", "cell", "date"),
    [
        ("dmy", "24/11/2026", "2026-11-24"),
        ("dmy", " 4.1.2026 ", "2026-01-04"),
        ("mdy", "11/24/2026", "2026-11-24"),
        ("mdy", "04-01-2026", "2026-04-01"),
        ("mdy", "2026-11-24", "2026-11-24"),
        (None, "1950", "1950"),
    ],
)
def test_a_date_is_read_in_the_order_that_was_stated(
    order: DateOrder | None, cell: str, date: str
) -> None:
    assert read("born", cell, RequestForm(dates=order)) == date


@pytest.mark.parametrize("cell", ["24/11/2026", "11/24/2026", "1.2.2026"])
def test_the_order_of_a_date_is_never_guessed(cell: str) -> None:
    error = refusal("dispensed", cell)
    assert error.code == "B113"
    assert "--dates dmy" in error.hint


@pytest.mark.parametrize(
    ("cell", "order"), [("11/24/2026", "dmy"), ("24/11/2026", "mdy"), ("24/11/26", "dmy")]
)
def test_a_date_that_does_not_fit_the_stated_order_is_refused(cell: str, order: DateOrder) -> None:
    assert refusal("born", cell, RequestForm(dates=order)).code == "B113"


@pytest.mark.parametrize("name", ["identifier", "reference", "code"])
@pytest.mark.parametrize("cell", ["1.23E+12", "1,23E+12", "9e+15", "ean|5.01E+12"])
def test_a_number_that_a_spreadsheet_has_rounded_is_refused_with_the_repair(
    name: str, cell: str
) -> None:
    error = refusal(name, cell)
    assert error.code == "B112"
    assert "Text" in error.hint


def test_an_identifier_that_lost_its_zeros_is_noticed_against_the_stated_length() -> None:
    form = RequestForm(identifier_length=8)
    assert read("identifier", "00123456", form) == "00123456"
    error = refusal("identifier", "123456", form)
    assert (error.code, "zeros" in error.says) == ("B112", True)
    assert "zeros" not in refusal("identifier", "123456789", form).says
    assert "zeros" not in refusal("identifier", "A-12", form).says


@pytest.mark.parametrize(
    ("name", "cell"),
    [("patient", "Ivi?"), ("patient", "????"), ("directions", "Prendre apr?s"), ("product", "M??")],
)
def test_letters_that_were_lost_on_the_way_are_noticed(name: str, cell: str) -> None:
    assert refusal(name, cell).code == "B114"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("directions", "Questions? Ask us."),
        ("pharmacy", "Sun Pharmacy, https://sun.example/?page=2"),
        ("reference", "a?b"),
        ("patient", ["no text"]),
    ],
)
def test_a_question_mark_in_its_place_is_none_of_our_business(name: str, cell: object) -> None:
    assert read(name, cell) == cell
