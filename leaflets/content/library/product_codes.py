"""A pharmacy's own table of product codes: codes.csv, from code to monograph.

Its columns are system, code and monograph, and, where the pharmacy knows them, the strength of the
product and its name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final, NamedTuple

from ...base.errors import Fault, Place, VocabularyError
from ...base.limits import CODE_MAP_BYTES
from .code_lists import CodeLists, comparable_code
from .lookup import Library
from .names import is_name

__all__ = ["CodedProduct", "load_product_codes", "read_product_codes"]

REQUIRED: Final = ("system", "code", "monograph")
COLUMNS: Final = (*REQUIRED, "strength", "name")
FAULTS: Final = 20  # of one table; the next ones are mostly the same


class CodedProduct(NamedTuple):
    """A product of the table. strength, name: "" if the table does not give them."""

    monograph: str
    strength: str = ""
    name: str = ""


def load_product_codes(library: Library, codes: CodeLists) -> dict[tuple[str, str], CodedProduct]:
    """Read the table of a library's own folder; empty without one. Raises VocabularyError."""
    file = library.product_codes()
    return read_product_codes(file.source, file.file, codes) if file else {}


def read_product_codes(
    source: bytes, file: str, codes: CodeLists
) -> dict[tuple[str, str], CodedProduct]:
    """Return the products of a table, by the system and code that `CodeLists.key` returns.

    source: CSV in UTF-8 with a heading. Raises VocabularyError with the first faults.
    """
    if len(source) > CODE_MAP_BYTES:
        raise _refusal(file, 0, f"The table has more than {CODE_MAP_BYTES} bytes.", "Split it.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise _refusal(file, line, "The line is not UTF-8.", "Save the table as UTF-8.") from None
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _products(rows, file, codes)
    except csv.Error:
        hint = "Look at its quotes."
        raise _refusal(file, rows.line_num, "The row is not valid CSV.", hint) from None


def _products(
    rows: Iterator[list[str]], file: str, codes: CodeLists
) -> dict[tuple[str, str], CodedProduct]:
    columns = _columns(next(rows, []), file)
    order = [columns.index(name) if name in columns else -1 for name in COLUMNS]
    short_names: dict[str, str] = {}
    monographs: set[str] = set()  # valid names
    products: dict[tuple[str, str], CodedProduct] = {}
    faults: list[Fault] = []
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        cells = [cell.strip() for cell in row]
        cells.append("")  # of a column that the table lacks
        system, code, monograph, strength, name = [cells[at] for at in order]
        if monograph not in monographs and is_name(monograph):
            monographs.add(monograph)
        if len(row) != len(columns) or not (system and code and monograph in monographs):
            message = (
                "The row lacks a system, a code or the name of a monograph, or has more cells."
            )
            faults.append(_fault(file, number, message, f"Write: {', '.join(columns)}."))
        else:
            if system not in short_names:
                short_names[system] = codes.short_name(system)
            key = short_names[system], comparable_code(short_names[system], code)
            product = CodedProduct(monograph, strength, name)
            if products.setdefault(key, product) != product:
                message = "The code stands further up with another product."
                faults.append(_fault(file, number, message, "Keep the right one."))
        if len(faults) >= FAULTS:
            break
    if faults:
        raise VocabularyError(faults)
    return products


def _columns(heading: list[str], file: str) -> list[str]:
    columns = [name.strip().casefold() for name in heading]
    if not set(REQUIRED) <= set(columns) <= set(COLUMNS) or len(set(columns)) < len(columns):
        message = "The heading does not name the columns."
        hint = f"Write {', '.join(REQUIRED)}, and, if you like, strength and name."
        raise _refusal(file, 1, message, hint)
    return columns


def _fault(file: str, line: int, message: str, hint: str) -> Fault:
    return Fault("V205", Place(file, line), message, hint)


def _refusal(file: str, line: int, message: str, hint: str) -> VocabularyError:
    return VocabularyError([_fault(file, line, message, hint)])
