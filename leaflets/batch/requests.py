"""Reads requests one row at a time: from CSV, JSON Lines or FHIR, or everything in a library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Final, Protocol

from ..base.errors import Fault, JsonError, Place, RequestsError, SourceError, UsageError
from ..base.limits import JSON_BYTES, XML_BYTES
from ..content.library import Library
from ..source.json import parse, to_json
from .cells import read_cells
from .columns import ColumnNames
from .encoding import LINE_BYTES, encoding_of, utf8_lines
from .form import DEFAULT_FORM, RequestForm
from .model import RequestRow
from .refused_file import Reasons, encoded, refused_lines, refused_rows
from .table import Record, Table

if TYPE_CHECKING:
    from ..exchange.fhir.reading import Dispense, PassedOver

__all__ = ["LibraryRequests", "RequestFile", "RequestSource", "dispense_cells"]

FHIR_BEGINNINGS: Final = (b"{", b"<")  # also of other JSON


class RequestSource(Protocol):
    """A list of requests that can be read again and again."""

    @property
    def file(self) -> str:
        """The name of the source in messages."""

    @property
    def blank_rows(self) -> int:
        """How many rows without a word were passed over when it was last read."""

    def sha256(self) -> str:
        """Return the SHA-256 of all requests, in hexadecimal."""

    @property
    def is_divisible(self) -> bool:
        """Whether some requests can be refused and the others met."""

    def rows(self) -> Iterator[RequestRow | PassedOver | Fault]:
        """Read every row in order, or what is wrong with it, or what holds no request.

        Raises RequestsError if no row can be read.
        """

    def refused(self, reasons: Reasons) -> tuple[str, Iterator[bytes]]:
        """Return the ending and the content of the file of refused requests.

        reasons: the refused lines in their order, each with why. The file can be read as requests.
        """


class RequestFile:
    """The requests in a file: CSV, JSON Lines, or FHIR in JSON or XML; its first line tells which.

    form: what cannot be seen from the file itself. blank_rows: see RequestSource.
    """

    def __init__(self, stream: IO[bytes], file: str, form: RequestForm = DEFAULT_FORM) -> None:
        """stream: can be sought; for one that cannot, see `temporary_file`. file: for messages.

        Raises UsageError if the form contradicts itself.
        """
        self.stream, self.file, self.form = stream, file, form
        self.blank_rows = 0
        self._names = ColumnNames(form)

    def sha256(self) -> str:
        """Return the SHA-256 of all bytes and of the form, in hexadecimal."""
        self.stream.seek(0)
        digest = sha256(repr(self.form).encode())
        while block := self.stream.read(1 << 20):
            digest.update(block)
        return digest.hexdigest()

    def rows(self) -> Iterator[RequestRow | PassedOver | Fault]:
        """Read every row in order, or what is wrong with it, or what holds no request.

        Raises RequestsError if no row can be read.
        """
        self.blank_rows = 0
        encoding = encoding_of(self.stream, self.file, self.form.encoding)
        first = self._first_line(encoding)
        if first[:1] not in FHIR_BEGINNINGS:
            return self._table_rows()
        lines = utf8_lines(self.stream, self.file, encoding)
        return self._json_rows(lines) if _is_object(first) else self._fhir_rows(lines)

    @property
    def is_divisible(self) -> bool:
        """Whether some requests can be refused and the others met; not in one FHIR resource."""
        first = self._first_line(encoding_of(self.stream, self.file, self.form.encoding))
        return first[:1] not in FHIR_BEGINNINGS or _is_object(first)

    def refused(self, reasons: Reasons) -> tuple[str, Iterator[bytes]]:
        """Return the ending and the content of the file of refused requests; see RequestSource."""
        encoding = encoding_of(self.stream, self.file, self.form.encoding)
        if self._first_line(encoding)[:1] not in FHIR_BEGINNINGS:
            table = Table(self.stream, self.file, self.form)
            return ".csv", encoded(refused_rows(table, reasons), encoding)
        lines = utf8_lines(self.stream, self.file, encoding)
        return ".jsonl", encoded(refused_lines(lines, reasons), encoding)

    def _first_line(self, encoding: str) -> bytes:
        """Return the first line with a word in the first part of the stream; then go back."""
        size, first = 0, b""
        with closing(utf8_lines(self.stream, self.file, encoding)) as lines:
            for line in lines:
                size += len(line)
                first = line.strip()
                if first or size > LINE_BYTES:
                    break
        self.stream.seek(0)
        return first

    def _table_rows(self) -> Iterator[RequestRow | Fault]:
        table = Table(self.stream, self.file, self.form)
        for record in table.records():
            if record.is_blank:
                self.blank_rows += 1
            else:
                yield self._table_row(record, table)

    def _table_row(self, record: Record, table: Table) -> RequestRow | Fault:
        (line, _, cells), columns = record, table.columns
        if cells is None:
            return self._fault(line, "B110", "The row is not valid CSV.", "Look at its quotes.")
        if len(cells) != len(columns):
            message = f"The row has {len(cells)} cells; the heading has {len(columns)}."
            return self._fault(line, "B103", message, "Put quotes around text that holds commas.")
        if table.nameless and any(cells[index].strip() for index in table.nameless):
            message = "A cell stands in a column without a name; the row may be shifted."
            hint = "Put quotes around text that holds commas, or give the column a name."
            return self._fault(line, "B103", message, hint)
        pairs = zip(columns, cells, strict=True)
        return self._row(line, {name: cell for name, cell in pairs if name and cell.strip()})

    def _row(self, line: int, cells: dict[str, object]) -> RequestRow | Fault:
        try:
            return RequestRow(line, read_cells(cells, self.form))
        except UsageError as error:
            return self._fault(line, error.code, error.says, error.hint)

    def _json_rows(self, lines: Iterator[bytes]) -> Iterator[RequestRow | PassedOver | Fault]:
        """Read one JSON object a line: a request, or a resource of FHIR."""
        for number, line in enumerate(lines, 1):
            if line.isspace():
                self.blank_rows += 1
                continue
            try:
                cells = parse(line, Place(self.file, number))
            except JsonError as error:
                yield from error.faults
                continue
            if not isinstance(cells, dict):
                hint = "Write one JSON object a line."
                yield self._fault(number, "B110", "The line is not a JSON object.", hint)
            elif "resourceType" in cells:
                yield from self._dispense_rows(line, number)
            else:
                yield self._json_row(number, cells)

    def _json_row(self, line: int, cells: dict[str, object]) -> RequestRow | Fault:
        try:
            return self._row(line, self._names.by_our_names(cells))
        except UsageError as error:
            return self._fault(line, error.code, error.says, error.hint)

    def _fhir_rows(self, lines: Iterator[bytes]) -> Iterator[RequestRow | PassedOver | Fault]:
        """Read one FHIR resource that fills the file."""
        source = _join(lines, max(JSON_BYTES, XML_BYTES) + 1)
        if b'"resourceType"' not in source and b"http://hl7.org/fhir" not in source:
            hint = "Write one JSON object a line."
            raise RequestsError([self._fault(1, "B110", "The file is not FHIR.", hint)])
        yield from self._dispense_rows(source, 0)

    def _dispense_rows(self, source: bytes, line: int) -> Iterator[RequestRow | PassedOver | Fault]:
        """Read each record in FHIR as a row, as `read_dispenses` does.

        source: a resource or a bundle. line: where it begins; 0 if it is the whole file, whose rows
        are numbered instead. Raises RequestsError if the whole file cannot be read.
        """
        # imported here because few batches are in FHIR
        from ..exchange.fhir.reading import Dispense, read_dispenses

        number, any_status = 0, self.form.any_status
        try:
            for item in read_dispenses(
                source, self.file, line, any_status=any_status, particulars=True
            ):
                if isinstance(item, SourceError):
                    yield from item.faults
                elif isinstance(item, Dispense):
                    number += 1
                    cells = dispense_cells(item)
                    yield RequestRow(line or number, cells, item.product, item.dosages)
                else:
                    yield item
        except SourceError as error:
            if not line:
                raise RequestsError(error.faults) from None
            yield from error.faults

    def _fault(self, line: int, code: str, message: str, hint: str) -> Fault:
        """Return a fault, whose words never repeat a cell, because it may name a patient."""
        return Fault(code, Place(self.file, line), message, hint)


class LibraryRequests:
    """A request for each monograph of a library, in each language and layout."""

    file = "--all"
    blank_rows = 0
    is_divisible = True

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

    def refused(self, reasons: Reasons) -> tuple[str, Iterator[bytes]]:
        """Return the refused requests as JSON Lines; see RequestSource."""
        lines = (to_json(row.cells).encode() for row in self.rows())
        return ".jsonl", encoded(refused_lines(lines, reasons), "utf-8")


def dispense_cells(dispense: Dispense) -> dict[str, object]:
    """Return the cells of a dispense.

    The identifier, which names a file, is the value alone, without its system; a store knows the
    dispense by both, as `leaflets attach` does.
    """
    reference = dispense.identifier.rpartition("|")[2]
    cells = {
        "identifier": reference.rpartition("/")[2],
        "patient": dispense.patient_name,
        "patient-reference": dispense.patient,
        "dispense-reference": dispense.identifier,
        "prescription-reference": dispense.prescription,
        "encounter-reference": dispense.encounter,
        "product": dispense.product.names[0] if dispense.product.names else "",
        "quantity": dispense.quantity,
        "dispensed": dispense.handed_over[:10],
        "reference": reference,
    }
    return {name: value for name, value in cells.items() if value.strip()}


def _join(lines: Iterable[bytes], enough_bytes: int) -> bytes:
    """Join lines until there are enough bytes, or no more lines."""
    parts, size = [], 0
    for line in lines:
        parts.append(line)
        size += len(line)
        if size >= enough_bytes:
            break
    return b"".join(parts)


def _is_object(line: bytes) -> bool:
    """Return whether a line is a complete JSON object, not only the beginning of one."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
