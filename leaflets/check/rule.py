"""What a rule of notation is."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

__all__ = ["Rule", "Severity", "Writing"]

Severity = Literal["error", "warning"]
Writing = Literal["any", "decimal-point", "decimal-comma", "right-to-left"]


class Rule(Struct, frozen=True):
    """A notation that must not stand in directions.

    example: of the notation. read_as: what people take it for. repair: what to do, a sentence that
    may refer to groups of the pattern. pattern: a regular expression, whose group "shown" is
    reported if it has one; {point}, {group}, {or} and {date} are filled in by language, and so is
    {thousands} of the repair, a number whose digits are in groups. source: the
    list that names it; own: none that we know of. exact: capitals matter. writing: where it holds:
    in languages with this decimal sign, or in those that are written from right to left.
    """

    code: str
    severity: Severity
    example: str
    read_as: str
    repair: str
    pattern: str
    source: str
    exact: bool = False
    writing: Writing = "any"
