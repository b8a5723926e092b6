"""The encoding of a file of requests: recognised where it can be, and otherwise asked for."""

from __future__ import annotations

import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Generator
from typing import IO, Final

from ..base.errors import Fault, Place, RequestsError

__all__ = ["LINE_BYTES", "encoding_of", "text_lines", "utf8_lines"]

LINE_BYTES: Final = 1024 * 1024
UTF_8, UTF_8_MARKED, UTF_16 = "utf-8", "utf-8-sig", "utf-16"
SAVE: Final = "Save it as 'CSV UTF-8'"
OR_NAME_IT: Final = (
    f"{SAVE}; or say how it was saved: --encoding windows-1252 in western Europe and America, "
    "windows-1250 in central Europe; 'leaflets help batch' has more."
)


def encoding_of(stream: IO[bytes], file: str, stated_encoding: str | None) -> str:
    """Return the encoding of a stream, and leave the stream at its beginning.

    stated_encoding: by the user. Raises RequestsError if the beginning of the file contradicts
    that, or is not text.
    """
    stream.seek(0)
    first = stream.readline(4)
    if first.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding = UTF_16
    elif first.startswith(BOM_UTF8):
        encoding = UTF_8_MARKED
    elif b"\0" in first and stated_encoding != UTF_16:
        message = "The file is not UTF-8; it looks like UTF-16 without its mark."
        raise RequestsError([_fault(file, 1, message, f"{SAVE}.")])
    elif stated_encoding == UTF_16:
        message = "The file does not begin with the mark of UTF-16."
        raise RequestsError([_fault(file, 1, message, f"{SAVE}, and leave --encoding out.")])
    else:
        encoding = stated_encoding or UTF_8
    stream.seek(0)
    if stated_encoding in (None, encoding) or (stated_encoding, encoding) == (UTF_8, UTF_8_MARKED):
        return encoding
    raise RequestsError([_contradiction(file, 1, encoding)])


def text_lines(stream: IO[bytes], file: str, encoding: str) -> Generator[str]:
    """Yield the lines of a stream as text, with their ends.

    Raises RequestsError at the first line that is not in that encoding.
    """
    errors = "replace" if encoding == UTF_16 else "surrogateescape"
    text = io.TextIOWrapper(stream, encoding, errors=errors, newline="")
    try:
        for number, line in enumerate(iter(text.readline, ""), 1):
            if not line.isascii():
                _check_line(line, file, number, encoding)
            yield line
    finally:
        if not stream.closed:  # it is closed if the batch was stopped half-way
            text.detach()


def utf8_lines(stream: IO[bytes], file: str, encoding: str) -> Generator[bytes]:
    """Yield the lines of a stream as UTF-8, without its mark; see `text_lines`.

    What is UTF-8 already is not checked, and its lines are cut at LINE_BYTES.
    """
    if encoding in (UTF_8, UTF_8_MARKED):
        if encoding == UTF_8_MARKED:
            stream.seek(len(BOM_UTF8))
        yield from iter(lambda: stream.readline(LINE_BYTES), b"")
        return
    for line in text_lines(stream, file, encoding):
        yield line.encode()


def _check_line(line: str, file: str, number: int, encoding: str) -> None:
    """Raise RequestsError if a line was not in its encoding, or evidently is in another."""
    if encoding == UTF_16:
        if "\ufffd" in line:
            message = "The line is damaged: it is not UTF-16."
            raise RequestsError([_fault(file, number, message, f"{SAVE}.")])
        return
    try:
        line.encode()
    except UnicodeEncodeError:  # bytes that have no meaning were read as lone surrogates
        if encoding in (UTF_8, UTF_8_MARKED):
            message = "The file is not UTF-8: this is the first line with other letters."
            raise RequestsError([_fault(file, number, message, OR_NAME_IT)]) from None
        message = f"The file is not {encoding}: this line has a letter that it does not know."
        raise RequestsError([_fault(file, number, message, OR_NAME_IT)]) from None
    if encoding not in (UTF_8, UTF_8_MARKED) and _is_utf8(line.encode(encoding)):
        raise RequestsError([_contradiction(file, number, UTF_8)])


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _contradiction(file: str, line: int, encoding: str) -> Fault:
    message = f"The file is {encoding.removesuffix('-sig').upper()}, and --encoding says otherwise."
    return _fault(file, line, message, "Leave --encoding out.")


def _fault(file: str, line: int, message: str, hint: str) -> Fault:
    return Fault("B111", Place(file, line), message, hint)
