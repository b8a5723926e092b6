"""Reads requests one row at a time: from CSV, JSON Lines or FHIR, or everything in a library."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from ..base.errors import Fault, JsonError, Place, RequestsError, SourceError
from ..base.limits import JSON_BYTES
from ..content.library import Library, printable
from ..content.particulars import FIELDS, OVERRIDES
from ..source.json import parse
from ..source.schema.faults import nearest
from .model import RequestRow

if TYPE_CHECKING:
    from ..exchange.fhir.reading import Dispense

__all__ = ["ALL_COLUMNS", "COLUMNS", "LibraryRequests", "RequestFile", "RequestSource"]

LINE_BYTES: Final = 1024 * 1024
SEPARATORS: Final = ",;\t"
COLUMNS: Final = ("monograph", "code", "layout", "language", "profile", "identifier")
ALL_COLUMNS: Final = tuple(dict.fromkeys((*COLUMNS, *FIELDS, OVERRIDES)))


class RequestSource(Protocol):
    """A list of requests that can be read again and again."""

    @property
    def file(self) -> str:
        """The name of the source in messages."""

    def sha256(self) -> str:
        """Return the SHA-256 of all requests, in hexadecimal."""

    def rows(self) -> Iterator[RequestRow | Fault]:
        """Read every row in order, or what is wrong with it.

        Raises RequestsError if no row can be read.
        """


class RequestFile:
    """The requests in a file: CSV, JSON Lines, or FHIR, which its first line tells."""

    def __init__(self, stream: IO[bytes], file: str) -> None:
        """stream: can be sought; for one that cannot, see `temporary_file`. file: for messages."""
        self.stream, self.file = stream, file

    def sha256(self) -> str:
        """Return the SHA-256 of all bytes, in hexadecimal."""
        self.stream.seek(0)
        digest = sha256()
        while block := self.stream.read(1 << 20):
            digest.update(block)
        return digest.hexdigest()

    def rows(self) -> Iterator[RequestRow | Fault]:
        """Read every row in order, or what is wrong with it.

        Raises RequestsError if no row can be read.
        """
        self.stream.seek(0)
        first = self.stream.readline(LINE_BYTES).lstrip(b"\xef\xbb\xbf").strip()
        while not first and self.stream.tell() < LINE_BYTES and (line := self.stream.readline()):
            first = line.strip()
        self.stream.seek(0)
        if first[:1] != b"{":
            return self._table()
        return self._json_lines() if _is_object(first) else self._fhir_file()

    def _table(self) -> Iterator[RequestRow | Fault]:
        """Read CSV with a heading; the separator is a comma, a semicolon or a tab."""
        text = io.TextIOWrapper(self.stream, "utf-8-sig", errors="surrogateescape", newline="")
        try:
            heading = text.readline()
            separator = max(SEPARATORS, key=heading.count)
            columns = [
                name.strip() for name in next(csv.reader([heading], delimiter=separator), [])
            ]
            self._check_heading(columns)
            yield from self._cells(csv.reader(text, delimiter=separator, strict=True), columns)
        finally:
            if not self.stream.closed:  # it is closed if the batch was stopped half-way
                text.detach()

    def _check_heading(self, columns: list[str]) -> None:
        if any(columns) and not set(ALL_COLUMNS) & set(columns):
            # the line may be the row of a patient, so that the message does not repeat it
            hint = f"Begin with the names of the columns, such as {', '.join(COLUMNS)}."
            raise RequestsError([self._fault(1, "B101", "The first line is no heading.", hint)])
        unknown = [name for name in dict.fromkeys(columns) if name and name not in ALL_COLUMNS]
        if unknown:
            raise RequestsError([self._unknown_column(name) for name in unknown])
        if repeated := {name for name in columns if columns.count(name) > 1}:
            says = f"The column '{min(repeated)}' is there twice."
            raise RequestsError([self._fault(1, "B104", says, "Keep one.")])

    def _unknown_column(self, name: str) -> Fault:
        near = nearest(name, ALL_COLUMNS)
        columns = f"The columns are: {', '.join(ALL_COLUMNS)}."
        hint = f"Did you mean '{near[0]}'?" if near else columns
        return self._fault(1, "B101", f"There is no column '{printable(name)}'.", hint)

    def _cells(self, table: Any, columns: list[str]) -> Iterator[RequestRow | Fault]:
        """Read the rows below the heading. table: a reader of the module csv."""
        while True:
            line = table.line_num + 2
            try:
                cells = next(table)
            except StopIteration:
                return
            except csv.Error:
                yield self._fault(line, "B110", "The row is no CSV.", "Look at its quotes.")
                continue
            if not cells:
                continue
            if len(cells) != len(columns):
                says = f"The row has {len(cells)} cells; the heading has {len(columns)}."
                yield self._fault(line, "B103", says, "Put quotes around text that holds commas.")
            elif not _is_utf8(cells):
                hint = "Save the file as UTF-8."
                yield self._fault(line, "B111", "The row is not UTF-8.", hint)
            else:
                pairs = zip(columns, cells, strict=True)
                yield RequestRow(line, {name: cell for name, cell in pairs if cell.strip()})

    def _json_lines(self) -> Iterator[RequestRow | Fault]:
        """Read one JSON object a line: a request, or a resource of FHIR."""
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
                yield self._fault(number, "B110", "The line is no JSON object.", hint)
            elif "resourceType" in cells:
                yield from _dispense_rows(line, self.file, number)
            else:
                yield RequestRow(number, cells)

    def _fhir_file(self) -> Iterator[RequestRow | Fault]:
        """Read one FHIR resource that fills the file."""
        source = self.stream.read(JSON_BYTES + 1)
        if b'"resourceType"' not in source:
            hint = "Write one JSON object a line."
            raise RequestsError([self._fault(1, "B110", "The file is no FHIR.", hint)])
        yield from _dispense_rows(source, self.file, 0)

    def _fault(self, line: int, code: str, says: str, hint: str) -> Fault:
        """Return a fault, whose words never repeat a cell, because it may name a patient."""
        return Fault(code, Place(self.file, line), says, hint)


class LibraryRequests:
    """A request for each monograph of a library, in each language and layout."""

    file = "--all"

    def __init__(self, library: Library) -> None:
        self._library = library

    def sha256(self) -> str:
        """Return the SHA-256 of all requests, in hexadecimal."""
        return sha256(repr([row.cells for row in self.rows()]).encode()).hexdigest()

    def rows(self) -> Iterator[RequestRow]:
        """Yield rows by name, language and layout; only languages with a wording file."""
        library, number = self._library, 0
        wordings, layouts = library.wordings(), library.layouts()
        for name in library.names():
            for language in library.languages(name):
                for layout in layouts if language in wordings else ():
                    number += 1
                    identifier = f"{name}.{language}.{layout}"
                    yield RequestRow(number, {
                        "monograph": name, "language": language, "layout": layout,
                        "identifier": identifier,
                    })  # fmt: skip


def _dispense_rows(source: bytes, file: str, line: int) -> Iterator[RequestRow | Fault]:
    """Read each MedicationDispense in FHIR as a row.

    source: a resource, a bundle, or lines. line: where it begins; 0 if it is the whole file, whose
    rows are numbered instead. Raises RequestsError if it is no FHIR.
    """
    from ..exchange.fhir.reading import read_dispenses  # few batches need this room

    try:
        for number, dispense in enumerate(read_dispenses(source, file, particulars=True), 1):
            if isinstance(dispense, SourceError):
                yield from (_with_line(fault, line) for fault in dispense.faults)
            else:
                yield RequestRow(line or number, _dispense_cells(dispense), dispense.product)
    except SourceError as error:
        raise RequestsError([_with_line(fault, line) for fault in error.faults]) from None


def _with_line(fault: Fault, line: int) -> Fault:
    """Return the fault of one line with the number of that line, unless that is 0."""
    return fault._replace(place=Place(fault.place.file, line, 0)) if line else fault


def _dispense_cells(dispense: Dispense) -> dict[str, object]:
    """Return the cells of a dispense. The identifier is the value alone, without its system."""
    reference = dispense.identifier.rpartition("|")[2]
    cells = {
        "identifier": reference.rpartition("/")[2],
        "patient": dispense.patient_name,
        "product": dispense.product.names[0] if dispense.product.names else "",
        "directions": " ".join(dispense.directions),
        "quantity": dispense.quantity,
        "dispensed": dispense.handed_over[:10],
        "reference": reference,
    }
    return {name: value for name, value in cells.items() if value.strip()}


def _is_utf8(cells: list[str]) -> bool:
    """Return whether the bytes were UTF-8; other bytes were read as lone surrogates."""
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_object(line: bytes) -> bool:
    """Return whether a line is a complete JSON object, not only the beginning of one."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
