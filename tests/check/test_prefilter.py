"""The pre-filter never skips a rule that would match."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaflets.check.notation import RuleMatcher
from leaflets.check.prefilter import TRIGGERS, text_forms
from leaflets.check.rule import Rule
from leaflets.check.rules import RULES

LATIN = st.characters(max_codepoint=255)
LATIN_RULES = [rule for rule in RULES if rule.writing != "right-to-left"]


@pytest.mark.parametrize("rule", LATIN_RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", ["en", "other"])
def test_every_match_of_a_rule_contains_a_trigger(rule: Rule, language: str) -> None:
    matcher = RuleMatcher(rule, language)
    pattern = matcher.pattern

    @settings(
        max_examples=20, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.from_regex(pattern, alphabet=LATIN))
    def check(text: str) -> None:
        if pattern.search(text):
            forms = text_forms(text)
            assert forms
            assert matcher.may_match(forms)

    check()


def test_every_rule_has_triggers() -> None:
    assert {code for triggers in TRIGGERS for code in triggers} == {rule.code for rule in RULES}


def test_no_rule_is_skipped_for_letters_beyond_latin_1() -> None:
    for code in range(0x110000):
        if re.match("[a-z0-9µ]|\\d|\\s", chr(code), re.IGNORECASE) and code > 255:
            assert text_forms(chr(code)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Take 1 tablet once a day.",
        "Take 2 tablets by mouth every 6 hours with food, for 5 days.",
        "Put 1 drop in each eye twice a day as needed.",
        "Tome 1 comprimido cada 8 horas con las comidas.",
    ],
)
def test_good_directions_run_no_rule(text: str) -> None:
    forms = text_forms(text)
    assert forms
    assert [rule.code for rule in RULES if RuleMatcher(rule, "en").may_match(forms)] == []
