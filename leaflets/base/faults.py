"""Faults of a source file, their places, and how they are told together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Place(NamedTuple):
    """The place of a value: a file as the user named it, with line and column from 1.

    path: of the value in JSON or FHIR, such as Bundle.entry[1].resource.status.
    """

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part)


class Fault(NamedTuple):
    """One fault in one place of a source file. says: what is wrong. hint: the next step."""

    code: str
    place: Place
    says: str
    hint: str

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.says} {self.hint}".rstrip()


def fault_values(fault: Fault) -> dict[str, str | int]:
    """Return a fault as the plain values of JSON."""
    place = fault.place
    return {
        "code": fault.code, "file": place.file, "line": place.line, "column": place.column,
        "says": fault.says, "hint": fault.hint,
    }  # fmt: skip


def fault_lines(faults: Iterable[Fault]) -> list[str]:
    """Return a line for each different fault: the first, and on which lines the same stands."""
    places: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        key = (fault.place.file, fault.place.path, fault.code, fault.says, fault.hint)
        places.setdefault(key, []).append(fault)
    return [_with_repeats(*equal_faults) for equal_faults in places.values()]


def _with_repeats(first: Fault, *repeats: Fault) -> str:
    lines = list(dict.fromkeys(str(repeat.place.line) for repeat in repeats))
    if not repeats or not first.place.line:
        return "\n".join(map(str, (first, *repeats)))
    line_list = " and ".join([", ".join(lines[:-1]), lines[-1]] if lines[1:] else lines)
    return f"{first} The same on line{'s' if lines[1:] else ''} {line_list}."
