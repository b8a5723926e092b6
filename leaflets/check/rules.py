"""The rules of notation: one row each."""

from __future__ import annotations

from typing import Final, Literal

from ..record import record

__all__ = ["RULES", "Rule", "Severity"]

Severity = Literal["error", "warning"]


@record
class Rule:
    """What must not stand in directions.

    bad: an example. read_as: what people take it for. repair: what to do, a sentence; it may name
    groups of the pattern. english: searched for in English alone. exact: capitals count. capitals:
    they count, and it is not searched for where every letter is a capital.
    """

    code: str
    severity: Severity
    bad: str
    read_as: str
    repair: str
    pattern: str
    source: str
    english: bool = False
    exact: bool = False
    capitals: bool = False


JC: Final = "Joint Commission"
ISMP: Final = "ISMP"

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "C301", "error", "1.0 mg", "ten times as much", r"Write \1.",
        r"(?<![\d.,])(\d+(?={point}{group}0+(?!\d))|\d+{point}\d*[1-9](?=0+(?!\d)))[.,]?0+"
        r"(?!\d|\s?[ap]\.?m)", JC,
    ),
)  # fmt: skip
