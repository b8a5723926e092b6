"""A wording is complete, or refused with the list of what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import fields

from leaflets.base.errors import WordingError
from leaflets.content.library import Library
from leaflets.content.wording import check_complete, model, read_wording
from leaflets.source.schema import FileShape, read
from leaflets.source.yaml import Mapping, parse
from tests import minimal

# keys that a wording may leave out
OPTIONAL = {
    field.name.replace("_", "-")
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, FileShape)
    for field in fields(kind)
    if not field.required
}
LANGUAGES = Library().wordings()


def root(language: str) -> Mapping:
    found = Library().wording(language)
    return parse(found.source, found.file, WordingError)


def check(node: Mapping, language: str) -> None:
    """Read a wording and compare it with the agreed lists, as the program does."""
    wording, agreed = read(model.Wording, node, WordingError), minimal.sections()
    check_complete(wording, language, (part.id for part in agreed.walk()), agreed.routes)


def groups(node: Mapping) -> Iterator[Mapping]:
    """The mapping itself, and all that stand in it."""
    yield node
    for value in node.values():
        if isinstance(value, Mapping):
            yield from groups(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_wording_is_complete(language: str) -> None:
    found = Library().wording(language)
    assert read_wording(found.source, found.file).language == language
    check(root(language), language)


@pytest.mark.parametrize("language", ["en"])
def test_a_missing_key_is_named_and_not_replaced(language: str) -> None:
    node = root(language)
    keys = [(group, key) for group in groups(node) for key in group if key not in OPTIONAL]
    assert len(keys) > 60
    for group, key in keys:
        value = group.pop(key)
        with pytest.raises(WordingError) as caught:
            check(node, language)
        group[key] = value
        assert {fault.code for fault in caught.value.faults} == {"W102"}
        assert f"'{key}'" in str(caught.value)
    check(node, language)


@pytest.mark.parametrize("language", ["en"])
def test_missing_keys_are_reported_together(language: str) -> None:
    node = root(language)
    node.group("draft").clear()
    with pytest.raises(WordingError) as caught:
        check(node, language)
    (fault,) = caught.value.faults
    assert (fault.code, caught.value.exit_code) == ("W102", 3)
    assert fault.says == "'mark', 'sentence' and 'every-page' are missing."


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_shipped_wording_leaves_out_what_the_english_says(language: str) -> None:
    def keys(node: Mapping, path: str = "") -> Iterator[str]:
        for key, value in node.items():
            yield f"{path}/{key}"
            if isinstance(value, Mapping) and "other" not in value:  # not the plural forms
                yield from keys(value, f"{path}/{key}")

    node = root(language)
    assert ("translation" in node) is (language != "en")
    node.pop("translation", None)
    assert list(keys(node)) == list(keys(root("en")))
