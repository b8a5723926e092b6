"""Names and codes that two medicines of one library have in common."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.errors import MonographError, Place
from ..content.library import Library
from ..content.library.names import folded
from ..content.library.titles import read_identity
from ..content.monograph.model import Identity
from ..source.yaml import Mapping, Text

__all__ = ["SharedNames"]


class SharedNames:
    """Where each name and code of a library stands, by language.

    Titles, generic names and synonyms are compared without regard to capitals and accents.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._places: dict[str, dict[str, list[tuple[str, Place]]]] = {}

    def others(self, name: str, language: str, identity: Identity) -> Iterator[tuple[Text, Place]]:
        """Iterate over the texts of an identity that another monograph has too, and where.

        name: of the monograph in the library.
        """
        places = self._of(language)
        texts = [(folded(text), text) for text in _names(identity)]
        texts += [(_code_key(code.system, code.value), code.value) for code in identity.codes]
        for key, text in texts:
            for other, place in places.get(key, ()):
                if other != name:
                    yield text, place

    def holders(self, name: str, language: str) -> Iterator[tuple[str, Place]]:
        """Iterate over the monographs that have a name in a language, and where."""
        yield from self._of(language).get(folded(name), ())

    def _of(self, language: str) -> dict[str, list[tuple[str, Place]]]:
        if language not in self._places:
            places: dict[str, list[tuple[str, Place]]] = {}
            for name in self._library.names():
                if language in self._library.languages(name):
                    file = self._library.monograph(name, language)
                    for key, place in _keys(file.source, file.file):
                        places.setdefault(key, []).append((name, place))
            self._places[language] = places
        return self._places[language]


def _names(identity: Identity) -> Iterator[Text]:
    yield identity.name
    generic = identity.generic_name
    if generic and folded(generic) != folded(identity.name):
        yield generic
    yield from identity.also_called
    yield from identity.products


def _keys(source: bytes, file: str) -> Iterator[tuple[str, Place]]:
    """Yield the names and codes in a file; none if it cannot be read."""
    try:
        identity = read_identity(source, file)
    except MonographError:
        return
    names = [identity.text("name"), identity.text("generic-name")]
    for text in dict.fromkeys(
        [
            *names,
            *identity.list("also-called").texts(),
            *identity.list("products").texts(),
        ]
    ):
        if text:
            yield folded(text), text.place
    for code in identity.list("codes").groups():
        yield from _code_keys(code)


def _code_keys(code: Mapping) -> Iterator[tuple[str, Place]]:
    system, value = code.text("system"), code.text("value")
    if system and value:
        yield _code_key(system, value), value.place


def _code_key(system: str, value: str) -> str:
    return f"{system.upper()} {value.upper()}"
