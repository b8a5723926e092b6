"""The file of refused requests: as they came, each behind the reason, to be mended and given again.

It is in the form, the encoding and with the separator of the file that they came in. The reason
comes first, so that it can be read even if the row itself is broken.
"""

from __future__ import annotations

import json
import re
from codecs import getincrementalencoder
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ..base.errors import JsonError, Place
from ..base.files.groups import GrowingFile
from ..source.json import parse, to_json
from .columns import WHY
from .table import Table

__all__ = ["Reasons", "encoded", "refused_lines", "refused_rows", "write_refused"]

PART: Final = 1 << 16  # bytes that are written at a time, or a little more
Reasons = Iterable[tuple[int, str]]


def write_refused(path: Path, content: Iterable[bytes], *, durable: bool) -> None:
    """Write the file for its owner alone, whole or not at all. Raises WriteError."""
    with GrowingFile(path.with_name(f".{path.name}.part")) as file:
        try:
            parts, size = [], 0
            for part in content:
                parts.append(part)
                size += len(part)
                if size >= PART:
                    file.write(parts)
                    parts, size = [], 0
            file.write(parts)
            file.publish(path, durable=durable)
        except BaseException:
            file.discard()
            raise


def refused_rows(table: Table, reasons: Reasons) -> Iterator[str]:
    """Yield a table with the rows that are refused. table: of which no row was read yet."""
    *before, heading = table.start.splitlines(keepends=True)
    end = heading[len(heading.rstrip("\r\n")) :] or "\n"
    mark = table.separator
    first_cell = re.compile(rf'(?:"(?:[^"]|"")*"|[^"{mark}]*){mark}')

    def row(text: str, why: str) -> str:
        if table.begins_with_why:
            text = first_cell.sub("", text, count=1)
        quoted_reason = why.replace('"', '""')
        return f'"{quoted_reason}"{mark}{text}' + ("" if text.endswith(("\n", "\r")) else end)

    yield from before
    yield row(heading, WHY)
    left = iter(reasons)
    line, why = next(left, (0, ""))
    for record in table.records():
        if record.line == line:
            yield row(record.text, why)
            line, why = next(left, (0, ""))


def refused_lines(lines: Iterable[bytes], reasons: Reasons) -> Iterator[str]:
    """Yield the refused lines of JSON Lines: objects with the reason, other lines as they are."""
    left = iter(reasons)
    refused, why = next(left, (0, ""))
    for number, line in enumerate(lines, 1):
        if number == refused:
            yield _with_why(line, why)
            refused, why = next(left, (0, ""))


def _with_why(line: bytes, why: str) -> str:
    text = line.decode(errors="surrogateescape").strip()
    if f'"{WHY}"' in text:
        text = _without_why(text)
    if not text.startswith("{"):
        return f"{text}\n"
    members = text[1:].lstrip()
    comma = "" if members.startswith("}") else ", "
    return f'{{"{WHY}": {json.dumps(why)}{comma}{members}\n'


def _without_why(text: str) -> str:
    """Return a JSON object without its earlier reason; anything else is returned as it is."""
    try:
        value = parse(text.encode(errors="surrogateescape"), Place(""))
    except JsonError:
        return text
    if not isinstance(value, dict) or WHY not in value:
        return text
    return to_json({name: member for name, member in value.items() if name != WHY})


def encoded(texts: Iterable[str], encoding: str) -> Iterator[bytes]:
    """Yield texts in an encoding, with its mark before the first if it has one."""
    is_unicode = encoding.startswith("utf")
    errors = "surrogateescape" if is_unicode else "backslashreplace"  # of names in a reason
    encoder = getincrementalencoder(encoding)(errors)
    return map(encoder.encode, texts)
