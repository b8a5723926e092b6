"""The door to liblouis, the library that knows the braille of many languages.

No package of it for Python has its tables, so it is loaded as the system has it.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, Final

from ..base.errors import TypesetError, UsageError

__all__ = ["ASCII", "cell_of", "liblouis", "translate", "unknown_characters"]

NAMES: Final = ("liblouis.so.20", "liblouis.so", "liblouis.20.dylib", "liblouis.dylib")
# liblouis.h: cells instead of letters, as characters of Unicode; nothing for what is unknown
DOTS: Final = 4
UNICODE: Final = 64
NO_UNKNOWN: Final = 128
BLANK: Final = "\u2800"
CELLS: Final = 64  # of six dots
# North American Braille ASCII: the sign of each of the 64 cells, in the order of Unicode
ASCII: Final = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="


@cache
def liblouis() -> Any:
    """Return the library, loaded once a process. Raises UsageError where it is not installed."""
    for name in NAMES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.lou_registerLogCallback(SILENT)
        return library
    raise UsageError(
        "Braille needs liblouis, which is not installed.",
        "Install it with its tables; on Debian and Ubuntu: apt install liblouis20 liblouis-data.",
        code="U210",
    )


# liblouis prints nothing: what goes wrong is told by an error. C keeps the function, so we do
SILENT: Final = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p)(lambda _level, _message: None)


def translate(text: str, table: str) -> str:
    """Return a text in cells of six dots, each a sign of North American Braille ASCII.

    table: the file of a table. Raises TypesetError where the table fails, and UsageError.
    """
    return "".join(map(_ascii, _cells(text, table, DOTS | UNICODE)))


def cell_of(dots: str) -> str:
    """Return the sign of North American Braille ASCII for a cell with these dots, such as 356."""
    return ASCII[sum(1 << (int(dot) - 1) for dot in dots)]


@cache
def unknown_characters(characters: frozenset[str], table: str) -> tuple[str, ...]:
    """Return those that a table has no cells for, sorted."""
    mode = DOTS | UNICODE | NO_UNKNOWN
    return tuple(
        char for char in sorted(characters) if not _cells(char, table, mode).strip(BLANK + " ")
    )


def _ascii(cell: str) -> str:
    number = ord(cell) - ord(BLANK) if cell != " " else 0
    if not 0 <= number < CELLS:
        message = "The table of braille writes eight dots, and BRF has six."
        raise TypesetError(message, "Please report it.", code="T531")
    return ASCII[number]


def _cells(text: str, table: str, mode: int) -> str:
    """Return what liblouis makes of a text."""
    library = liblouis()
    size = library.lou_charSize()
    encoding, room = ("utf-32-le" if size == 4 else "utf-16-le"), len(text) * 12 + 64
    characters = ctypes.create_string_buffer(text.encode(encoding))
    cells = ctypes.create_string_buffer(room * size)
    length, written = ctypes.c_int(len(characters.raw[:-1]) // size), ctypes.c_int(room)
    expected = length.value
    done = library.lou_translateString(
        table.encode(), characters, ctypes.byref(length), cells, ctypes.byref(written),
        None, None, mode,
    )  # fmt: skip
    if not done or length.value != expected:
        message = f"liblouis cannot use its table {table}."
        raise TypesetError(message, "Install its tables: liblouis-data.", code="T531")
    return cells.raw[: written.value * size].decode(encoding)
