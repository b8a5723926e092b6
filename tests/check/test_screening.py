"""The screen for a whole text suspects whatever a rule finds, and not plain words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaflets.check.notation import RuleMatcher, find_notation
from leaflets.check.rule import Rule
from leaflets.check.rules import RULES
from leaflets.check.screening import is_suspicious

from .test_notation import CASES, FENCE, PLAIN

LATIN = st.characters(max_codepoint=255)
LATIN_RULES = [rule for rule in RULES if rule.writing != "right-to-left"]


@pytest.mark.parametrize("rule", LATIN_RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", ["en", "other"])
def test_whatever_a_rule_finds_is_suspicious(rule: Rule, language: str) -> None:
    pattern = RuleMatcher(rule, language).pattern

    @settings(
        max_examples=30, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.from_regex(pattern, alphabet=LATIN))
    def check(text: str) -> None:
        if pattern.search(text):
            assert is_suspicious(f"Plain words.\n{text}\nPlain words.")

    check()


def test_the_cases_of_all_rules_are_suspicious() -> None:
    for case in CASES:
        for line in dict(FENCE.findall(case.read_text("utf-8")))["text"].splitlines():
            assert is_suspicious(line)


@given(st.text(st.sampled_from("0123456789., mguUIqdxX/½µ°-+abcTakeivsОｍ１–’"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_with_a_finding_is_suspicious(text: str) -> None:
    if find_notation(text, "en") or find_notation(text, "es"):
        assert is_suspicious(text)


def test_most_plain_words_are_not_suspicious() -> None:
    assert sum(map(is_suspicious, PLAIN)) < len(PLAIN) / 3
