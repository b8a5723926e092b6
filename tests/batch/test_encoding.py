"""The encoding of a file is recognised without doubt, or asked for; no letter is ever guessed."""

from __future__ import annotations

import pytest

from leaflets.base.errors import RequestsError
from leaflets.batch.form import ENCODINGS, RequestForm
from leaflets.batch.model import RequestRow

from .running import request_file

TABLE = "monograph,patient\nnac,Žofie Müllerová\nnac,Ann\n"
JSON_LINES = '{"monograph": "nac", "patient": "Žofie Müllerová"}\n{"monograph": "nac"}\n'


def patients(content: bytes, encoding: str | None = None) -> list[object]:
    rows = request_file(content, RequestForm(encoding=encoding)).rows()
    return [row.cells.get("patient") for row in rows if isinstance(row, RequestRow)]


def refusal(content: bytes, encoding: str | None = None) -> RequestsError:
    with pytest.raises(RequestsError) as refused:
        patients(content, encoding)
    [fault] = refused.value.faults
    assert fault.code == "B111"
    assert "Müller" not in str(fault)
    return refused.value


@pytest.mark.parametrize("text", [TABLE, JSON_LINES])
@pytest.mark.parametrize(
    ("content", "stated"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-8", "utf-8"),
        ("utf-16", None),
        ("utf-16", "utf-16"),
        ("windows-1250", "windows-1250"),
        ("windows-1252", "windows-1252"),
    ],
)
def test_letters_are_read_as_they_were_written(text: str, content: str, stated: str | None) -> None:
    text = text.replace("á", "é")  # which all these encodings have
    assert patients(text.encode(content), stated)[0] == "Žofie Müllerové"


def test_the_mark_of_utf_16_tells_the_order_of_its_bytes() -> None:
    content = b"\xfe\xff" + TABLE.encode("utf-16-be")
    assert patients(content) == ["Žofie Müllerová", "Ann"]


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_that_can_be_named_is_known(name: str) -> None:
    assert patients("monograph,patient\nnac,Ann\n".encode(name), name) == ["Ann"]


def test_a_file_that_is_not_utf_8_is_refused_once_with_the_ways_to_go_on() -> None:
    content = TABLE.replace("á", "é").encode("windows-1252")
    error = refusal(content + content.partition(b"\n")[2])
    assert error.faults[0].place.line == 2
    assert "--encoding windows-1252" in error.hint
    assert "UTF-8" in error.hint


@pytest.mark.parametrize(
    ("content", "stated", "says"),
    [
        (TABLE.encode(), "windows-1252", "The file is UTF-8"),
        (TABLE.encode("utf-8-sig"), "windows-1252", "The file is UTF-8"),
        (TABLE.encode("utf-16"), "windows-1252", "The file is UTF-16"),
        (TABLE.encode("utf-16"), "utf-8", "The file is UTF-16"),
        (TABLE.encode("utf-16-le"), None, "UTF-16 without its mark"),
        (TABLE.encode(), "utf-16", "mark of UTF-16"),
        (TABLE.encode("utf-16")[:-40] + b"\x00\xd8a\x00\n\x00", None, "not UTF-16"),
        (b"monograph,patient\nnac,\x81\n", "windows-1252", "not windows-1252"),
    ],
)
def test_a_stated_encoding_that_the_file_contradicts_is_refused(
    content: bytes, stated: str | None, says: str
) -> None:
    assert says in refusal(content, stated).says
