"""What monographs are called, read without reading the whole of each."""

from __future__ import annotations

from typing import NamedTuple

from ...base.errors import MonographError

__all__ = ["Titles", "titles_of"]


class Titles(NamedTuple):
    """The names of one monograph: in the library, on the pack, generic, and others.

    codes: (system, code) as the monograph writes them. routes: the ways in which it is given.
    """

    name: str
    title: str
    generic: str
    also_called: tuple[str, ...]
    codes: tuple[tuple[str, str], ...] = ()
    routes: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every word by which it may be asked for."""
        return tuple(filter(None, (self.name, self.title, self.generic, *self.also_called)))


def titles_of(name: str, source: bytes, file: str) -> Titles:
    """The names in a monograph's identity; only its own name where that cannot be read."""
    from ...source.yaml import parse  # who asks by name need not load it

    try:
        identity = parse(_identity(source), file, MonographError).group("identity")
    except MonographError:
        return Titles(name, "", "", ())
    others = tuple(str(other) for other in identity.list("also-called").texts())
    title, generic = identity.text("name"), identity.text("generic-name")
    codes = tuple(
        (str(code.text("system") or ""), str(code.text("value") or ""))
        for code in identity.list("codes").groups()
    )
    routes = tuple(str(route) for route in identity.list("routes").texts())
    return Titles(name, str(title or ""), str(generic or ""), others, codes, routes)


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
