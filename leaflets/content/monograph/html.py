"""Warn of HTML that was typed into a text, because its signs would be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from ...base.errors import Fault, MonographError
from ...source.schema import quoted
from .model import Monograph
from .texts import printed_texts

__all__ = ["html_warnings"]

TAG: Final = re.compile(
    r"</?(?:a|b|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|sub|sup|table|t[dhr]|u|ul)"
    r"(?:\s[^<>]*)?/?>|&(?:#x?[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});",
    re.IGNORECASE,
)
RAISED: Final = re.compile(r"</?su[bp]", re.IGNORECASE)


def html_warnings(monograph: Monograph) -> Iterator[Fault]:
    """Yield a warning (M217) for each text with a tag or an entity of HTML."""
    for text, place in printed_texts(monograph):
        if "<" not in text and "&" not in text:
            continue
        for match in TAG.finditer(text):
            found = match.group()
            if found[0] == "<" or unescape(found) != found:
                message = f"{quoted(found)} is printed as it stands, because a text is no HTML."
                yield Fault(f"{MonographError.letter}217", place, message, _hint(found))
                break


def _hint(found: str) -> str:
    if RAISED.match(found):
        return "Type the raised or lowered sign itself, such as 10⁶ or H₂O."
    if found[0] == "&":
        return f"Type the character itself: {unescape(found)}"
    return "Write **words** for strong words, and paragraphs, lists and tables as blocks."
