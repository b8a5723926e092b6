"""The names and codes of a monograph, read from its identity alone."""

from __future__ import annotations

from typing import NamedTuple

from ...base.errors import MonographError
from ...source.yaml import Mapping, parse

__all__ = ["Titles", "read_identity", "titles_of"]


class Titles(NamedTuple):
    """The names of one monograph.

    name: in the library. title: on the pack. generic: the generic name. codes: (system, code) as
    the monograph writes them. routes: the ways in which the medicine is given. strengths, forms: in
    which it comes. products: several of one leaflet. uses, limits_routes: known only where the
    whole file was read: the ids of its uses, and whether a leaflet for one of several routes can
    leave out what concerns the others.
    """

    name: str
    title: str
    generic: str
    also_called: tuple[str, ...]
    codes: tuple[tuple[str, str], ...] = ()
    routes: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    limits_routes: bool = True
    products: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name by which the monograph can be looked up."""
        return tuple(
            filter(None, (self.name, self.title, self.generic, *self.also_called, *self.products))
        )


def titles_of(name: str, source: bytes, file: str) -> Titles:
    """Read the names in a monograph's identity; if it cannot be read, only its name is known."""
    try:
        identity = read_identity(source, file)
    except MonographError:
        return Titles(name, "", "", ())
    codes = tuple(
        (str(code.text("system") or ""), str(code.text("value") or ""))
        for code in identity.list("codes").groups()
    )
    return Titles(
        name,
        title=str(identity.text("name") or ""),
        generic=str(identity.text("generic-name") or ""),
        also_called=tuple(str(synonym) for synonym in identity.list("also-called").texts()),
        codes=codes,
        routes=tuple(str(route) for route in identity.list("routes").texts()),
        strengths=tuple(str(strength) for strength in identity.list("strengths").texts()),
        forms=tuple(str(form) for form in identity.list("forms").texts()),
        products=tuple(str(product) for product in identity.list("products").texts()),
    )


def read_identity(source: bytes, file: str) -> Mapping:
    """Return the values of the key `identity`, with their places. Raises MonographError."""
    return parse(_identity_lines(source), file, MonographError).group("identity")


def _identity_lines(source: bytes) -> bytes:
    """Return the lines of the key `identity`, up to the next line that is not indented.

    The lines above are empty, so that every line keeps its number.
    """
    lines = source.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines) if line.startswith(b"identity:")), None)
    if start is None:
        return source
    end = start + 1
    while end < len(lines) and lines[end][:1] in (b" ", b"#", b"\r", b"\n"):
        end += 1
    return b"\n" * start + b"".join(lines[start:end])
