"""Commas that cut a text inside brackets are refused; lists typed as lines of a text are told."""

from __future__ import annotations

import pytest

from leaflets.base.errors import (
    Fault,
    LayoutError,
    MonographError,
    ParticularsError,
    SourceError,
)
from leaflets.source.yaml import Mapping, parse


def faults(text: str, error: type[SourceError] = MonographError) -> list[Fault]:
    found: list[Fault] = []
    parse(text.encode(), "case.yaml", error, found)
    return found


def warnings(text: str) -> list[tuple[int, int]]:
    """Return line and column of each warning M014."""
    found: list[Fault] = []
    parse(text.encode(), "case.yaml", MonographError, [], found)
    assert {warning.code for warning in found} <= {"M014"}
    return [(warning.place.line, warning.place.column) for warning in found]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a: [1,000 mg]\n", [7]),
        ("a: [take 2,5 mg]\n", [12]),
        ("a: [1,000 mg, 2,000 mg]\n", [7, 17]),
        ("a: [400 mg, 1,000 mg]\n", [15]),
        ("a: [x, [1,5 ml]]\n", [11]),
        ("a: {b: 1 in 10,000}\n", [16]),
        ("a: {b: Take two, with water, c: d}\n", [18]),
        ("a: {b: Take two, with food, or milk}\n", [18]),
        ("a: [{b: one, two}]\n", [14]),
    ],
)
def test_a_text_cut_by_a_comma_in_brackets_is_refused(text: str, columns: list[int]) -> None:
    found = faults(text)
    assert [(fault.code, fault.place.column) for fault in found] == [("M013", n) for n in columns]
    assert "double quotes" in found[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "a: [nausea,vomiting]\n",
        "a: [1, 000]\n",
        'a: ["1,000 mg"]\n',
        "a: [400 mg,200 mg]\n",
        "a: ['1',2]\n",
        "a: {b: c, d: e}\n",
        "a: {b: , c: d}\n",
        'a: {b: "c", d: }\n',
        "a: 1,000 mg\n",
        "a:\n  - 1,000 mg\n  - 2,5 mg\n",
    ],
)
def test_commas_that_cut_nothing_pass(text: str) -> None:
    assert faults(text) == []


def test_a_key_without_a_colon_is_refused_in_every_kind_of_file() -> None:
    assert [fault.code for fault in faults("a: {b: c, d}\n", LayoutError)] == ["L013"]


def test_numbers_of_a_layout_may_stand_close() -> None:
    assert faults("a: [1,2]\n", LayoutError) == []


def test_what_a_patient_is_told_is_not_repeated() -> None:
    (fault,) = faults("a: {patient: Ada Exempel, High Street}\n", ParticularsError)
    assert "Ada" not in str(fault)
    assert "Street" not in str(fault)


def test_the_rest_of_a_cut_text_is_no_key() -> None:
    found: list[Fault] = []
    value = parse(b"a: {b: x, rest of it, c: d}\n", "case.yaml", MonographError, found)
    group = value.group("a")
    assert isinstance(group, Mapping)
    assert dict(group) == {"b": "x", "c": "d"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: |\n  Not if:\n  - you are dizzy\n  - you are tired\n", [(3, 3)]),
        ("a: |\n  - you are dizzy\n", [(2, 3)]),
        ("a: >-\n  Not if:\n\n  - you are dizzy\nb: c\n", [(4, 3)]),
        ("a: |\n  Do this:\n  1. Open it.\n  2. Drink it.\n", [(3, 3)]),
        ("a: |\n  Not if:\n  * you are dizzy\n  * you are tired", [(3, 3)]),
        ("a: |\n  Not if:\n  • you are dizzy\n  • you are tired\n", [(3, 3)]),
        ("a:\n  - Not if\n    - you are dizzy\n  - x\n", [(3, 5)]),
        ('a: "Not if\n  - you are dizzy"\n', [(2, 3)]),
        ("a: |\n  - x\nb: |\n  - y\n", [(2, 3), (4, 3)]),
    ],
)
def test_a_list_typed_as_lines_of_a_text_is_told(text: str, places: list[tuple[int, int]]) -> None:
    assert warnings(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "a: >-\n  Take it on days 1 and\n  2. Then stop.\n",
        "a: |\n  One line.\n  -5 degrees\n  another\n",
        "a: >-\n  not in summer\n  – it is hot then\n",
        "a:\n  - one\n  - two\n",
        "a: >-\n  one\n\nb:\n  - two\n  - three\n",
        "a: x - y\n",
        '"a": "b"\n',
    ],
)
def test_other_lines_are_no_list(text: str) -> None:
    assert warnings(text) == []
