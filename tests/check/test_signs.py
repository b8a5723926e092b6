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
    search = Search(rule, tongue)
    pattern = search.pattern

    @settings(
        max_examples=20, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.from_regex(pattern, alphabet=LATIN))
    def check(text: str) -> None:
        if pattern.search(text):
            sieve = sifted(text)
            assert sieve
            assert search.may_find(sieve)

    check()


def test_rules_have_signs_and_signs_rules() -> None:
    assert {code for signs in SIGNS for code in signs} == {rule.code for rule in RULES}


def test_letters_that_others_are_taken_for_are_never_sifted() -> None:
    for code in range(0x110000):
        if re.match("[a-z0-9µ]|\\d|\\s", chr(code), re.IGNORECASE) and code > 255:
            assert sifted(chr(code)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Take 1 tablet once a day.",
        "Take 2 tablets by mouth every 6 hours with food, for 5 days.",
        "Put 1 drop in each eye twice a day as needed.",
        "Tome 1 comprimido cada 8 horas con las comidas.",
    ],
)
def test_good_directions_need_no_rule(text: str) -> None:
    sieve = sifted(text)
    assert sieve
    assert [rule.code for rule in RULES if Search(rule, "en").may_find(sieve)] == []
