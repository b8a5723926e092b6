"""Reading requests, one row at a time: CSV or JSON Lines, told apart by how they begin."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import IO, Any, Final, Protocol

from ..base.errors import Fault, JsonError, Place, RequestsError
from ..base.limits import JSON_BYTES
from ..content.library import printable
from ..content.particulars import FIELDS
from ..content.particulars.model import OVERRIDES
from ..source.json import parse
from ..source.schema.faults import nearest
from .model import Row

__all__ = ["COLUMNS", "KNOWN", "Requests", "Source"]

LINE_BYTES: Final = 1024 * 1024
SEPARATORS: Final = ",;\t"
COLUMNS: Final = ("monograph", "code", "layout", "language", "profile", "identifier")
KNOWN: Final = dict.fromkeys((*COLUMNS, *FIELDS, OVERRIDES))  # in the order in which they are told


class Source(Protocol):
    """Where requests come from; it can be read again and again."""

    @property
    def file(self) -> str:
        """As messages name it."""

    def sha256(self) -> str:
        """Of all of it, in hexadecimal."""

    def rows(self) -> Iterator[Row | Fault]:
        """Every row in order, or what is wrong with it. Raises RequestsError where none can be."""


class Requests:
    """A list of requests that can be read again and again. file: as messages name it."""

    def __init__(self, stream: IO[bytes], file: str) -> None:
        """stream: can be sought; see `temporary_file` for one that cannot."""
        self.stream, self.file = stream, file

    def sha256(self) -> str:
        """Of all bytes, in hexadecimal."""
        self.stream.seek(0)
        digest = sha256()
        while block := self.stream.read(1 << 20):
            digest.update(block)
        return digest.hexdigest()

    def rows(self) -> Iterator[Row | Fault]:
        """Every row in order, or what is wrong with it. Raises RequestsError where none can be."""
        self.stream.seek(0)
        first = self.stream.readline(LINE_BYTES).lstrip(b"\xef\xbb\xbf").strip()
        while not first and self.stream.tell() < LINE_BYTES and (line := self.stream.readline()):
            first = line.strip()
        self.stream.seek(0)
        if first[:1] != b"{":
            return self._table()
        return self._lines() if _is_object(first) else self._bundle()

    def _table(self) -> Iterator[Row | Fault]:
        """CSV with a heading; separated by commas, semicolons or tabs."""
        text = io.TextIOWrapper(self.stream, "utf-8-sig", errors="surrogateescape", newline="")
        try:
            heading = text.readline()
            mark = max(SEPARATORS, key=heading.count)
            columns = [name.strip() for name in next(csv.reader([heading], delimiter=mark), [])]
            self._check_heading(columns)
            yield from self._cells(csv.reader(text, delimiter=mark, strict=True), columns)
        finally:
            if not self.stream.closed:  # as it is where a batch was stopped half-way
                text.detach()

    def _check_heading(self, columns: list[str]) -> None:
        if any(columns) and not KNOWN.keys() & set(
            columns
        ):  # perhaps it is a patient's row: it is not repeated
            hint = f"Begin with the names of the columns, such as {', '.join(COLUMNS)}."
            raise RequestsError([self.fault(1, "B101", "The first line is no heading.", hint)])
        unknown = [name for name in dict.fromkeys(columns) if name and name not in KNOWN]
        if unknown:
            raise RequestsError([self._unknown(name) for name in unknown])
        if twice := {name for name in columns if columns.count(name) > 1}:
            says = f"The column '{min(twice)}' is there twice."
            raise RequestsError([self.fault(1, "B104", says, "Keep one.")])

    def _unknown(self, name: str) -> Fault:
        near = nearest(name, KNOWN)
        hint = f"Did you mean '{near[0]}'?" if near else f"The columns are: {', '.join(KNOWN)}."
        return self.fault(1, "B101", f"There is no column '{printable(name)}'.", hint)

    def _cells(self, table: Any, columns: list[str]) -> Iterator[Row | Fault]:
        """The rows below the heading. table: a reader of the module csv."""
        while True:
            line = table.line_num + 2
            try:
                cells = next(table)
            except StopIteration:
                return
            except csv.Error:
                yield self.fault(line, "B110", "The row is no CSV.", "Look at its quotes.")
                continue
            if not cells:
                continue
            if len(cells) != len(columns):
                says = f"The row has {len(cells)} cells; the heading has {len(columns)}."
                yield self.fault(line, "B103", says, "Put quotes around text that holds commas.")
            elif not _is_text(cells):
                yield self.not_utf8(line)
            else:
                yield Row(line, {n: c for n, c in zip(columns, cells, strict=True) if c.strip()})

    def _lines(self) -> Iterator[Row | Fault]:
        """One JSON object a line: a request, or a resource of FHIR."""
        for number, line in enumerate(iter(lambda: self.stream.readline(LINE_BYTES), b""), 1):
            if line.isspace():
                continue
            try:
                cells = parse(line, Place(self.file, number))
            except JsonError as error:
                yield from error.faults
                continue
            if not isinstance(cells, dict):
                hint = "Write one JSON object a line."
                yield self.fault(number, "B110", "The line is no JSON object.", hint)
            elif "resourceType" in cells:
                yield from _dispensed(line, self.file, number)
            else:
                yield Row(number, cells)

    def _bundle(self) -> Iterator[Row | Fault]:
        """A file of FHIR, read whole."""
        source = self.stream.read(JSON_BYTES + 1)
        if b'"resourceType"' not in source:
            hint = "Write one JSON object a line."
            raise RequestsError([self.fault(1, "B110", "The file is no FHIR.", hint)])
        yield from _dispensed(source, self.file, 0)

    def not_utf8(self, line: int) -> Fault:
        """Bytes that are no text."""
        says = "The row is not UTF-8."
        return self.fault(line, "B111", says, "Save the file as UTF-8.")

    def fault(self, line: int, code: str, says: str, hint: str) -> Fault:
        """Something wrong with a row. What a cell holds is not repeated: it may name a patient."""
        return Fault(code, Place(self.file, line), says, hint)


def _dispensed(source: bytes, file: str, line: int) -> Iterator[Row | Fault]:
    """Requests of FHIR; most are none, and what reads them need not be loaded."""
    from .dispenses import dispensed

    return dispensed(source, file, line)


def _is_text(cells: list[str]) -> bool:
    """Whether the bytes were UTF-8; what was not stands there as lone surrogates."""
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_object(line: bytes) -> bool:
    """Whether a line is a JSON object of its own, and not the beginning of one."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
