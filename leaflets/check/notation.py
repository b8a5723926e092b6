"""Notation that is known to be misread: searched for in directions before they are printed."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import Final, NamedTuple

from .reading import as_read
from .rules import RULES, Rule, Severity
from .signs import SIGNS, Forms, sifted

__all__ = ["Finding", "find_notation", "is_rule"]

REMEMBERED: Final = 4096  # texts; directions and quantities come again and again
CODES: Final = frozenset(rule.code for rule in RULES)
# decimal signs, what stands after one that groups thousands, and after a Spanish u that means or
ENGLISH: Final = (r"\.", "", "")
ELSEWHERE: Final = (
    "[.,]",
    r"(?!\d{3}(?!\d))",
    r"(?!\s(?:8|11(?!\d)|och|once)|\s\d+\s(?:comprimido|cápsula|gota|sobre|parche|inhalaci|pulsaci))",
)


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
def find_notation(text: str, language: str) -> tuple[Finding, ...]:
    """What in a text breaks a rule, in its order; each rule is told once.

    language: BCP 47; words and Latin shorthand are searched for in English alone, numbers and
    units in every language.
    """
    found: dict[str, Finding] = {}
    read = as_read(text)
    sieve = sifted(read)
    for search in _searched("en" if language.split("-")[0] == "en" else "any"):
        if search.may_find(sieve) and (match := search.pattern.search(read)):
            found[search.rule.code] = _finding(search.rule, match, text)
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.code)))


def _finding(rule: Rule, match: re.Match[str], text: str) -> Finding:
    begin, end = match.span("shown" if "shown" in match.re.groupindex else 0)
    shown = text[begin:end].strip()
    repair = match.expand(rule.repair) if "\\" in rule.repair else rule.repair
    return Finding(rule.code, rule.severity, shown, rule.read_as, repair, match.start())


class Search:
    """A rule in a tongue. It is compiled when a text holds one of its signs: all take 8 ms."""

    def __init__(self, rule: Rule, tongue: str) -> None:
        self.rule, self.tongue = rule, tongue
        self.signs = [
            (form, signs[rule.code]) for form, signs in enumerate(SIGNS) if rule.code in signs
        ]

    def may_find(self, sieve: Forms[str] | None) -> bool:
        """Whether it must be searched for. sieve: the text, as `sifted` gives it."""
        if sieve is None or not self.signs:
            return True
        return any(sign in sieve[form] for form, signs in self.signs for sign in signs)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """For English, or for any other language, whose decimal sign may be a comma."""
        point, group, u_is_or = ENGLISH if self.tongue == "en" else ELSEWHERE
        pattern = self.rule.pattern.replace("{point}", point).replace("{group}", group)
        pattern = pattern.replace("{or}", u_is_or)
        return re.compile(pattern, 0 if self.rule.exact else re.IGNORECASE)


@cache
def _searched(tongue: str) -> tuple[Search, ...]:
    """The rules for English, or for any other language."""
    return tuple([Search(rule, tongue) for rule in RULES if tongue == "en" or not rule.english])
