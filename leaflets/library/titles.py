"""What monographs are called, read without reading the whole of each."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import MonographError
from ..yamltext import Mapping, Sequence, Text, parse

__all__ = ["Titles", "titles_of"]


class Titles(NamedTuple):
    """The names of one monograph: in the library, on the pack, generic, and others."""

    name: str
    title: str
    generic: str
    also_called: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every word by which it may be asked for."""
        return tuple(filter(None, (self.name, self.title, self.generic, *self.also_called)))


def titles_of(name: str, source: bytes, file: str) -> Titles:
    """The names in a monograph's identity; only its own name where that cannot be read."""
    try:
        identity = parse(_identity(source), file, MonographError).get(Text("identity"))
    except MonographError:
        identity = None
    if not isinstance(identity, Mapping):
        return Titles(name, "", "", ())
    others = identity.get(Text("also-called"))
    also = (
        (each for each in others if isinstance(each, Text)) if isinstance(others, Sequence) else ()
    )
    return Titles(
        name, _text(identity, "name"), _text(identity, "generic-name"), tuple(map(str, also))
    )


def _text(identity: Mapping, key: str) -> str:
    value = identity.get(Text(key))
    return str(value) if isinstance(value, Text) else ""


def _identity(source: bytes) -> bytes:
    """The lines of the key `identity`: up to the next line that is not indented."""
    lines = source.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines) if line.startswith(b"identity:")), None)
    if start is None:
        return source
    end = start + 1
    while end < len(lines) and lines[end][:1] in (b" ", b"#", b"\r", b"\n"):
        end += 1
    return b"".join(lines[start:end])
