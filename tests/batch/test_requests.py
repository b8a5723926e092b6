"""Requests are read one at a time, from whatever form they have, and told apart by it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from leaflets.base.errors import Fault, RequestsError
from leaflets.batch.model import Row
from leaflets.batch.requests import Requests

from .asked import asked, codes


def read(text: str | bytes) -> list[Row | Fault]:
    return list(asked(text).rows())


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_reads_tables(mark: str, end: str, before: str) -> None:
    text = before + end.join([f"monograph{mark}identifier", f"nac{mark}a", "", f'"n{mark}c"{mark}'])
    assert read(text) == [
        Row(2, {"monograph": "nac", "identifier": "a"}),
        Row(4, {"monograph": f"n{mark}c"}),
    ]


def test_a_cell_may_hold_lines_and_the_next_row_knows_its_line() -> None:
    rows = read('monograph,identifier\n"a\nb",1\nc,2\n')
    assert rows == [
        Row(2, {"monograph": "a\nb", "identifier": "1"}),
        Row(4, {"monograph": "c", "identifier": "2"}),
    ]


def test_reads_lines_of_json() -> None:
    lines = [{"monograph": "nac"}, {"monograph": "x", "identifier": "b"}]
    text = "\n" + "\n\n".join(map(json.dumps, lines)) + "\n"
    assert read(text) == [Row(2, lines[0]), Row(4, lines[1])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("monograph,identifier\nacetylcysteine\n", [(2, "B103")]),
        ('monograph\n"aceto\n', [(2, "B110")]),
        (b"monograph\nac\xe9tyl\nacetylcysteine\n", [(2, "B111")]),
        ("monograph,monograph\nx,y\n", [(1, "B104")]),
        ('{"monograph": "nac"}\n{"mono\n[1]\n', [(2, "J201"), (3, "B110")]),
        (b'{"monograph": "nac"}\n{"monograph": "\xff"}\n', [(2, "J201")]),
        ('{"monograph":\n"nac"}\n', [(1, "B110")]),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    text: str | bytes, found: list[tuple[int, str]]
) -> None:
    assert codes(text) == found


def test_a_row_hides_what_it_holds() -> None:
    assert "nac" not in repr(read("monograph\nnac\n"))


def test_no_requests_are_no_fault() -> None:
    assert read("") == read("monograph\n") == []


def test_nothing_is_read_before_it_is_asked_for() -> None:
    class Endless:
        """Rows without an end."""

        def __init__(self) -> None:
            self.at = 0

        def seek(self, _: int) -> None:
            self.at = 0

    class Stream(Endless):
        def lines(self) -> Iterator[bytes]:
            while True:
                yield b'{"monograph": "nac"}\n'

        def tell(self) -> int:
            return self.at

        def readline(self, _: int = -1) -> bytes:
            self.at += 21
            return next(self.lines())

    rows = Requests(Stream(), "endless").rows()  # type: ignore[arg-type]
    assert [next(rows) for _ in range(3)][2] == Row(3, {"monograph": "nac"})


def test_requests_can_be_read_again() -> None:
    source = asked("monograph\nnac\n")
    assert list(source.rows()) == list(source.rows())
    assert source.sha256() == source.sha256()


def test_a_heading_that_is_wrong_stops_at_once() -> None:
    with pytest.raises(RequestsError, match="No work was begun"):
        list(asked("a,a\n1,2\n").rows())
