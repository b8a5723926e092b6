"""The JSON door for files of others: text to plain values, refusing what is vague or hostile.

Numbers stay as typed, so that "250.0" is not printed as 250, and no digits can take a day to
convert. What another program reads otherwise (a key given twice, NaN) is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from ..base.errors import Fault, JsonError, Place
from ..base.limits import JSON_BYTES, JSON_DEPTH, JSON_VALUES

__all__ = ["JsonNumber", "json_lines", "parse", "to_json"]

# a string, closed or not, so that brackets inside it do not count and no input is scanned twice
TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{\]},]', re.DOTALL)
KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
HALF: Final = re.compile("[\ud800-\udfff]")
HALF_ESCAPED: Final = re.compile(rb"\\u[dD][89a-fA-F]")


class JsonNumber(str):
    """A number exactly as typed."""

    __slots__ = ()


class _Doubled(dict[str, Any]):
    """An object in which a key stands twice."""

    twice: str


def parse(source: bytes, place: Place) -> Any:
    """Return the value of a JSON text: dict, list, str, JsonNumber, bool, None.

    Raises JsonError.
    """
    if len(source) > JSON_BYTES:
        says = f"The JSON is larger than {JSON_BYTES // 1024 // 1024} MiB."
        _refuse("J202", place, says, "Split it.")
    _refuse_large(source, place)
    doubled: list[str] = []

    def gathered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        made = _Doubled(found)
        names = [name for name, _ in pairs]
        made.twice = next(name for name in names if names.count(name) > 1)
        doubled.append(made.twice)
        return made

    value = _loaded(source, place, gathered)
    if doubled or HALF_ESCAPED.search(source):
        _refuse_inside(value, place)
    return value


def json_lines(source: bytes) -> Iterator[tuple[int, bytes]]:
    """The json_lines of a file of JSON json_lines that are not blank, numbered from 1."""
    for number, line in enumerate(source.split(b"\n"), 1):
        if line.strip():
            yield number, line


def to_json(value: Any) -> str:
    """A value as JSON, with each number as it was typed."""
    if isinstance(value, JsonNumber):
        return str(value)
    if isinstance(value, dict):
        return (
            "{"
            + ",".join(f"{json.dumps(key)}:{to_json(each)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    return json.dumps(value)


def _loaded(source: bytes, place: Place, gathered: Any) -> Any:
    try:
        return json.loads(
            source.decode("utf-8-sig"),
            object_pairs_hook=gathered,
            parse_int=JsonNumber,
            parse_float=JsonNumber,
            parse_constant=lambda name: _refuse(
                "J205", place, f"{name} is not a number of JSON.", "Leave the value out."
            ),
        )
    except UnicodeDecodeError:
        _refuse("J201", place, "The JSON is not UTF-8.", "Save it as UTF-8.")
    except json.JSONDecodeError as fault:
        if not place.line:
            place = Place(place.file, fault.lineno, fault.colno)
        _refuse("J201", place, "This is not JSON from here on.", "Export the file again.")


def _refuse_large(source: bytes, place: Place) -> None:
    """Count before anything is built: deep nesting would end Python, many values fill memory."""
    depth = values = 0
    for token in TOKEN.finditer(source):
        first = source[token.start()]
        if first in b"[{":
            depth += 1
            values += 1
            if depth > JSON_DEPTH:
                _refuse(
                    "J203", place, f"The JSON is nested more than {JSON_DEPTH} deep.", "Split it."
                )
        elif first in b"]}":
            depth -= 1
        elif first in b",":
            values += 1
        if values > JSON_VALUES:
            _refuse("J202", place, f"The JSON holds more than {JSON_VALUES:,} values.", "Split it.")


def _refuse_inside(value: Any, place: Place) -> None:
    """Name the path of a key given twice, or of half a character."""
    faults = []
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, each = waiting.pop()
        at = place._replace(file=f"{place.file}:{path}" if path else place.file)
        if isinstance(each, _Doubled):
            says = f"'{below_key('', each.twice)}' is given twice in one object."
            faults.append(Fault("J204", at, says, "Keep one."))
        if isinstance(each, dict):
            waiting += [(below_key(path, key), below) for key, below in each.items()]
        elif isinstance(each, list):
            waiting += [(f"{path}[{number}]", below) for number, below in enumerate(each)]
        elif isinstance(each, str) and HALF.search(each):
            says = "A text holds half of a character."
            faults.append(Fault("J206", at, says, "Export the file again."))
    if faults:
        raise JsonError(faults)


def below_key(path: str, key: str) -> str:
    """The path of what stands behind a key. A key that is no plain word is not repeated."""
    name = key if KEY.fullmatch(key) else "?"
    return f"{path}.{name}" if path else name


def _refuse(code: str, place: Place, says: str, hint: str) -> NoReturn:
    raise JsonError([Fault(code, place, says, hint)])
