"""Reads the cells of a request as people write them, and notices what a spreadsheet has spoilt.

No fault repeats a cell, because it may name a patient.
"""

from __future__ import annotations

import re
from typing import Final

from ..base.errors import UsageError
from .form import DateOrder, RequestForm

__all__ = ["read_cells"]

DATE_COLUMNS: Final = frozenset(("born", "dispensed"))
# of texts that may look like numbers
NUMBER_COLUMNS: Final = frozenset(("identifier", "code", "lot", "reference"))
NAME_COLUMNS: Final = ("patient", "pharmacist")

DATE: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})\Z")
POWER_OF_TEN: Final = re.compile(r"(?:.*\|)?[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+\Z")
LOST_LETTER: Final = re.compile(r"\?\?|\?\w")
ORDER_WORDS: Final = {"dmy": "day, month, year", "mdy": "month, day, year"}
AS_TEXT: Final = "Set the column to Text in the spreadsheet, enter it again, and save the file."


def read_cells(cells: dict[str, object], form: RequestForm) -> dict[str, object]:
    """Return the cells of a row with dates as year-month-day.

    cells: by our names; values that are not text stay as they are. Raises UsageError for the first
    cell that a program has spoilt, or that can be read in two ways.
    """
    for name, cell in cells.items():
        if not isinstance(cell, str):
            continue
        if name in DATE_COLUMNS:
            cells[name] = _read_date(name, cell.strip(), form.dates)
        elif name in NUMBER_COLUMNS:
            _check_number(name, cell.strip(), form.identifier_length)
        elif "?" in cell:
            _check_letters(name, cell)
    return cells


def _read_date(name: str, cell: str, order: DateOrder | None) -> str:
    match = DATE.match(cell)
    if match is None:
        return cell
    first, _, second, year = match.groups()
    if len(year) == 2:
        message = f"The year of '{name}' has two digits."
        raise UsageError(message, "Write it with four, or as 2026-11-24.", code="B113")
    if order is None:
        message = f"'{name}' does not tell whether the day or the month comes first."
        hint = "Add --dates dmy for day, month, year, or --dates mdy; or write 2026-11-24."
        raise UsageError(message, hint, code="B113")
    day, month = (first, second) if order == "dmy" else (second, first)
    if int(month) > 12:
        message = f"'{name}' is not a date when it is read as {ORDER_WORDS[order]}."
        raise UsageError(message, "Check what --dates says; or write 2026-11-24.", code="B113")
    return f"{year}-{int(month):02}-{int(day):02}"


def _check_number(name: str, cell: str, identifier_length: int | None) -> None:
    if "+" in cell and POWER_OF_TEN.match(cell):
        message = f"A spreadsheet has turned '{name}' into a rounded number; its digits are lost."
        raise UsageError(message, AS_TEXT, code="B112")
    if name != "identifier" or identifier_length is None or len(cell) == identifier_length:
        return
    message = f"The identifier has {len(cell)} characters; --identifier-length says "
    if cell.isdecimal() and len(cell) < identifier_length:
        message += f"{identifier_length}. A spreadsheet takes zeros from the front of a number."
        raise UsageError(message, AS_TEXT, code="B112")
    message += f"{identifier_length}."
    raise UsageError(message, "Correct the identifier, or the length.", code="B112")


def _check_letters(name: str, cell: str) -> None:
    """Refuse a question mark that stands for a letter."""
    if "://" in cell:
        return
    if name in NAME_COLUMNS or LOST_LETTER.search(cell):
        message = (
            f"'{name}' has a question mark in the place of a letter: a program has lost letters."
        )
        hint = "Save the file again from where the letters are right, as 'CSV UTF-8'."
        raise UsageError(message, hint, code="B114")
