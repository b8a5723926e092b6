"""Each rule has a case that it finds, one that it must not, and a line in the help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflets.authoring.fit import FIT_RULES
from leaflets.authoring.rules import RULES

from ..house.source import PACKAGE
from ..minimal import with_keys
from .checking import check, line_of

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
FENCE = re.compile(r"^```([\w ]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HELP = (PACKAGE / "help" / "checks.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^- (E[0-9]{3}): .+(?:\n  .+)*\n  \*(\w+)\*; (.+)$", re.MULTILINE)
# these need a library or a review: tests/authoring/test_check.py, tests/cli/test_review.py
ELSEWHERE = {"E303", "E304", "E305", "E307"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_rule_finds_its_case_and_nothing_in_the_silent_one(case: Path) -> None:
    page = case.read_text(encoding="utf-8")
    fences = dict(FENCE.findall(page))
    found = [line_of(f) for f in check(with_keys(fences["yaml found"]), case.stem).findings]
    for line, expected in zip(found, fences["findings"].splitlines(), strict=True):
        start = expected.removesuffix("…")
        assert line == expected or (start != expected and line.startswith(start))
    assert check(with_keys(fences["yaml silent"]), case.stem).findings == ()
    assert page.startswith(f"# {case.stem}: ")


def test_every_rule_has_a_case() -> None:
    assert {rule.code for rule in RULES} - {case.stem for case in CASES} == ELSEWHERE


def test_every_rule_stands_in_the_help_with_its_severity_and_source() -> None:
    rules = {rule.code: (rule.severity, rule.source) for rule in RULES}
    helped = {code: (severity, source) for code, severity, source in ENTRY.findall(HELP)}
    assert helped == rules | FIT_RULES
