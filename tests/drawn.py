"""What a page draws in marked content, read by pikepdf: each string decoded as its font says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import pikepdf

_PAIR = re.compile(rb"<([0-9a-f]{2})> <([0-9a-f]+)>")


def contents(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The content streams of a page."""
    found = page.obj["/Contents"]
    return list(found) if isinstance(found, pikepdf.Array) else [found]  # type: ignore[call-overload]


def marked(stream: pikepdf.Object, page: pikepdf.Page) -> dict[int, str]:
    """The text of each piece of marked content that a stream draws, by its MCID, in their order."""
    fonts, font, mark = page.resources["/Font"], "", -1
    found: dict[int, list[str]] = {}
    for instruction in pikepdf.parse_content_stream(stream):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "BDC":
            mark = int(operands[1].get("/MCID", -1))  # type: ignore[arg-type,union-attr]
            found[mark] = []
        elif operator == "EMC":
            mark = -1
        elif operator == "Tf":
            font = str(operands[0])
        elif operator == "Tj" and mark >= 0:
            says = _says(fonts[font]["/ToUnicode"].read_bytes())
            found[mark].extend(says[code] for code in bytes(operands[0]))  # type: ignore[arg-type]
    found.pop(-1, None)  # artifacts: headers, footers, lines
    return {mark: "".join(letters) for mark, letters in found.items()}


@lru_cache(512)
def _says(to_unicode: bytes) -> dict[int, str]:
    """The letter of each code."""
    return dict(_pairs(to_unicode))


def _pairs(to_unicode: bytes) -> Iterator[tuple[int, str]]:
    for code, letters in _PAIR.findall(to_unicode.partition(b"beginbfchar")[2]):
        yield int(code, 16), bytes.fromhex(letters.decode()).decode("utf-16-be")
