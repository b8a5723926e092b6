"""What the codes of a font in any PDF say: its ToUnicode map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["NO_ENCODING", "Encoding", "encoding_of", "shown_text"]

_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SECTIONS = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


class Encoding(NamedTuple):
    """What the codes of a font say. texts: by code. code_bytes: of each code in a string."""

    texts: dict[int, str]
    code_bytes: int


NO_ENCODING = Encoding({}, 1)


def encoding_of(font: Any) -> Encoding:
    """Return the encoding of a font object of pikepdf."""
    return Encoding(_unicode(font), 2 if font.get("/Subtype") == "/Type0" else 1)


def shown_text(operands: Any, font: Encoding) -> str:
    """Return the text that an operator shows. operands: of Tj, TJ, ' or "."""
    from pikepdf import Array, String

    strings = operands[-1]
    strings = (
        [part for part in strings if isinstance(part, String)]
        if isinstance(strings, Array)
        else [strings]
    )
    return "".join(font.texts.get(code, "\ufffd") for code in _codes(strings, font.code_bytes))


def _codes(strings: Any, code_bytes: int) -> Iterator[int]:
    for string in map(bytes, strings):
        for at in range(0, len(string), code_bytes):
            yield int.from_bytes(string[at : at + code_bytes], "big")


def _unicode(font: Any) -> dict[int, str]:
    """Return the characters of a font's codes, from its ToUnicode map."""
    table: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return table
    for kind, body in _SECTIONS.findall(font.ToUnicode.read_bytes().decode("latin-1")):
        for code, character in _PAIR.findall(body) if kind == "bfchar" else ():
            table[int(code, 16)] = bytes.fromhex(character).decode("utf-16-be", "replace")
        for first, last, start in _RANGE.findall(body) if kind == "bfrange" else ():
            for offset in range(min(int(last, 16) - int(first, 16), 255) + 1):
                table[int(first, 16) + offset] = chr(int(start, 16) + offset)
    return table
