"""The signs of a rule: what it would find is never passed over."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaflets.check.notation import Search
from leaflets.check.rules import RULES, Rule
from leaflets.check.signs import SIGNS, sifted

LATIN = st.characters(max_codepoint=255)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("tongue", ["en", "any"])
def test_what_a_rule_finds_has_its_sign(rule: Rule, tongue: str) -> None:
    pattern = Search(rule, tongue).pattern

    @settings(
        max_examples=20, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.from_regex(pattern, alphabet=LATIN))
    def check(text: str) -> None:
        if pattern.search(text):
            sieve = sifted(text)
            assert sieve
            assert any(sign in sieve for sign in SIGNS.get(rule.code, ("",)))

    check()


def test_rules_have_signs_and_signs_rules() -> None:
    assert set(SIGNS) <= {rule.code for rule in RULES}


def test_letters_that_others_are_taken_for_are_never_sifted() -> None:
    for code in range(0x110000):
        if re.match("[a-z0-9µ]|\\d|\\s", chr(code), re.IGNORECASE) and code > 255:
            assert sifted(chr(code)) is None


def test_good_directions_need_few_rules() -> None:
    sieve = sifted("Take 1 tablet once a day.")
    assert sieve
    passed = [rule for rule in RULES if any(sign in sieve for sign in SIGNS.get(rule.code, ("",)))]
    assert len(passed) <= 12
