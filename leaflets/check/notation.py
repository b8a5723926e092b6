"""Search directions for notation that is known to be misread."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import Final, NamedTuple

from ..base.languages import decimal_sign, runs_right_to_left
from .normalize import normalize
from .ordinary_words import is_ordinary
from .prefilter import TRIGGERS, TextForms, text_forms
from .rule import Rule, Severity
from .rules import RULES

__all__ = ["Finding", "find_notation", "is_rule", "severity_of"]

CACHED_LANGUAGES: Final = 64
CACHED_TEXTS: Final = 4096  # directions and quantities recur from patient to patient
SEVERITIES: Final = {rule.code: rule.severity for rule in RULES}

# what the gaps of patterns stand for in English and in other languages: the decimal sign; what
# must not follow it, because it then groups thousands; what must not follow a Spanish "u", because
# it then means "or"; and what never matches where "3/12" is a date without its year
ENGLISH_GAPS: Final = {"{point}": r"\.", "{group}": "", "{or}": "", "{date}": ""}
OTHER_GAPS: Final = {
    "{point}": "[.,]",
    "{group}": r"(?!\d{3}(?!\d))",
    "{date}": "(?!)",
    "{or}": (
        r"(?!\s(?:8|11(?!\d)|och|once)"
        r"|\s\d+\s(?:comprimido|cápsula|gota|sobre|parche|inhalaci|pulsaci))"
    ),
}


class Finding(NamedTuple):
    """A dangerous notation in a text.

    notation: as it is written there. read_as: what people take it for. repair: what to do, a
    sentence. start: the index of its first character.
    """

    code: str
    severity: Severity
    notation: str
    read_as: str
    repair: str
    start: int


def is_rule(code: str) -> bool:
    """Return whether a rule has this code."""
    return code in SEVERITIES


def severity_of(code: str) -> Severity:
    """Return how bad a breach of the rule with this code is."""
    return SEVERITIES[code]


@lru_cache(CACHED_TEXTS)
def find_notation(
    text: str, language: str, accepted: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Finding, ...]:
    """Find the first breach of each rule, in the order of the text.

    language: BCP 47. accepted: codes with a notation that stays as it is. Shorthand of prescribers,
    English or Latin, is dangerous in every language; a word that is an ordinary one in the language
    of the text is none.
    """
    normalized = normalize(text)
    forms = text_forms(normalized)
    findings = [
        finding
        for matcher in _matchers(language)
        if matcher.may_match(forms)
        and (finding := _first_finding(matcher, text, normalized, language, accepted))
    ]
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.code)))


def _first_finding(
    matcher: RuleMatcher,
    text: str,
    normalized: str,
    language: str,
    accepted: frozenset[tuple[str, str]],
) -> Finding | None:
    """Return the first match that is not an ordinary word of the language, and not accepted."""
    for match in matcher.pattern.finditer(normalized):
        if not is_ordinary(match[0], normalized, language):
            finding = _finding(matcher.rule, match, text, language)
            if (finding.code, finding.notation) not in accepted:
                return finding
    return None


def _finding(rule: Rule, match: re.Match[str], text: str, language: str) -> Finding:
    begin, end = match.span("shown" if "shown" in match.re.groupindex else 0)
    notation = text[begin:end].strip()
    repair = match.expand(rule.repair) if "\\" in rule.repair else rule.repair
    thousands = "100.000" if decimal_sign(language) == "," else "100,000"
    repair = repair.replace("{thousands}", thousands)
    return Finding(rule.code, rule.severity, notation, rule.read_as, repair, match.start())


class RuleMatcher:
    """A rule for English ("en") or for other languages ("other"), compiled when first needed."""

    def __init__(self, rule: Rule, language: str) -> None:
        self.rule, self.language = rule, language
        self._triggers = [
            (form, triggers[rule.code])
            for form, triggers in enumerate(TRIGGERS)
            if rule.code in triggers
        ]

    def may_match(self, forms: TextForms[str] | None) -> bool:
        """Return whether the pattern can match a text of these forms; None: it always can."""
        if forms is None or not self._triggers:
            return True
        return any(
            trigger in forms[form] for form, triggers in self._triggers for trigger in triggers
        )

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern of the rule."""
        pattern = self.rule.pattern
        for gap, replacement in (ENGLISH_GAPS if self.language == "en" else OTHER_GAPS).items():
            pattern = pattern.replace(gap, replacement)
        return re.compile(pattern, 0 if self.rule.exact else re.IGNORECASE)


@cache
def _all_matchers(language: str) -> tuple[RuleMatcher, ...]:
    return tuple(RuleMatcher(rule, language) for rule in RULES)


@lru_cache(CACHED_LANGUAGES)
def _matchers(language: str) -> tuple[RuleMatcher, ...]:
    """Return the rules that hold in a language."""
    point = {".": "decimal-point", ",": "decimal-comma"}.get(decimal_sign(language))
    direction = "right-to-left" if runs_right_to_left(language) else None
    matchers = _all_matchers("en" if language.split("-")[0].lower() == "en" else "other")
    return tuple(m for m in matchers if m.rule.writing in ("any", point, direction))
