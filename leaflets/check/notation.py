"""Notation that is known to be misread: searched for in directions before they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from .rules import RULES, Rule, Severity

__all__ = ["Finding", "is_rule", "notation"]

REMEMBERED: Final = 4096  # texts; directions and quantities come again and again
CODES: Final = frozenset(rule.code for rule in RULES)


class Finding(NamedTuple):
    """One dangerous notation. notation: as it stands there. repair: a sentence. at: its index."""

    code: str
    severity: Severity
    notation: str
    read_as: str
    repair: str
    at: int


def is_rule(code: str) -> bool:
    """Whether there is a rule of that code."""
    return code in CODES


@lru_cache(REMEMBERED)
def notation(text: str, language: str) -> tuple[Finding, ...]:
    """What in a text breaks a rule, in its order; each rule is told once.

    language: BCP 47; words and Latin shorthand are searched for in English alone, numbers and
    units in every language.
    """
    found: dict[str, Finding] = {}
    shouted = text == text.upper()  # where everything is in capitals, IN and AS are words
    for rule, pattern in _searched("en" if language.split("-")[0] == "en" else "any"):
        match = None if shouted and rule.capitals else pattern.search(text)
        if match and rule.code not in found:
            found[rule.code] = _finding(rule, match)
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.code)))


def _finding(rule: Rule, match: re.Match[str]) -> Finding:
    shown = (match.groupdict().get("shown") or match[0]).strip()
    repair = match.expand(rule.repair) if "\\" in rule.repair else rule.repair
    return Finding(rule.code, rule.severity, shown, rule.read_as, repair, match.start())


@cache
def _searched(tongue: str) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules for English, or for any other language, whose decimal sign may be a comma."""
    return tuple(_compiled(tongue))


def _compiled(tongue: str) -> Iterator[tuple[Rule, re.Pattern[str]]]:
    for rule in RULES:
        if tongue == "en" or not rule.english:
            point, group = (r"\.", "") if tongue == "en" else ("[.,]", r"(?!\d{3}(?!\d))")
            pattern = rule.pattern.replace("{point}", point).replace("{group}", group)
            yield rule, re.compile(pattern, 0 if rule.capitals or rule.exact else re.IGNORECASE)
