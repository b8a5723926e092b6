"""`--json`: what a command finds, as one JSON object; `leaflets help json` names its keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from ..base.errors import Fault, LeafletsError
from . import console

__all__ = ["error_values", "fault_values", "json_option", "say_object"]


def json_option() -> Callable[[Any], Any]:
    """--json."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print one JSON object, for scripts; 'leaflets help json' tells its keys.",
    )


def say_object(members: Iterable[tuple[str, object]]) -> None:
    """Print one JSON object in ASCII, a member a line, as its members come.

    The value of a member is anything that JSON has; an iterator is an array, printed an item a line
    while it is read, so that a member after it can hold its count.
    """
    console.say_lines(_lines(members))


def _lines(members: Iterable[tuple[str, object]]) -> Iterator[str]:
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


def fault_values(fault: Fault) -> dict[str, object]:
    """Return a fault of a file as plain values."""
    place = fault.place
    return {
        "code": fault.code, "file": place.file, "line": place.line, "column": place.column,
        "says": fault.says, "hint": fault.hint,
    }  # fmt: skip


def error_values(error: LeafletsError | None) -> dict[str, str] | None:
    """Return why something cannot be read as plain values; None if it can."""
    return {"code": error.code, "says": error.says} if error else None
