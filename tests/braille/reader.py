"""BRF read back: its pages, and its words as liblouis reads them."""

from __future__ import annotations

import ctypes
import os

import pytest

from leaflets import UsageError
from leaflets.braille.liblouis import ASCII, liblouis

DOTS = 0x8000  # a cell as liblouis has it, whose dots are added to this
BACK = 4  # cells come in, not letters


def is_installed() -> bool:
    """Return whether liblouis is there."""
    try:
        liblouis()
    except UsageError:
        return False
    return True


# where everything must be tried, its absence is a failure
needs_liblouis = pytest.mark.skipif(
    not is_installed() and "CI" not in os.environ, reason="liblouis is not installed"
)


def pages(brf: str) -> list[list[str]]:
    """The lines of each page."""
    assert brf.endswith("\r\n\f")
    return [page.removesuffix("\r\n").split("\r\n") for page in brf.split("\f")[:-1]]


def cells(brf: str) -> list[str]:
    """The words in cells, in order, without frames and numbers of pages."""
    text = ""
    for page in pages(brf):
        for line in page[:-1]:
            if not line or set(line) in ({"7"}, {"G"}):
                continue
            goes_on = len(line) == 40 and line.endswith('"')
            text += line.lstrip()[:-1] if goes_on else line.lstrip() + " "
    return text.split()


def back_translated(words: list[str], table: str) -> list[str]:
    """The words that liblouis reads in cells."""
    text = " ".join(words)
    library, size = liblouis(), liblouis().lou_charSize()
    encoding, room = ("utf-32-le" if size == 4 else "utf-16-le"), 4 * len(text) + 64
    given = "".join(chr(DOTS + ASCII.index(sign)) for sign in text)
    source = ctypes.create_string_buffer(given.encode(encoding))
    letters = ctypes.create_string_buffer(room * size)
    length, written = ctypes.c_int(len(given)), ctypes.c_int(room)
    assert library.lou_backTranslateString(
        table.encode(), source, ctypes.byref(length), letters, ctypes.byref(written),
        None, None, BACK,
    )  # fmt: skip
    assert length.value == len(given)
    return letters.raw[: written.value * size].decode(encoding).split()
