"""Repeated names are found however many there are, in bounded memory."""

from __future__ import annotations

import tracemalloc
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from leaflets.batch import duplicates
from leaflets.batch.duplicates import BUFFER_SIZE, DuplicateSearch, digest


@given(st.lists(st.text(max_size=2), max_size=60), st.integers(1, 20))
def test_every_repeated_name_is_found(names: list[str], buffered: int) -> None:
    with patch.multiple(duplicates, BUFFER_SIZE=buffered, FILES=3):
        search = DuplicateSearch()
        for name in names:
            search.add(name)
        digests = [digest(name) for name in names]
        assert search.repeated() == {item for item in digests if digests.count(item) > 1}


def test_case_is_ignored() -> None:
    assert digest("Straße") == digest("STRASSE") != digest("strase")


def test_memory_is_bounded() -> None:
    tracemalloc.start()
    search = DuplicateSearch()
    for number in range(5 * BUFFER_SIZE):
        search.add(str(number))
    search.add("77")
    assert search.repeated() == {digest("77")}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 1024 * 1024
