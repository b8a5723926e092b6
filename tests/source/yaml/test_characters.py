"""Characters that a reader cannot see are refused with their place."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from leaflets.base.errors import Fault, MonographError
from leaflets.source.yaml import parse
from leaflets.source.yaml.characters import forbidden_characters, is_forbidden


def faults(source: str) -> tuple[Fault, ...]:
    with pytest.raises(MonographError) as caught:
        parse(source.encode("utf-8", "surrogatepass"), "f.yaml", MonographError)
    return caught.value.faults


def test_every_invisible_category_is_forbidden() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        category = unicodedata.category(char)
        if category in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and char not in "\n\t":
            assert is_forbidden(char), f"U+{code:04X}"
        elif category[0] in "LMNPS" and char != "\ufffd":
            assert not is_forbidden(char), f"U+{code:04X}"


def test_noncharacters_are_forbidden() -> None:
    planes = [plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF)]
    assert all(is_forbidden(chr(code)) for code in [*planes, *range(0xFDD0, 0xFDF0)])


def test_spaces_are_allowed() -> None:
    assert not any(map(is_forbidden, " \n\t\u00a0\u2009\u202f"))


INVISIBLE = [
    0x07, 0x1B, 0x7F, 0x85, 0xAD, 0x200B, 0x200D, 0x2028, 0x202E,
    0x2066, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF, 0xE0041, 0x10FFFF
]  # fmt: skip


@pytest.mark.parametrize("code", INVISIBLE)
def test_a_forbidden_character_is_reported_with_code_and_place(code: int) -> None:
    (fault,) = faults(f"a: 1\nb: x{chr(code)}y\nc: 2\n")
    assert (fault.code, fault.place.line, fault.place.column) == ("M010", 2, 5)
    assert f"U+{code:04X}" in fault.says
    (fault,) = faults(f"# {chr(code)}\na: 1\n")
    assert fault.code == "M010"


def test_forbidden_characters_are_refused_as_escapes_too() -> None:
    assert [fault.code for fault in faults('a: "\\u202e\\u200b"\n')] == ["M010", "M010"]
    assert [fault.code for fault in faults('a: "\\0"\n')] == ["M010"]
    assert [fault.code for fault in faults('a: "\\ud800"\n')] == ["M009"]
    assert [fault.code for fault in faults("a: \ud800\n")] == ["M004"]


def test_one_character_is_reported_at_most_20_times() -> None:
    assert len(faults("a: " + "\u200b" * 9999)) == 20


def test_a_bare_carriage_return_is_refused_with_its_place() -> None:
    (fault,) = faults("a: 1\rb\nc: 3\n")
    assert (fault.code, fault.place.line, fault.place.column) == ("M010", 1, 5)


def test_texts_are_in_composed_form() -> None:
    decomposed = "cafe\u0301: Mo\u0308bel \u212a\n"
    assert parse(decomposed.encode(), "f", MonographError) == {"café": "Möbel K"}
    (fault,) = faults("caf\u00e9: 1\ncafe\u0301: 2\n")
    assert fault.code == "M104"


def test_a_joiner_is_allowed_only_after_a_letter_that_it_changes() -> None:
    persian, latin = "می\u200cخورید", "m\u200cg"
    assert list(forbidden_characters(persian)) == []
    assert list(forbidden_characters(latin)) == [(1, "\u200c")]
    assert list(forbidden_characters("\u200d")) == [(0, "\u200d")]
