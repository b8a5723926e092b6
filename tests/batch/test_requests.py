"""Requests are read one at a time, from CSV, JSON Lines or FHIR, which the first line tells."""

from __future__ import annotations

import json

import pytest

from leaflets.base.errors import Fault, RequestsError
from leaflets.batch.model import RequestRow
from leaflets.batch.requests import RequestFile

from .running import fault_codes, request_file


def read(text: str | bytes) -> list[RequestRow | Fault]:
    return list(request_file(text).rows())


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("byte_order_mark", ["", "\ufeff"])
def test_csv_is_read_with_any_separator_and_line_end(
    mark: str, end: str, byte_order_mark: str
) -> None:
    lines = [f"monograph{mark}identifier", f"nac{mark}a", "", f'"n{mark}c"{mark}']
    text = byte_order_mark + end.join(lines)
    assert read(text) == [
        RequestRow(2, {"monograph": "nac", "identifier": "a"}),
        RequestRow(4, {"monograph": f"n{mark}c"}),
    ]


def test_line_numbers_count_the_lines_within_cells() -> None:
    rows = read('monograph,identifier\n"a\nb",1\nc,2\n')
    assert rows == [
        RequestRow(2, {"monograph": "a\nb", "identifier": "1"}),
        RequestRow(4, {"monograph": "c", "identifier": "2"}),
    ]


def test_json_lines_are_read() -> None:
    lines = [{"monograph": "nac"}, {"monograph": "x", "identifier": "b"}]
    text = "\n" + "\n\n".join(map(json.dumps, lines)) + "\n"
    assert read(text) == [RequestRow(2, lines[0]), RequestRow(4, lines[1])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("monograph,identifier\nacetylcysteine\n", [(2, "B103")]),
        ('"' * 1_000_000, [(1, "B110")]),
        ("monograph,directions,\nnac,one, then two\nnac,one,\n", [(2, "B103")]),
        ("monograph,,directions\nnac,x,one\nnac, ,one\n", [(2, "B103")]),
        ('monograph\n"aceto\n', [(2, "B110")]),
        (b"monograph\nac\xe9tyl\nacetylcysteine\n", [(2, "B111")]),
        ("monograph,monograph\nx,y\n", [(1, "B104")]),
        ('{"monograph": "nac"}\n{"mono\n[1]\n', [(2, "J201"), (3, "B110")]),
        (b'{"monograph": "nac"}\n{"monograph": "\xff"}\n', [(2, "J201")]),
        ('{"monograph":\n"nac"}\n', [(1, "B110")]),
    ],
)
def test_an_unreadable_line_is_reported_with_its_number(
    text: str | bytes, expected: list[tuple[int, str]]
) -> None:
    assert fault_codes(text) == expected


def test_the_repr_of_a_row_hides_its_cells() -> None:
    assert "nac" not in repr(read("monograph\nnac\n"))


def test_an_empty_file_and_a_bare_heading_hold_no_requests() -> None:
    assert read("") == read("monograph\n") == []


def test_a_row_is_read_when_it_is_needed() -> None:
    class EndlessStream:
        def __init__(self) -> None:
            self.position = 0

        def seek(self, _: int) -> None:
            self.position = 0

        def tell(self) -> int:
            return self.position

        def readline(self, _: int = -1) -> bytes:
            line = b'{"monograph": "nac"}\n'
            self.position += len(line)
            return line

    rows = RequestFile(EndlessStream(), "endless").rows()  # type: ignore[arg-type]
    assert [next(rows) for _ in range(3)][2] == RequestRow(3, {"monograph": "nac"})


def test_requests_can_be_read_again() -> None:
    source = request_file("monograph\nnac\n")
    assert list(source.rows()) == list(source.rows())
    assert source.sha256() == source.sha256()


def test_a_wrong_heading_refuses_the_file() -> None:
    with pytest.raises(RequestsError, match="No work was begun"):
        list(request_file("a,a\n1,2\n").rows())
