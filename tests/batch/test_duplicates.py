"""Names given twice are found however many there are, and memory does not grow with them."""

from __future__ import annotations

import tracemalloc
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from leaflets.batch import duplicates
from leaflets.batch.duplicates import BUFFERED, Names, digest


@given(st.lists(st.text(max_size=2), max_size=60), st.integers(1, 20))
def test_finds_what_is_there_twice(given_names: list[str], buffered: int) -> None:
    with patch.multiple(duplicates, BUFFERED=buffered, FILES=3):
        names = Names()
        for name in given_names:
            names.add(name)
        digests = [digest(name) for name in given_names]
        assert names.suspects() == {each for each in digests if digests.count(each) > 1}


def test_capitals_do_not_count() -> None:
    assert digest("Straße") == digest("STRASSE") != digest("strase")


def test_memory_is_flat() -> None:
    tracemalloc.start()
    names = Names()
    for number in range(5 * BUFFERED):
        names.add(str(number))
    names.add("77")
    assert names.suspects() == {digest("77")}
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4 * 1024 * 1024
