"""JSON of others: read as typed, or refused before it can do harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import JsonError, Place
from leaflets.base.limits import JSON_BYTES
from leaflets.source.json import JsonNumber, parse

AT = Place("a.json")
LEAVES = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    LEAVES, lambda below: st.lists(below) | st.dictionaries(st.text(max_size=3), below)
)


def _as_typed(value: object) -> object:
    """Return what the parser should give for a value that json wrote."""
    if isinstance(value, dict):
        return {key: _as_typed(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_as_typed(below) for below in value]
    return str(value) if type(value) is int else value


@given(VALUES, st.booleans())
def test_every_value_that_json_writes_is_read(value: object, ascii_only: bool) -> None:
    assert parse(json.dumps(value, ensure_ascii=ascii_only).encode(), AT) == _as_typed(value)


def test_numbers_keep_their_digits() -> None:
    found = parse(b'[250.0, 1e400, -0, "7", ' + b"9" * 10_000 + b"]", AT)
    assert found[:4] == ["250.0", "1e400", "-0", "7"]
    assert [type(value) for value in found] == [JsonNumber, JsonNumber, JsonNumber, str, JsonNumber]


def test_a_byte_order_mark_is_skipped() -> None:
    assert parse(b"\xef\xbb\xbf{}", AT) == {}


def code_of(source: bytes) -> str:
    with pytest.raises(JsonError) as caught:
        parse(source, AT)
    return caught.value.code


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("J201", b""), ("J201", b"{'a': 1}"), ("J201", b'{"a": 1,}'), ("J201", b'"\xff"'),
        ("J201", '{"a": 1}'.encode("utf-16")), ("J201", b'"tab\there"'), ("J201", b"{} {}"),
        ("J203", b"[" * 100_000), ("J203", b'{"a":' * 100_000), ("J205", b"[-Infinity]"),
        ("J202", b" " * (JSON_BYTES + 1)), ("J206", rb'["\udc00\ud800"]'),
        ("J206", rb'{"\ud800": 1}'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_ambiguous_or_hostile_json_is_refused(code: str, source: bytes) -> None:
    assert code_of(source) == code


def test_brackets_in_strings_do_not_count_as_depth() -> None:
    assert parse(json.dumps(['["\\' * 1000]).encode(), AT) == ['["\\' * 1000]


def test_a_hostile_text_of_megabytes_is_refused() -> None:
    """Scanning it once for each of its quotes would take hours."""
    assert code_of(b'"' + rb"\"" * 2_000_000) == "J201"


def test_every_repeated_key_is_reported_with_its_path() -> None:
    with pytest.raises(JsonError) as caught:
        parse(b'{"a": [{"b": 1, "b": 2}], "a": [0, {"Mr X": 1, "Mr X": 1}]}', AT)
    found = [(str(fault.place), fault.says) for fault in caught.value.faults]
    assert found == [
        ("a.json", "'a' is given twice in one object."),
        ("a.json:a[1]", "'?' is given twice in one object."),
    ]
