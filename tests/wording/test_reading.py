"""A wording is complete, or refused with the list of what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leaflets.errors import WordingError
from leaflets.library import Library
from leaflets.wording import check_complete, read_wording
from leaflets.yamltext import Mapping, parse
from tests import sound

LANGUAGES = Library().wordings()


def lines(language: str) -> list[str]:
    return Library().wording(language).source.decode().splitlines(keepends=True)


def keys(node: Mapping) -> Iterator[tuple[str, int, int]]:
    """Every key with the lines from which and up to which it and its value stand."""
    below = list(node.items())
    for key, value in below:
        if isinstance(value, Mapping):
            yield from keys(value)
        elif key.place.line == value.place.line:
            yield str(key), key.place.line, key.place.line


@pytest.mark.parametrize("language", LANGUAGES)
def test_row_14_every_shipped_wording_is_complete(language: str) -> None:
    found = Library().wording(language)
    wording = read_wording(found.source, found.file)
    agreed = sound.sections()
    check_complete(wording, (part.id for part in agreed.walk()), agreed.routes)
    assert wording.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_row_14_a_missing_key_is_named_and_nothing_is_put_in_its_place(language: str) -> None:
    text = lines(language)
    agreed = sound.sections()
    root = parse("".join(text).encode(), "w.yaml", WordingError)
    tried = 0
    for key, first, last in keys(root):
        line = text[first - 1]
        if line.lstrip().startswith(("-", "{")) or "{" in line.partition(":")[0]:
            continue
        if line.lstrip().partition(":")[0].strip("\"'") != key:
            continue  # one of several keys on a line
        without = "".join(text[: first - 1] + text[last:])
        with pytest.raises(WordingError) as caught:
            read = read_wording(without.encode(), "w.yaml")
            check_complete(read, (part.id for part in agreed.walk()), agreed.routes)
        told = str(caught.value)
        assert "W10" in told, key
        # a group that has lost its only key is empty, and is named itself
        assert f"'{key}'" in told or "empty" in told or "group of keys" in told, key
        tried += 1
    assert tried > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_row_14_several_missing_keys_are_told_together(language: str) -> None:
    source = sound.varied("draft: {}\n", "".join(lines(language)))
    with pytest.raises(WordingError) as caught:
        read_wording(source.encode(), "w.yaml")
    (fault,) = caught.value.faults
    assert (fault.code, caught.value.exit_code) == ("W102", 3)
    assert fault.says == "'mark', 'sentence' and 'every-page' are missing."
