"""The words of a monograph as given, read back from its file without the importing room."""

from __future__ import annotations

from msgspec import Struct, structs

from leaflets.content.monograph.inline import Words

from ..minimal import read_monograph


def given_words(content: bytes) -> list[str]:
    """All words of the leaflet in the file of a monograph, in their order."""
    monograph = read_monograph(content)
    assert monograph.as_given
    return words_in(monograph.as_given.says)


def words_in(value: object) -> list[str]:
    """The words in a value of whatever shape, in the order of its keys."""
    if isinstance(value, Words):
        return str(value).split()
    if isinstance(value, tuple):
        return [word for part in value for word in words_in(part)]
    if isinstance(value, Struct):
        return [word for key in structs.asdict(value).values() for word in words_in(key)]
    return []
