"""Names of monographs, layouts and languages: which are valid, and which are near another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ...base.errors import NotFoundError
from ...base.file_names import is_reserved
from ...base.limits import NAME_CHARACTERS

__all__ = ["folded", "is_language", "is_name", "near_names", "not_found", "printable"]

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?\Z")
SUGGESTIONS: Final = 3
ACCENTS: Final = "([a-z])[\u0300-\u036f]+"


def is_name(name: str) -> bool:
    """Return whether a monograph or layout can have this name.

    Capitals are excluded, so that no two names differ by case alone; so are names that cannot be a
    file on every system.
    """
    return len(name) <= NAME_CHARACTERS and bool(NAME.match(name)) and not is_reserved(name)


def is_language(name: str) -> bool:
    """Return whether a text is a language tag such as en or pt-BR."""
    return bool(LANGUAGE.match(name))


def folded(name: str) -> str:
    """Return a name for comparison, without case, spaces and the accents of Latin letters."""
    key = "".join(name.casefold().split())
    if key.isascii():
        return key
    import unicodedata  # most names are ASCII

    base_letters = re.sub(ACCENTS, r"\1", unicodedata.normalize("NFD", key))
    return unicodedata.normalize("NFC", base_letters)


def printable(name: str, most: int = NAME_CHARACTERS) -> str:
    """Make what a user typed fit for a message: at most `most` characters, all of them visible."""
    excerpt = name if len(name) <= most else name[:most] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in excerpt)


def not_found(
    kind: str,
    name: str,
    known_names: Iterable[str],
    code: str,
    aliases: Mapping[str, str] | None = None,
) -> NotFoundError:
    """Return the error for an unknown name, with the known names that are near.

    aliases: the name that is offered for a synonym.
    """
    near = near_names(name, known_names)
    suggestions = dict.fromkeys((aliases or {}).get(near_name, near_name) for near_name in near)
    choices = " or ".join(f"'{suggestion}'" for suggestion in suggestions)
    hint = f"Did you mean {choices}?" if suggestions else "See `leaflets list`."
    return NotFoundError(f"There is no {kind} '{printable(name)}'.", hint, code=code)


def near_names(name: str, known_names: Iterable[str]) -> list[str]:
    """Return the known names that resemble the name, best first."""
    key = folded(name)
    if not 0 < len(key) <= NAME_CHARACTERS:
        return []
    import difflib  # only errors need it

    by_key = {folded(known_name): known_name for known_name in known_names}
    return [by_key[near] for near in difflib.get_close_matches(key, by_key, SUGGESTIONS, 0.6)]
