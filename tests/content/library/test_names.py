"""Which names are valid, and which are near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base import limits
from leaflets.content.library import is_language, is_name, printable

# row 37: what somebody types who is in error, or worse
HOSTILE = [
    "../../etc/passwd", "a/b", "/etc/passwd", ".", "..", "", "-rf", "--", "~root", "%2e%2e", "a\n",
    "a\r", "x" * 300, "a\0b", "ａcetylcysteine", "acetyl\u200dcysteine",
    "a b", "a_b", "A", "é", "a.",
    "a.yaml", "a--b", "-a", "a-", "a\\b", "C:", "$HOME", "`id`", "*", "\u202e",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_no_names(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("name", ["a", "acetylcysteine", "vitamin-b12", "5-htp", "0"])
def test_valid_names_are_accepted(name: str) -> None:
    assert is_name(name)


def test_names_have_a_limit() -> None:
    assert is_name("x" * limits.NAME_CHARACTERS)
    assert not is_name("x" * (limits.NAME_CHARACTERS + 1))


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_names_of_devices_are_no_names(name: str) -> None:
    assert not is_name(name)


@given(st.text(max_size=70))
def test_no_two_names_differ_by_case_alone(name: str) -> None:
    if is_name(name):
        assert name == name.casefold() == name.lower()
        assert not is_name(name.upper()) or name.upper() == name


@pytest.mark.parametrize(
    ("tag", "valid"),
    [("en", True), ("pt-BR", True), ("zh-Hant", True), ("../x", False), ("EN", False), ("", False),
     ("en\n", False), ("en/..", False), ("e", False)],
)  # fmt: skip
def test_language_tags_are_recognised(tag: str, valid: bool) -> None:
    assert is_language(tag) is valid


def test_names_in_messages_are_printable_and_short() -> None:
    assert printable("a\n\x1b[31m\u202e") == "a\\u000a\\u001b[31m\\u202e"
    assert len(printable("x" * 9999)) < 100
