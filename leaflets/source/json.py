"""Parse JSON of other systems to plain values, and refuse what is ambiguous or hostile.

Numbers stay as typed, so that "250.0" is not printed as 250, and no number of digits can take a day
to convert. What other programs read differently (a repeated key, NaN) is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NoReturn

from ..base.errors import Fault, JsonError, LeafletsError, Place
from ..base.limits import JSON_BYTES, JSON_DEPTH, JSON_VALUES

__all__ = ["JsonNumber", "error_values", "json_lines", "object_lines", "parse", "to_json"]

# a string, closed or not, so that brackets inside it do not count and no input is scanned twice
TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{\]},]', re.DOTALL)
KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
SURROGATE: Final = re.compile("[\ud800-\udfff]")
SURROGATE_ESCAPE: Final = re.compile(rb"\\u[dD][89a-fA-F]")


class JsonNumber(str):
    """A number exactly as typed."""

    __slots__ = ()


class _RepeatedKeyObject(dict[str, Any]):
    """An object in which a key occurs more than once."""

    repeated_key: str


def parse(source: bytes, place: Place) -> Any:
    """Return the value of a JSON text: dict, list, str, JsonNumber, bool, None.

    place: of the text, for messages. Raises JsonError.
    """
    _check_size(source, place)
    has_repeated_keys = False

    def make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_repeated_keys
        by_key = dict(pairs)
        if len(by_key) == len(pairs):
            return by_key
        has_repeated_keys = True
        names = [name for name, _ in pairs]
        value = _RepeatedKeyObject(by_key)
        value.repeated_key = next(name for name in names if names.count(name) > 1)
        return value

    value = _load(source, place, make_object)
    if has_repeated_keys or SURROGATE_ESCAPE.search(source):
        _check_contents(value, place)
    return value


def json_lines(source: bytes) -> Iterator[tuple[int, bytes]]:
    """Iterate over the lines of a JSON Lines file that are not blank, with numbers from 1."""
    for number, line in enumerate(source.split(b"\n"), 1):
        if line.strip():
            yield number, line


def error_values(error: LeafletsError | None) -> dict[str, str] | None:
    """Return why something cannot be read as plain values; None if it can."""
    return {"code": error.code, "says": error.says} if error else None


def to_json(value: Any) -> str:
    """Write a value as JSON, with each number as it was typed."""
    if isinstance(value, JsonNumber):
        return str(value)
    if isinstance(value, dict):
        members = (f"{json.dumps(key)}:{to_json(member)}" for key, member in value.items())
        return f"{{{','.join(members)}}}"
    if isinstance(value, list):
        return f"[{','.join(map(to_json, value))}]"
    return json.dumps(value)


def _load(source: bytes, place: Place, make_object: Any) -> Any:
    try:
        return json.loads(
            source.decode("utf-8-sig"),
            object_pairs_hook=make_object,
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


def _check_size(source: bytes, place: Place) -> None:
    """Limit bytes, depth and values before anything is built: depth would crash Python."""
    if len(source) > JSON_BYTES:
        message = f"The JSON is larger than {JSON_BYTES // 1024 // 1024} MiB."
        _refuse("J202", place, message, "Split it.")
    openings = source.count(b"[") + source.count(b"{")
    if openings <= JSON_DEPTH and openings + source.count(b",") <= JSON_VALUES:
        return  # so few are neither too deep nor too many, wherever they stand
    depth = values = 0
    for token in TOKEN.finditer(source):
        first = source[token.start()]
        if first in b"[{":
            depth += 1
            values += 1
            if depth > JSON_DEPTH:
                message = f"The JSON is nested more than {JSON_DEPTH} deep."
                _refuse("J203", place, message, "Split it.")
        elif first in b"]}":
            depth -= 1
        elif first in b",":
            values += 1
        if values > JSON_VALUES:
            _refuse("J202", place, f"The JSON holds more than {JSON_VALUES:,} values.", "Split it.")


def _check_contents(root: Any, place: Place) -> None:
    """Report the path of each repeated key and of each text with half of a surrogate pair."""
    faults = []
    pending: list[tuple[str, Any]] = [("", root)]
    while pending:
        path, value = pending.pop()
        at = place._replace(path=path)
        if isinstance(value, _RepeatedKeyObject):
            message = f"'{_join('', value.repeated_key)}' is given twice in one object."
            faults.append(Fault("J204", at, message, "Keep one."))
        if isinstance(value, dict):
            pending += [(path, key) for key in value if SURROGATE.search(key)]
            pending += [(_join(path, key), member) for key, member in value.items()]
        elif isinstance(value, list):
            pending += [(f"{path}[{number}]", item) for number, item in enumerate(value)]
        elif isinstance(value, str) and SURROGATE.search(value):
            message = "A text holds half of a character."
            faults.append(Fault("J206", at, message, "Export the file again."))
    if faults:
        raise JsonError(faults)


def _join(path: str, key: str) -> str:
    """Append a key to a path. A key that is not a plain word may name a person, and becomes ?."""
    name = key if KEY.fullmatch(key) else "?"
    return f"{path}.{name}" if path else name


def _refuse(code: str, place: Place, message: str, hint: str) -> NoReturn:
    raise JsonError([Fault(code, place, message, hint)])


def object_lines(members: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Yield the lines of one JSON object in ASCII, a member a line, as its members come.

    The value of a member is anything that JSON has; an iterator is an array, an item a line while
    it is read, so that a member after it can hold its count.
    """
    yield "{"
    last = ""
    for key, value in members:
        if last:
            yield f"{last},"
        if isinstance(value, Iterator):
            yield f"{json.dumps(key)}: ["
            yield from _items(value)
            last = "]"
        else:
            last = f"{json.dumps(key)}: {json.dumps(value)}"
    if last:
        yield last
    yield "}"


def _items(values: Iterator[object]) -> Iterator[str]:
    last = ""
    for value in values:
        if last:
            yield f"{last},"
        last = json.dumps(value)
    if last:
        yield last
