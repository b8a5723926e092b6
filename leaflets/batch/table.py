"""Reads a table of requests, in CSV, one row at a time."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from ..base.errors import Fault, Place, RequestsError
from .columns import COLUMNS, IGNORED, WHY, ColumnNames, unknown_column
from .encoding import encoding_of, text_lines
from .form import RequestForm

__all__ = ["Record", "Table"]

SEPARATORS: Final = ",;\t"
SEPARATOR_LINE: Final = re.compile(r"sep=([,;\t])\s*\Z", re.IGNORECASE)  # as Excel reads it


class Record(NamedTuple):
    """One row as it stands in its file. line: its first, from 1. text: with its line ends.

    cells: None if the row is not valid CSV.
    """

    line: int
    text: str
    cells: list[str] | None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in the row but separators and spaces."""
        return self.cells is not None and not any(map(str.strip, self.cells))


class Table:
    """A table whose heading was read.

    columns: our name for each column, IGNORED for those passed over. nameless: the indices of those
    without a name, which must be empty: a cell in one shows that a row is shifted.
    start: the text before the first row. begins_with_why: whether the first column is the one of
    refused rows that says why.
    Raises RequestsError from the start, or while rows are read, if the file is in
    another encoding; and if its heading is wrong.
    """

    def __init__(self, stream: IO[bytes], file: str, form: RequestForm) -> None:
        self.file = file
        self.encoding = encoding_of(stream, file, form.encoding)
        self._lines = _RecordedLines(text_lines(stream, file, self.encoding))
        first = next(self._lines, "")
        explicit = SEPARATOR_LINE.match(first)
        heading = next(self._lines, "") if explicit else first
        self.start = "".join(self._lines.recorded)
        self.separator = explicit[1] if explicit else max(SEPARATORS, key=heading.count)
        self.heading_line = 2 if explicit else 1
        self.columns = self._read_heading(heading, ColumnNames(form))

    def _read_heading(self, heading: str, names: ColumnNames) -> list[str]:
        try:
            cells = next(csv.reader([heading], delimiter=self.separator), [])
        except csv.Error:
            raise self._refusal("B110", "The heading is no CSV.", "Look at its quotes.") from None
        theirs = [name.strip() for name in cells]
        self.nameless = [index for index, name in enumerate(theirs) if not name]
        columns = {name: names.find(name) for name in theirs if name}
        if columns and not any(columns.values()):
            # the line may be the row of a patient, so that the message does not repeat it
            hint = f"Begin with the names of the columns, such as {', '.join(COLUMNS)}."
            raise self._refusal("B101", "The first line is not a heading.", hint)
        if unknown := [unknown_column(name) for name, ours in columns.items() if ours is None]:
            faults = [self._heading_fault("B101", message, hint) for message, hint in unknown]
            raise RequestsError(faults)
        self.begins_with_why = theirs[:1] == [WHY]
        ours = [columns.get(name) or IGNORED for name in theirs]
        if repetitions := {name for name in ours if name != IGNORED and ours.count(name) > 1}:
            raise self._refusal(
                "B104", f"The column '{min(repetitions)}' is there twice.", "Keep one."
            )
        return ours

    def _refusal(self, code: str, message: str, hint: str) -> RequestsError:
        return RequestsError([self._heading_fault(code, message, hint)])

    def _heading_fault(self, code: str, message: str, hint: str) -> Fault:
        return Fault(code, Place(self.file, self.heading_line), message, hint)

    def records(self) -> Iterator[Record]:
        """Yield every row below the heading, once. Raises RequestsError; see the class."""
        lines = self._lines
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        while True:
            lines.recorded.clear()
            line = lines.number + 1
            cells: list[str] | None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
            yield Record(line, "".join(lines.recorded), cells)


class _RecordedLines:
    """Lines that are kept after they were read. number: of lines read. recorded: to be cleared."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self.number = lines, 0
        self.recorded: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self.recorded.append(line)
        return line
